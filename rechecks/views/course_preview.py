"""A course as an applicant sees it, on the applicant's own pages; nothing of a preview is kept."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from rechecks.models import CourseDraft
from rechecks.selectors.courses import as_read
from rechecks.views.rules import READ, for_the_credit_office
from repair.entity_forms import AnswerForm
from repair.models import CourseVersion
from repair.selectors.training import Shelf
from repair.views.refusals import SignedInRequest

DRAFT = "draft"


@dataclass(frozen=True)
class Answered:
    """An answer that is looked at and forgotten."""

    chosen: list[int]
    right: bool


@for_the_credit_office(*READ)
def preview(request: SignedInRequest, which: str) -> HttpResponse:
    """The page of the course."""
    version, back = _previewed(which)
    shelf = Shelf(version, frozenset(), None, None, is_required=False)
    contents = [(each, _at("preview_section", which, each.id)) for each in shelf.course.sections]
    context = {
        "shelf": shelf, "contents": contents, "first_url": contents[0][1],
        "quiz_url": _at("preview_question", which, 1),
    }  # fmt: skip
    return _shown(request, "repair/course.html", which, back, context)


@for_the_credit_office(*READ)
def preview_section(request: SignedInRequest, which: str, part: str) -> HttpResponse:
    """One section as it is read."""
    version, back = _previewed(which)
    course = version.as_written
    section = course.section(part)
    if section is None:
        raise Http404
    following = course.after(section)
    context = {
        "shelf": Shelf(version, frozenset(), None, None, is_required=False),
        "section": section,
        "place": course.sections.index(section) + 1,
        "following": following,
        "next_url": _at("preview_section", which, following.id) if following else _at("preview", which),
    }
    return _shown(request, "repair/course_section.html", which, back, context)


@for_the_credit_office(*READ)
def preview_question(request: SignedInRequest, which: str, position: int) -> HttpResponse:
    """One question of the bank, in its order there; an answer is explained and forgotten."""
    version, back = _previewed(which)
    course = version.as_written
    if not 1 <= position <= len(course.questions):
        raise Http404
    question = course.questions[position - 1]
    form = AnswerForm(request.GET if "chosen" in request.GET else None, question=question)
    chosen = form.options() if form.is_bound and form.is_valid() else []
    is_last = position == len(course.questions)
    context = {
        "course": course, "question": question, "position": position, "total": len(course.questions), "form": form,
        "given": Answered(chosen, question.is_answered_by(frozenset(chosen))) if chosen else None,
        "options": list(enumerate(question.options, start=1)), "is_last": is_last,
        "next_url": _at("preview", which) if is_last else _at("preview_question", which, position + 1),
    }  # fmt: skip
    return _shown(request, "repair/quiz_question.html", which, back, context)


def _previewed(which: str) -> tuple[CourseVersion, str]:
    """What is looked at, and the page from which one came: “draft-3”, or “version-17”."""
    kind, _dash, number = which.partition("-")
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        raise Http404
    if kind == "version":
        version = CourseVersion.objects.get(pk=number)
        return version, reverse("rechecks:course_version", args=[version.course, version.ordinal])
    draft = CourseDraft.objects.select_related("based_on").get(pk=number) if kind == DRAFT else None
    if draft is None or as_read(draft) is None:
        raise Http404
    ordinal = draft.based_on.ordinal + 1 if draft.based_on else 1
    version = CourseVersion(course=draft.course, ordinal=ordinal, content=draft.said)
    return version, reverse("rechecks:course_draft", args=[draft.pk])


def _at(name: str, *args: Any) -> str:
    return reverse(f"rechecks:{name}", args=args)


def _shown(
    request: SignedInRequest, template: str, which: str, back: str, context: dict[str, Any]
) -> HttpResponse:
    shared = {"preview": True, "back_url": back, "course_url": _at("preview", which), "up_url": back}
    return render(request, template, shared | context)
