"""Courses drafted by one person of the credit office and published by another; what is published never changes."""

import tomllib
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from casework.errors import NotOpenAnyMore
from rechecks.models import CourseDraft
from rechecks.selectors.courses import demands_of_training, listed_courses
from rechecks.services import course_drafts as drafting
from rechecks.services.course_drafts import CannotDraftCourse, Days, SectionSaid
from repair.models import CourseVersion
from repair.selectors.training import shelf, shelves
from repair.services.course_files import BadFile, keep_captions, keep_video
from repair.services.training import load_courses
from repair.training.reading import COURSES, BadCourseFile, read_bytes
from repair.training.writing import file_of
from tests.rechecks.training import ABOUT, COURSE, captions, teachers, video


@pytest.fixture
def staff(office, settings, tmp_path):
    settings.COURSE_DIR = tmp_path / "courses"
    return teachers(office)


def offered(office):
    mine = (office.company, office.representative.user, office.day.today)
    return [each.version.course for each in shelves(*mine)]


def test_a_course_is_offered_from_the_day_another_person_published_it_for(office, staff, day):
    draft = staff.drafts(begins=date(2026, 12, 1))
    with pytest.raises(CannotDraftCourse, match="另一位"):
        drafting.publish(draft.pk, sha256=draft.sha256, by=staff.writer.user, on=office.day.today)
    version = staff.publishes(draft).version
    assert (version.ordinal, version.takes_effect_on) == (1, date(2026, 12, 1))
    assert COURSE not in offered(office)
    day("2026-12-01")
    assert COURSE in offered(office)
    assert office.representative.passes(office.company, course=COURSE).certificate.version == version


def test_a_new_version_replaces_from_its_day_and_certificates_keep_theirs(office, staff, day):
    first = staff.publishes(staff.drafts()).version
    certificate = office.representative.passes(office.company, course=COURSE).certificate
    by, on = staff.writer.user, office.day.today
    draft = drafting.draft_version(first, by=by, on=on)
    drafting.keep_section(draft.pk, 1, SectionSaid("守信经营", "改过的一段。"), by=by)
    second = staff.publishes(draft).version
    assert second.takes_effect_on == date(2026, 11, 24)
    assert certificate.version == first
    states = {one.version: one.state for each in listed_courses(on) for one in each.versions}
    assert (states[first], states[second]) == ("offered", "to_come")
    day("2026-11-24")
    states = {one.version: one.state for each in listed_courses(office.day.today) for one in each.versions}
    assert (states[first], states[second]) == ("replaced", "offered")
    assert shelf(COURSE, office.company, office.representative.user, office.day.today).version == second
    certificate.refresh_from_db()
    assert certificate.version == first
    assert first.as_written.sections[0].text != "改过的一段。"


def test_an_expired_course_is_offered_no_more(office, staff, day):
    draft = staff.drafts()
    about = drafting.About(**ABOUT)
    drafting.change_about(draft.pk, about, Days(office.day.today, date(2026, 11, 30)), by=staff.writer.user)
    staff.publishes(draft)
    day("2026-11-30")
    assert COURSE in offered(office)
    day("2026-12-01")
    assert COURSE not in offered(office)
    assert [
        one.state for each in listed_courses(office.day.today) if each.id == COURSE for one in each.versions
    ] == ["expired"]


def test_loading_the_files_again_does_not_take_the_office_s_version_back(office, staff, day):
    loaded = CourseVersion.objects.get(course="credit-repair")
    draft = drafting.draft_version(loaded, by=staff.writer.user, on=office.day.today)
    drafting.keep_section(draft.pk, 1, SectionSaid("什么是失信信息", "本市的写法。"), by=staff.writer.user)
    second = staff.publishes(draft).version
    assert load_courses() == []
    day("2026-11-24")
    assert CourseVersion.objects.on_offer(office.day.today).get(course="credit-repair") == second


def test_a_video_without_captions_is_published_by_nobody(staff):
    draft, by = staff.drafts(), staff.writer.user
    named = keep_video(video()).name
    drafting.keep_section(draft.pk, 2, SectionSaid("录像", "文字稿。", named), by=by)
    with pytest.raises(CannotDraftCourse, match="视频没有字幕，不能发布：录像"):
        staff.publishes(draft)
    said = CourseDraft.objects.get(pk=draft.pk).said
    with pytest.raises(DatabaseError, match="without captions"), transaction.atomic():
        CourseVersion.objects.create(course="silent", ordinal=1, content=said, sha256="0" * 64)
    read = SectionSaid("录像", "文字稿。", named, keep_captions(captions()).name)
    drafting.keep_section(draft.pk, 2, read, by=by)
    assert staff.publishes(draft).version.as_written.sections[1].captions.endswith(".vtt")


def test_what_is_no_video_and_what_holds_no_caption_is_refused(staff):
    with pytest.raises(BadFile):
        keep_video(captions())
    with pytest.raises(BadFile):
        keep_captions(video())
    empty = captions()
    empty.file.seek(0)
    empty.file.truncate()
    empty.file.write(b"WEBVTT\n")
    empty.file.seek(0)
    with pytest.raises(BadFile):
        keep_captions(empty)


def test_a_file_that_names_a_video_needs_it_here(office, staff):
    draft, by = staff.drafts(), staff.writer.user
    drafting.keep_section(draft.pk, 2, SectionSaid("录像", "稿", "0" * 64 + ".mp4", "1" * 64 + ".vtt"), by=by)
    found = CourseDraft.objects.get(pk=draft.pk)
    assert "不在本系统" in " ".join(drafting.wanting(found, office.day.today))


def test_written_out_and_read_again_a_course_is_the_same_to_the_letter(staff):
    shipped = (COURSES / "credit-repair.toml").read_bytes()
    for content in (tomllib.loads(shipped.decode()), staff.drafts().said):
        assert tomllib.loads(file_of(content)) == content
        assert read_bytes(file_of(content).encode(), "again.toml") == content
    nasty = staff.drafts("nasty", title='引号"""和\\反斜线').said
    nasty["sections"][0]["text"] = '一行"""\\n\n二行\x7f"'
    assert tomllib.loads(file_of(nasty)) == nasty


def test_a_course_file_becomes_a_draft_of_the_same_content(office, staff):
    said = staff.drafts().said
    draft = drafting.draft_file(file_of(said).encode(), "a.toml", by=staff.second.user, on=office.day.today)
    assert draft.said == said
    with pytest.raises(BadCourseFile):
        drafting.draft_file(b"id = 1", "a.toml", by=staff.second.user, on=office.day.today)


def test_only_who_drafted_it_changes_it_and_what_is_over_stays(office, staff):
    draft = staff.drafts()
    with pytest.raises(CannotDraftCourse):
        drafting.remove(draft.pk, "sections", 1, by=staff.second.user)
    with pytest.raises(PermissionDenied):
        drafting.remove(draft.pk, "sections", 1, by=office.reviewer.user)
    with pytest.raises(NotOpenAnyMore):  # something was changed since it was looked at
        drafting.publish(draft.pk, sha256="0" * 64, by=staff.second.user, on=office.day.today)
    drafting.move_up(draft.pk, "questions", 2, by=staff.writer.user)
    assert CourseDraft.objects.get(pk=draft.pk).said["questions"][0]["text"] == "修复收费吗？"
    staff.publishes(draft)
    with pytest.raises(NotOpenAnyMore):
        drafting.remove(draft.pk, "sections", 1, by=staff.writer.user)
    with pytest.raises(DatabaseError, match="is over"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE rechecks_coursedraft SET course = 'x' WHERE id = %s", [draft.pk])


@pytest.mark.parametrize(("on", "asked"), [(date(2022, 10, 10), True), (date(2026, 11, 23), False)])
def test_which_rules_ask_for_a_training_is_read_from_the_rules(office, on, asked):
    demands = demands_of_training(on)
    assert bool(demands) is asked
    if asked:
        assert any("527号" in each.clause for each in demands)
