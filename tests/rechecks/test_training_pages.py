"""The editor of courses without JavaScript, the preview on the applicant's own pages, and the file that goes out and comes in."""

import re
import tomllib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rechecks.models import CourseDraft
from repair.models import CourseFile, CourseVersion, QuizAnswer, QuizAttempt, SectionRead
from tests.rechecks.training import COURSE, MP4, captions, teachers, video

HOME = "/office/training/"
TYPED = {
    "course": COURSE, "title": "食品经营者诚信教育", "summary": "怎样守信。", "given_by": "江澜市社会信用管理办公室",
    "source": "合成教材", "minutes": "15", "audience": ["organisation"], "counts_as_training": "on", "asked": "1",
    "pass_mark": "1", "valid_months": "12", "takes_effect_on": "2026-11-23",
}  # fmt: skip
QUESTION = {
    "text": "谁来修复？", "option_1": "中介机构", "option_2": "认定单位", "right_2": "on", "why": "谁认定、谁修复。",
}  # fmt: skip


@pytest.fixture
def staff(office, settings, tmp_path):
    settings.COURSE_DIR = tmp_path / "courses"
    return teachers(office)


def signed_in(person):
    client = Client()
    client.force_login(person.user)
    return client


@pytest.fixture
def writer(staff):
    return signed_in(staff.writer)


@pytest.fixture
def second(staff):
    return signed_in(staff.second)


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def written(writer):
    """A course typed page by page."""
    assert writer.post(f"{HOME}new/", TYPED).status_code == 302
    draft = CourseDraft.objects.get()
    home = f"{HOME}drafts/{draft.pk}/"
    assert (
        writer.post(f"{home}sections/1/", {"title": "守信", "text": "一段。\r\n\r\n- 甲\r\n- 乙"}).url == home
    )
    assert writer.post(f"{home}questions/1/", QUESTION).url == home
    return home


def test_a_course_is_written_page_by_page_and_published_by_a_colleague(writer, second):
    home = written(writer)
    draft = CourseDraft.objects.get()
    assert draft.said["sections"] == [{"id": "section-1", "title": "守信", "text": "一段。\n\n- 甲\n- 乙"}]
    assert draft.said["questions"][0]["right"] == [2]
    said = words(writer.get(home))
    assert "须由信用管理机构另一位工作人员发布" in said
    assert "发布课程" not in said
    assert "发布课程" in words(second.get(home))
    assert second.get(f"{home}about/").status_code == 200
    assert second.post(f"{home}questions/1/", QUESTION).status_code == 422  # a colleague's
    assert second.post(f"{home}publish/", {"sha256": draft.sha256}).url == home
    version = CourseVersion.objects.get(course=COURSE)
    page = words(second.get(f"{HOME}courses/{COURSE}/1/"))
    assert "已发布的版本不再改动" in page
    assert version.release.released_by.username == "he"
    assert writer.post(f"{home}questions/1/", QUESTION).status_code == 409


def test_the_list_says_that_the_office_can_make_no_course_a_condition(writer):
    page = words(writer.get(HOME))
    assert "培训不收取任何费用；除规则集另有要求外，不作为任何事项的条件，本处不能自行设为条件。" in page
    assert "建议" in page
    assert "信用修复与守信经营" in page


def test_what_is_typed_wrongly_is_said_and_kept(writer):
    answer = writer.post(
        f"{HOME}new/", TYPED | {"pass_mark": "3", "course": "Food Safety", "expires_on": "2026-01-01"}
    )
    assert answer.status_code == 422
    for said in ("合格题数不能多于抽题数", "请填写编号", "截止日期早于发布日期"):
        assert said in words(answer)
    home = written(writer)
    wrong = writer.post(f"{home}questions/2/", {"text": "问", "option_1": "甲", "right_3": "on", "why": "因"})
    assert wrong.status_code == 422
    assert "勾为正确的选项没有填写内容" in words(wrong)
    assert writer.get(f"{home}questions/9/").status_code == 404
    again = writer.post(f"{HOME}new/", TYPED | {"course": "credit-repair"})
    assert "请为它起草新版本" in words(again)


def test_point_68_a_video_without_captions_cannot_be_published(writer, second):
    home = written(writer)
    section = {"title": "录像", "text": "文字稿。"}
    assert writer.post(f"{home}sections/2/", section | {"video": video()}).url == home
    assert "视频没有字幕，不能发布" in words(writer.get(home))
    sha = CourseDraft.objects.get().sha256
    second.post(f"{home}publish/", {"sha256": sha})
    assert not CourseVersion.objects.filter(course=COURSE).exists()
    wrong = SimpleUploadedFile("a.vtt", b"WEBVTT\n")
    assert "字幕文件里没有字幕" in words(writer.post(f"{home}sections/2/", section | {"captions": wrong}))
    assert writer.post(f"{home}sections/2/", section | {"captions": captions()}).url == home
    second.post(f"{home}publish/", {"sha256": CourseDraft.objects.get().sha256})
    assert CourseVersion.objects.filter(course=COURSE).exists()


def test_a_video_is_handed_out_in_parts(office, writer, client):
    home = written(writer)
    writer.post(
        f"{home}sections/2/", {"title": "录像", "text": "稿", "video": video(), "captions": captions()}
    )
    address = f"/training/files/{CourseFile.objects.get(title='第一课.mp4').name}"
    assert client.get(address).status_code == 302  # to sign in
    client.force_login(office.representative.user)
    assert b"".join(client.get(address).streaming_content) == MP4
    part = client.get(address, headers={"Range": "bytes=4-7"})
    assert (part.status_code, part.content) == (206, b"ftyp")
    assert part["Content-Range"] == f"bytes 4-7/{len(MP4)}"
    assert client.get(address, headers={"Range": "bytes=999-"}).status_code == 416
    assert client.get("/training/files/..%2Fpasswd").status_code == 404


def test_the_preview_is_the_applicant_s_page_and_keeps_nothing(writer):
    home = written(writer)
    which = f"{HOME}preview/draft-{CourseDraft.objects.get().pk}/"
    assert "预览：申请人在手机上看到的样子" in words(writer.get(which))
    page = writer.get(f"{which}read/section-1/")
    assert "<li>甲</li><li>乙</li>" in page.content.decode()
    assert "csrfmiddlewaretoken" not in page.content.decode().partition("<main")[2].partition("</main>")[0]
    assert "谁认定、谁修复。" not in words(writer.get(f"{which}questions/1/"))
    assert "谁认定、谁修复。" in words(writer.get(f"{which}questions/1/?chosen=1"))
    assert writer.get(f"{which}questions/2/").status_code == 404
    assert not any(model.objects.exists() for model in (SectionRead, QuizAttempt, QuizAnswer))
    loaded = CourseVersion.objects.get(course="credit-repair")
    assert writer.get(f"{HOME}preview/version-{loaded.pk}/").status_code == 200
    assert home in writer.get(which).content.decode()


def test_the_file_of_a_version_comes_in_again_as_a_draft(writer):
    answer = writer.get(f"{HOME}courses/credit-repair/1/file/")
    content = CourseVersion.objects.get(course="credit-repair").content
    assert tomllib.loads(answer.content.decode()) == content
    file = SimpleUploadedFile("credit-repair.toml", answer.content)
    assert writer.post(f"{HOME}import/", {"file": file}).status_code == 302
    draft = CourseDraft.objects.get()
    assert draft.said == content
    assert "与最新版本的内容相同" in words(writer.get(f"{HOME}drafts/{draft.pk}/"))
    broken = writer.post(f"{HOME}import/", {"file": SimpleUploadedFile("x.toml", b"id = 3")})
    assert broken.status_code == 422
    assert "请用引号写上文字" in words(broken) or "请至少写一段" in words(broken)


def test_a_new_version_begins_with_what_the_old_one_says(writer):
    answer = writer.post(f"{HOME}courses/credit-repair/1/draft/")
    draft = CourseDraft.objects.get()
    assert answer.url == f"{HOME}drafts/{draft.pk}/"
    page = words(writer.get(answer.url))
    assert "在第1版基础上修改" in page
    typed = draft.said | draft.said["quiz"] | {"takes_effect_on": "2026-12-01", "new_minutes": "3"}
    wanting = writer.post(f"{answer.url}about/", typed | {"counts_as_training": "on"})
    assert "请同时填写更新内容的时长和所在章节" in words(wanting)
    said = typed | {"counts_as_training": "on", "new_sections": ["what-it-is"]}
    assert writer.post(f"{answer.url}about/", said).status_code == 302
    assert CourseDraft.objects.get().said["new"] == {"minutes": 3, "sections": ["what-it-is"]}
    assert writer.post(f"{answer.url}discard/").status_code == 302
    assert CourseDraft.objects.get().discarded_on
