"""The credit office writes a course, looks at it as an applicant does, and a colleague publishes it: point 68 of the acceptance list."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rechecks.models import CourseDraft
from repair.models import CourseVersion
from tests.rechecks.training import a_row, captions, list_of, listed, teachers, video

pytestmark = pytest.mark.browser


@pytest.fixture
def staff(office, settings, tmp_path):
    settings.COURSE_DIR = tmp_path / "courses"
    return teachers(office)


def chooses(person, field, upload):
    person.page.set_input_files(
        f"#id_{field}", {"name": upload.name, "mimeType": "application/octet-stream", "buffer": upload.read()}
    )


def test_point_68_a_training_video_without_captions_cannot_be_published(staff, visitor):
    draft = staff.drafts()
    gao = visitor("gao")
    gao.goes_to(f"/office/training/drafts/{draft.pk}/sections/2/")
    gao.page.fill("#id_title", "怎样承诺")
    gao.page.fill("#id_text", "视频的文字稿。")
    chooses(gao, "video", video())
    gao.looks_at("course-part")
    gao.presses("保存草案")
    assert "视频没有字幕，不能发布" in gao.reads()
    gao.looks_at("course-draft-without-captions")
    he = visitor("he")
    he.goes_to(f"/office/training/drafts/{draft.pk}/")
    he.presses("发布课程")
    assert "视频没有字幕，不能发布：怎样承诺" in he.reads()
    assert not CourseVersion.objects.filter(course=draft.course).exists()
    gao.goes_to(f"/office/training/drafts/{draft.pk}/sections/2/")
    chooses(gao, "captions", captions())
    gao.presses("保存草案")
    gao.presses("按申请人视角预览")
    gao.looks_at("course-preview")
    gao.goes_to(f"/office/training/preview/draft-{draft.pk}/read/section-2/")
    gao.looks_at("course-preview-section")
    gao.goes_to(f"/office/training/preview/draft-{draft.pk}/questions/1/?chosen=1")
    gao.looks_at("course-preview-question")
    he.goes_to(f"/office/training/drafts/{draft.pk}/")
    he.presses("发布课程")
    assert "已发布：第1版" in he.reads()
    he.goes_to(f"/office/training/courses/{draft.course}/1/")
    he.looks_at("course-version")
    assert CourseDraft.objects.get().is_released


def test_a_list_of_an_offline_training_is_checked_and_recorded(staff, office, visitor):
    uscc = listed(office)
    rows = (a_row(uscc), a_row(uscc, 姓名="李明"), a_row(uscc[:-1] + "A"), a_row(uscc, 姓名="", 结果="优秀"))
    gao = visitor("gao")
    gao.goes_to("/office/training/offline/")
    chooses(gao, "file", SimpleUploadedFile("11月20日诚信教育培训名单.csv", list_of(*rows)))
    gao.presses("上传并校验")
    assert "统一社会信用代码校验位不正确" in gao.reads()
    gao.looks_at("attendance-list")
    gao.presses("登记这些人员（2行）")
    assert "已登记2行，发出证书2份" in gao.reads()
    gao.looks_at("attendance-list-recorded")
    gao.goes_to("/office/training/offline/")
    gao.looks_at("attendance-lists")


def test_the_other_pages_of_the_editor(staff, visitor):
    draft = staff.drafts()
    gao = visitor("gao")
    for address, name in (
        ("", "training"),
        ("new/", "course-new"),
        ("import/", "course-import"),
        (f"drafts/{draft.pk}/about/", "course-about"),
        (f"drafts/{draft.pk}/questions/3/", "course-question"),
    ):
        gao.goes_to(f"/office/training/{address}")
        gao.looks_at(name)
