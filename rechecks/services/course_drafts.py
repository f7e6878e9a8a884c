"""Drafting courses and publishing them: written by one person of the credit office, published by another."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.errors import CaseError, NotOpenAnyMore
from rechecks.models import CourseDraft, CourseRelease
from registry.duties import sits_in_credit_office
from repair.models import CourseVersion
from repair.services.course_files import missing_of
from repair.services.training import canonical, digest_of, publish_course
from repair.training.reading import BadCourseFile, read_bytes, read_content

MOST_BYTES = 1_000_000
SECTIONS, QUESTIONS = "sections", "questions"
Content = dict[str, Any]


class CannotDraftCourse(CaseError):
    """A course that cannot be drafted or published as it is; the words say what to change."""

    default = gettext_lazy("This course cannot be drafted.")


@dataclass(frozen=True)
class About:
    """What a course is about, as it is typed: everything but its sections and questions."""

    title: str
    summary: str
    given_by: str
    source: str
    minutes: int
    audience: tuple[str, ...]
    counts_as_training: bool
    valid_months: int
    asked: int
    pass_mark: int
    new_minutes: int | None = None
    new_sections: tuple[str, ...] = ()

    def onto(self, content: Content) -> Content:
        """The content with this in it."""
        plain = ("title", "summary", "given_by", "source", "minutes", "counts_as_training", "valid_months")
        changed = content | {name: getattr(self, name) for name in plain}
        changed["audience"] = sorted(self.audience)
        changed["quiz"] = {"asked": self.asked, "pass_mark": self.pass_mark}
        changed.pop("new", None)
        if self.new_minutes:
            changed["new"] = {"minutes": self.new_minutes, "sections": list(self.new_sections)}
        return changed


@dataclass(frozen=True)
class Days:
    """From when a version is offered, and until when."""

    takes_effect_on: date
    expires_on: date | None = None


@dataclass(frozen=True)
class SectionSaid:
    """A section as it is typed, with the names of its files."""

    title: str
    text: str
    video: str = ""
    captions: str = ""

    def row(self, own: str) -> Content:
        files = {"video": self.video, "captions": self.captions}
        named = {name: said for name, said in files.items() if said}
        return {"id": own, "title": self.title, "text": self.text} | named


@dataclass(frozen=True)
class QuestionSaid:
    """A question as it is typed; it has several right answers where more than one is ticked."""

    text: str
    options: tuple[str, ...]
    right: tuple[int, ...]
    why: str

    def row(self, own: str) -> Content:
        kind = "multiple" if len(self.right) > 1 else "single"
        said = {"text": self.text, "options": list(self.options), "right": list(self.right), "why": self.why}
        return {"id": own, "kind": kind} | said


@transaction.atomic
def draft_course(course: str, about: About, days: Days, *, by: User, on: date) -> CourseDraft:
    """Begin a course that there is not yet."""
    if CourseVersion.objects.filter(course=course).exists():
        words = _("There is a course with this name already: draft a new version of it.")
        raise CannotDraftCourse(words, field="course")
    return _keep(about.onto({"id": course, SECTIONS: [], QUESTIONS: []}), days, by=by, on=on)


@transaction.atomic
def draft_version(version: CourseVersion, *, by: User, on: date) -> CourseDraft:
    """Begin a new version of a course with what this one says; what is new in it is said anew."""
    content = {key: said for key, said in version.content.items() if key != "new"}
    return _keep(content, _tomorrow(on), by=by, on=on)


@transaction.atomic
def draft_file(raw: bytes, name: str, *, by: User, on: date) -> CourseDraft:
    """Take a course file in as a draft: a new course, or a new version."""
    if len(raw) > MOST_BYTES:
        raise CannotDraftCourse(_("The file is larger than a course file can be."), field="file")
    content = read_bytes(raw, name)
    return _keep(content, _tomorrow(on), by=by, on=on)


def _tomorrow(on: date) -> Days:
    return Days(on + timedelta(days=1))


def _keep(content: Content, days: Days, *, by: User, on: date) -> CourseDraft:
    _of_the_office(by)
    last = CourseVersion.objects.filter(course=content["id"]).order_by("ordinal").last()
    return CourseDraft.objects.create(
        course=content["id"], content=canonical(content), sha256=digest_of(content), based_on=last,
        takes_effect_on=days.takes_effect_on, expires_on=days.expires_on, drafted_by=by, drafted_on=on,
    )  # fmt: skip


def change_about(pk: int, about: About, days: Days, *, by: User) -> None:
    """Write anew what the course is about, and its days."""
    _change(pk, about.onto, by=by, days=days)


def keep_section(pk: int, place: int, said: SectionSaid, *, by: User) -> None:
    """Write a section, counted from 1; the one after the last is a new one."""
    _change(pk, lambda content: _with_row(content, SECTIONS, place, said.row), by=by)


def keep_question(pk: int, place: int, said: QuestionSaid, *, by: User) -> None:
    """Write a question of the bank, counted from 1; the one after the last is a new one."""
    _change(pk, lambda content: _with_row(content, QUESTIONS, place, said.row), by=by)


def remove(pk: int, part: str, place: int, *, by: User) -> None:
    """Take a section or a question out."""
    _change(pk, lambda content: content | {part: _without(content[part], place)}, by=by)


def move_up(pk: int, part: str, place: int, *, by: User) -> None:
    """Let a section or a question come before the one above it."""

    def moved(content: Content) -> Content:
        rows = list(content[part])
        if 1 < place <= len(rows):
            rows[place - 2], rows[place - 1] = rows[place - 1], rows[place - 2]
        return content | {part: rows}

    _change(pk, moved, by=by)


def _with_row(content: Content, part: str, place: int, row: Callable[[str], Content]) -> Content:
    rows = list(content[part])
    if place <= len(rows):
        rows[place - 1] = row(rows[place - 1]["id"])
    else:
        rows.append(row(_new_id(part, {each["id"] for each in rows})))
    return content | {part: rows}


def _new_id(part: str, taken: set[str]) -> str:
    """A name that no section or question of the draft has: progress and answers go by it."""
    names = (f"{part.removesuffix('s')}-{n}" for n in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def _without(rows: list[Content], place: int) -> list[Content]:
    return [row for n, row in enumerate(rows, start=1) if n != place]


@transaction.atomic
def _change(pk: int, how: Callable[[Content], Content], *, by: User, days: Days | None = None) -> None:
    draft = own_draft(pk, by)
    content = how(draft.said)
    draft.content, draft.sha256 = canonical(content), digest_of(content)
    if days:
        draft.takes_effect_on, draft.expires_on = days.takes_effect_on, days.expires_on
    draft.save(update_fields=["content", "sha256", "takes_effect_on", "expires_on"])


def own_draft(pk: int, by: User) -> CourseDraft:
    """An open draft, for whoever drafted it."""
    _of_the_office(by)
    draft = _open(pk)
    if draft.drafted_by_id != by.pk:
        raise CannotDraftCourse(_("Only who drafted it changes it; somebody else publishes it."))
    return draft


def _open(pk: int) -> CourseDraft:
    draft = CourseDraft.objects.select_for_update().get(pk=pk)
    if not draft.is_open:
        raise NotOpenAnyMore
    return draft


@transaction.atomic
def discard(pk: int, *, by: User, on: date) -> None:
    """Give a draft up; it stays to be read."""
    draft = own_draft(pk, by)
    draft.discarded_on = on
    draft.save(update_fields=["discarded_on"])


@transaction.atomic
def publish(pk: int, *, sha256: str, by: User, on: date) -> CourseRelease:
    """Publish what another person drafted, for the day that the draft names."""
    _of_the_office(by)
    draft = _open(pk)
    if draft.sha256 != sha256:
        raise NotOpenAnyMore
    if draft.drafted_by_id == by.pk:
        raise CannotDraftCourse(_("You drafted it: somebody else of the credit office publishes it."))
    if problems := wanting(draft, on):
        raise CannotDraftCourse(" ".join(problems))
    version = publish_course(draft.said, takes_effect_on=draft.takes_effect_on, expires_on=draft.expires_on)
    return CourseRelease.objects.create(
        draft=draft, version=version, sha256=draft.sha256, takes_effect_on=draft.takes_effect_on,
        drafted_by=draft.drafted_by, released_by=by, released_on=on,
    )  # fmt: skip


def wanting(draft: CourseDraft, on: date) -> list[str]:
    """What keeps a draft from being published, in words; nothing where it can be."""
    said = draft.said
    found = [*_of_its_parts(said), *_of_its_videos(said)]
    if draft.takes_effect_on < on:
        found.append(_("The day of publication is past: choose another one."))
    last = CourseVersion.objects.filter(course=draft.course).order_by("ordinal").last()
    if last and last.sha256 == draft.sha256:
        found.append(_("This is what the latest version says."))
    return found or _as_it_is_read(said)


def _of_its_parts(said: Content) -> list[str]:
    found, asked, bank = [], said["quiz"]["asked"], len(said[QUESTIONS])
    if not said[SECTIONS]:
        found.append(_("There is no section yet."))
    if bank < asked:
        words = _("%(asked)s questions are asked, the bank has %(bank)s.")
        found.append(words % {"asked": asked, "bank": bank})
    return found


def _of_its_videos(said: Content) -> list[str]:
    rows = said[SECTIONS]
    silent = [row["title"] for row in rows if row.get("video") and not row.get("captions")]
    named = [row[key] for row in rows for key in ("video", "captions") if row.get(key)]
    found = [
        _("A video without captions cannot be published: %(title)s.") % {"title": each} for each in silent
    ]
    if missing_of(named):
        found.append(_("A video or its captions are not here: upload them again."))
    return found


def _as_it_is_read(said: Content) -> list[str]:
    """What the reader of course files says of it."""
    try:
        read_content(said, said["id"])
    except BadCourseFile as bad:
        return [str(bad)]
    return []


def _of_the_office(by: User) -> None:
    if not sits_in_credit_office(by):
        raise PermissionDenied
