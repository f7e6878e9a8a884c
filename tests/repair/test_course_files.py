"""The loader of courses: a bad file is named, with its field and what to do, in both languages."""

import pytest
from django.core.management import CommandError, call_command

from repair.models import CourseVersion
from repair.training.reading import COURSES, BadCourseFile, read_file

SHIPPED = (COURSES / "credit-repair.toml").read_text(encoding="utf-8")
FIRST_KIND = 'id = "who-repairs"\nkind = "single"'
BAD = {
    "minutes": (("minutes = 20", 'minutes = "20"'), "minutes: 请写 1 到 1200 的整数 / give a whole number"),
    "unknown": (("minutes = 20", "minutes = 20\nlenght = 3"), "lenght: 没有这个字段"),
    "pass_mark": (("pass_mark = 8", "pass_mark = 11"), "quiz.pass_mark: 请写 1 到 10 的整数"),
    "bank": (("asked = 10", "asked = 11"), "quiz.asked: 请写 1 到 10 的整数"),
    "audience": (('"natural_person"', '"everybody"'), "audience: 没有“everybody”，请用 organisation"),
    "title": (('title = "信用修复与守信经营"', 'title = ""'), "title: 请用引号写上文字 / give a text in quotes"),
    "counts": (("counts_as_training = true", "counts_as_training = 1"), "counts_as_training: 请写 true 或 false"),
    "kind": ((FIRST_KIND, 'id = "who-repairs"\nkind = "free"'), "questions[1].kind: 请写 single（单选）"),
    "one right": ((FIRST_KIND, 'id = "who-repairs"\nkind = "multiple"'), "questions[1].right: 单选恰有一个"),
    "option": (("right = [2]", "right = [5]"), "questions[1].right: 请用选项的序号，从 1 到 4"),
    "twice": (('id = "start-day"', 'id = "who-repairs"'), "questions: 编号“who-repairs”出现了两次"),
    "section": (('id = "how-long"', 'id = "How long"'), "sections[2].id: 只用小写字母"),
    "news": (("[quiz]", '[new]\nminutes = 3\nsections = ["x"]\n\n[quiz]'), "new.sections: 没有编号为“x”的章节"),
    "id": (('id = "credit-repair"', 'id = "other"'), "id: 应与文件名相同：credit-repair / must be the file's name"),
    "toml": (("minutes = 20", "minutes = "), "不是 UTF-8 编码的 TOML，请更正 / not readable as TOML"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_names_its_field_and_what_to_do(tmp_path, name):
    (old, new), words = BAD[name]
    path = tmp_path / "credit-repair.toml"
    path.write_text(SHIPPED.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadCourseFile) as bad:
        read_file(path)
    assert str(bad.value).startswith("credit-repair.toml: ")
    assert words in str(bad.value)
    assert " / " in str(bad.value)


def test_a_bad_file_publishes_nothing_and_the_command_says_why(db, tmp_path):
    before = CourseVersion.objects.count()
    (tmp_path / "a-good-one.toml").write_text(SHIPPED.replace('"credit-repair"', '"a-good-one"', 1))
    (tmp_path / "credit-repair.toml").write_text(SHIPPED.replace("asked = 10", "asked = 99"))
    with pytest.raises(CommandError, match=r"credit-repair.toml: quiz.asked"):
        call_command("load_courses", folder=tmp_path)
    assert CourseVersion.objects.count() == before


def test_the_same_file_twice_is_published_once(db, capsys):
    call_command("load_courses")
    assert "0 new course versions." in capsys.readouterr().out


@pytest.mark.parametrize("path", sorted(COURSES.glob("*.toml")), ids=lambda path: path.stem)
def test_a_shipped_course_can_be_read(path):
    course, _ = read_file(path)
    assert course.asked >= course.pass_mark
    assert all(question.why for question in course.questions)
