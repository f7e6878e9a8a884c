"""Reads a course file. A mistake is named in both languages: which file, which field, what to do."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from registry.models.subjects import SubjectKind
from repair.training.course import Course, News, Question, Section

COURSES = Path(__file__).parent / "courses"
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
COURSE_KEYS = frozenset({
    "id", "title", "minutes", "given_by", "summary", "source", "audience", "counts_as_training", "valid_months",
    "quiz", "new", "sections", "questions",
})  # fmt: skip
KINDS = ("single", "multiple")
SECTION_KEYS = frozenset({"id", "title", "text", "video", "captions"})
VIDEO, CAPTIONS = re.compile(r"[0-9a-f]{64}\.(mp4|webm)"), re.compile(r"[0-9a-f]{64}\.vtt")
NO_CAPTIONS = "视频没有字幕，不能发布", "a video without captions cannot be published"


class BadCourseFile(ValueError):
    """A course file that cannot be used; the words say where and what to do."""


class Field:
    """A table of a course file, which knows its own place for the sake of error messages."""

    def __init__(self, content: Any, file: str, place: str = "") -> None:
        self.file, self.place = file, place
        if not isinstance(content, Mapping):
            raise self.wrong("", "这里应为一个表", "write a table here")
        self.content = content

    def wrong(self, key: str, zh: str, en: str) -> BadCourseFile:
        place = ".".join(part for part in (self.place, key) if part)
        return BadCourseFile(f"{self.file}: {place}: {zh} / {en}")

    def only(self, known: frozenset[str]) -> None:
        for key in sorted(set(self.content) - known):
            names = ", ".join(sorted(known))
            raise self.wrong(
                key, f"没有这个字段，请删去或改用 {names}", f"unknown field; remove it or use {names}"
            )

    def text(self, key: str) -> str:
        value = self.content.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(key, "请用引号写上文字", "give a text in quotes")
        return value.strip()

    def name(self, key: str) -> str:
        value = self.text(key)
        if not NAME.fullmatch(value):
            raise self.wrong(key, "只用小写字母、数字和连字符", "use small letters, digits and hyphens only")
        return value

    def number(self, key: str, at_most: int = 1200) -> int:
        value = self.content.get(key)
        if type(value) is not int or not 1 <= value <= at_most:
            raise self.wrong(key, f"请写 1 到 {at_most} 的整数", f"give a whole number from 1 to {at_most}")
        return value

    def truth(self, key: str) -> bool:
        value = self.content.get(key)
        if not isinstance(value, bool):
            raise self.wrong(key, "请写 true 或 false", "say true or false")
        return value

    def several(self, key: str, of: type, least: int = 1) -> list[Any]:
        value = self.content.get(key)
        if not isinstance(value, list) or len(value) < least or not all(type(one) is of for one in value):
            what = ("个文字", "texts") if of is str else ("个整数", "whole numbers")
            raise self.wrong(
                key, f"请写一个至少 {least} {what[0]}的列表", f"give a list of at least {least} {what[1]}"
            )
        return value

    def table(self, key: str) -> "Field":
        return Field(self.content.get(key), self.file, ".".join(p for p in (self.place, key) if p))

    def tables(self, key: str) -> "list[Field]":
        rows = self.content.get(key)
        if not isinstance(rows, list) or not rows:
            raise self.wrong(key, f"请至少写一段 [[{key}]]", f"write at least one [[{key}]]")
        return [Field(row, self.file, f"{key}[{n}]") for n, row in enumerate(rows, 1)]


def read_file(path: Path) -> tuple[Course, dict[str, Any]]:
    """Read one file: the course, and its content as it is kept."""
    content = read_bytes(path.read_bytes(), path.name)
    course = read_content(content, path.name)
    if course.id != path.stem:
        raise Field(content, path.name).wrong(
            "id", f"应与文件名相同：{path.stem}", f"must be the file's name: {path.stem}"
        )
    return course, content


def read_bytes(raw: bytes, name: str) -> dict[str, Any]:
    """The content of a course file, if a course can be read from it."""
    try:
        content = tomllib.loads(raw.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadCourseFile(
            f"{name}: 不是 UTF-8 编码的 TOML，请更正 / not readable as TOML in UTF-8: {error}"
        ) from error
    read_content(content, name)
    return content


def read_content(content: Any, file: str) -> Course:
    """Turn the content of a file, or of a kept version, into a course."""
    top = Field(content, file)
    top.only(COURSE_KEYS)
    sections = tuple(_section(each) for each in top.tables("sections"))
    questions = tuple(_question(each) for each in top.tables("questions"))
    _each_once(top, "sections", [each.id for each in sections])
    _each_once(top, "questions", [each.id for each in questions])
    asked, pass_mark = _quiz(top.table("quiz"), len(questions))
    return Course(
        id=top.name("id"),
        title=top.text("title"),
        minutes=top.number("minutes"),
        given_by=top.text("given_by"),
        summary=top.text("summary"),
        source=top.text("source"),
        audience=_audience(top),
        counts_as_training=top.truth("counts_as_training"),
        valid_months=top.number("valid_months"),
        asked=asked,
        pass_mark=pass_mark,
        sections=sections,
        questions=questions,
        news=_news(top, {each.id for each in sections}),
    )


def _audience(top: Field) -> frozenset[str]:
    known = ", ".join(SubjectKind.values)
    for word in top.several("audience", str):
        if word not in SubjectKind.values:
            raise top.wrong("audience", f"没有“{word}”，请用 {known}", f"{word!r} is not known; use {known}")
    return frozenset(top.content["audience"])


def _quiz(quiz: Field, bank: int) -> tuple[int, int]:
    quiz.only(frozenset({"asked", "pass_mark"}))
    asked = quiz.number("asked", at_most=bank)
    return asked, quiz.number("pass_mark", at_most=asked)


def _section(section: Field) -> Section:
    section.only(SECTION_KEYS)
    video, captions = _media(section, "video", VIDEO), _media(section, "captions", CAPTIONS)
    if video and not captions:
        raise section.wrong("captions", *NO_CAPTIONS)
    if captions and not video:
        raise section.wrong("video", "有字幕而没有视频", "captions without a video")
    return Section(section.name("id"), section.text("title"), section.text("text"), video, captions)


def _media(section: Field, key: str, form: re.Pattern[str]) -> str:
    """The name of a file of the course: its SHA-256 and its ending."""
    if key not in section.content:
        return ""
    name = section.text(key)
    if not form.fullmatch(name):
        raise section.wrong(key, "请写文件的 SHA-256 和扩展名", "give the file's SHA-256 and its ending")
    return name


def _question(question: Field) -> Question:
    question.only(frozenset({"id", "kind", "text", "options", "right", "why"}))
    kind = question.text("kind")
    if kind not in KINDS:
        raise question.wrong("kind", "请写 single（单选）或 multiple（多选）", "say single or multiple")
    options, right = question.several("options", str, least=2), question.several("right", int)
    if not set(right) <= set(range(1, len(options) + 1)):
        raise question.wrong(
            "right",
            f"请用选项的序号，从 1 到 {len(options)}",
            f"name options by their number, 1 to {len(options)}",
        )
    if (kind == "single") != (len(set(right)) == 1):
        raise question.wrong(
            "right", "单选恰有一个正确选项，多选至少两个", "single has one right option, multiple two or more"
        )
    return Question(
        id=question.name("id"),
        text=question.text("text"),
        options=tuple(options),
        right=frozenset(right),
        why=question.text("why"),
        is_multiple=kind == "multiple",
    )


def _each_once(top: Field, key: str, ids: list[str]) -> None:
    for each in ids:
        if ids.count(each) > 1:
            raise top.wrong(
                key, f"编号“{each}”出现了两次，请各用各的", f"two have the id {each!r}; give each its own"
            )


def _news(top: Field, sections: set[str]) -> News | None:
    if "new" not in top.content:
        return None
    new = top.table("new")
    new.only(frozenset({"minutes", "sections"}))
    named = tuple(new.several("sections", str))
    for each in named:
        if each not in sections:
            raise new.wrong(
                "sections", f"没有编号为“{each}”的章节", f"there is no section with the id {each!r}"
            )
    return News(new.number("minutes"), named)
