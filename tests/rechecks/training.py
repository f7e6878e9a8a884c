"""Courses of the credit office for tests: one as it is typed, drafted by one person and published by another."""

import csv
import io
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from rechecks.models import CourseDraft, CourseRelease
from rechecks.services import course_drafts as drafting
from rechecks.services.course_drafts import About, Days, QuestionSaid, SectionSaid
from tests.world import Office, Person

COURSE = "food-safety"
MP4 = b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 64
VTT = "WEBVTT\n\n00:00.000 --> 00:02.000\n第一句字幕\n".encode()
ABOUT: dict[str, Any] = {
    "title": "食品经营者诚信教育", "summary": "经营者怎样守信，失信以后怎样修复。", "given_by": "江澜市社会信用管理办公室",
    "source": "合成教材", "minutes": 15, "audience": ("organisation", "individual_business"), "counts_as_training": True,
    "valid_months": 12, "asked": 2, "pass_mark": 2,
}  # fmt: skip
QUESTIONS = (
    QuestionSaid("谁来修复？", ("认定单位", "中介机构"), (1,), "谁认定、谁修复。"),
    QuestionSaid("修复收费吗？", ("收费", "不收费", "看情况"), (2,), "不收取任何费用。"),
    QuestionSaid("承诺包括什么？", ("材料真实", "依法经营", "缴纳保证金"), (1, 2), "没有保证金。"),
)


def video() -> SimpleUploadedFile:
    return SimpleUploadedFile("第一课.mp4", MP4)


def captions() -> SimpleUploadedFile:
    return SimpleUploadedFile("第一课.vtt", VTT)


@dataclass(frozen=True)
class Teachers:
    """Two people of the credit office: one writes, the other publishes."""

    office: Office
    writer: Person
    second: Person

    def drafts(self, course: str = COURSE, *, begins: date | None = None, **about: Any) -> CourseDraft:
        """A draft with a section and three questions."""
        by, on = self.writer.user, self.office.day.today
        draft = drafting.draft_course(course, About(**ABOUT | about), Days(begins or on), by=by, on=on)
        drafting.keep_section(draft.pk, 1, SectionSaid("守信经营", "第一段。\n\n- 一\n- 二"), by=by)
        for place, question in enumerate(QUESTIONS, start=1):
            drafting.keep_question(draft.pk, place, question, by=by)
        return CourseDraft.objects.get(pk=draft.pk)

    def publishes(self, draft: CourseDraft) -> CourseRelease:
        fresh = CourseDraft.objects.get(pk=draft.pk)
        return drafting.publish(draft.pk, sha256=fresh.sha256, by=self.second.user, on=self.office.day.today)


def teachers(office: Office) -> Teachers:
    return Teachers(office, office.credit_officer, office.joins_the_credit_office("he"))


USCC, NOBODYS = "91239999MA00010ABF", "91239999MA00020CDY"  # with right check digits, as lists need them
COLUMNS = ("统一社会信用代码", "姓名", "培训日期", "课程", "培训机构/讲师", "地点", "结果", "学时")


def listed(office: Office) -> str:
    """Give the company a code with a right check digit."""
    office.company.uscc = USCC
    office.company.save(update_fields=["uscc"])
    return USCC


def a_row(uscc: str = USCC, **changed: str) -> dict[str, str]:
    """A row of a list of participants, lawful but for what is changed."""
    row = {
        "统一社会信用代码": uscc, "姓名": "周安宁", "培训日期": "2026-11-20", "课程": "credit-repair",
        "培训机构/讲师": "江澜市社会信用管理办公室 王讲师", "地点": "政务服务中心三楼", "结果": "合格", "学时": "4",
    }  # fmt: skip
    return row | changed


def list_of(*rows: dict[str, str], encoding: str = "utf-8-sig") -> bytes:
    """A list as CSV."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)
