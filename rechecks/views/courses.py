"""Training as the credit office sees it (C6): every course with its versions, one version, its file."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from rechecks.selectors.courses import (
    audience_names,
    demands_of_training,
    listed_courses,
    open_drafts,
    states,
)
from rechecks.views.rules import READ, for_the_credit_office
from rechecks.views.shown_courses import figures_of, hard_questions
from repair.models import CourseVersion
from repair.training.writing import file_of
from repair.views.refusals import SignedInRequest

NAV = "training"


@for_the_credit_office(*READ)
def training(request: SignedInRequest) -> HttpResponse:
    """Every course with its versions, the drafts that wait, and which rules ask for a training."""
    today = timezone.localdate()
    context = {
        "nav": NAV,
        "courses": [(each, audience_names(each.last.as_written.audience)) for each in listed_courses(today)],
        "drafts": open_drafts(),
        "demands": demands_of_training(today),
    }
    return render(request, "rechecks/training.html", context)


@for_the_credit_office(*READ)
def course_version(request: SignedInRequest, course: str, ordinal: int) -> HttpResponse:
    """One version as it was published, and what came of it."""
    chosen = _version(course, ordinal)
    rows = list(CourseVersion.objects.filter(course=course).order_by("-ordinal"))
    state = dict(zip(rows, states(rows, timezone.localdate()), strict=True))[chosen]
    context: dict[str, Any] = {
        "nav": NAV,
        "version": chosen,
        "course": chosen.as_written,
        "audience": audience_names(chosen.as_written.audience),
        "state": state,
        "which": f"version-{chosen.pk}",
        "figures": figures_of(chosen),
        "hard": hard_questions(chosen),
        "others": [row for row in rows if row != chosen],
    }
    return render(request, "rechecks/course_version.html", context)


@for_the_credit_office(*READ)
def course_toml(request: SignedInRequest, course: str, ordinal: int) -> HttpResponse:
    """A version as the file that `load_courses` reads."""
    chosen = _version(course, ordinal)
    return handed_out(file_of(chosen.content), f"{course}.toml")


def handed_out(text: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(text, content_type="application/toml; charset=utf-8", headers=headers)


def _version(course: str, ordinal: int) -> CourseVersion:
    return CourseVersion.objects.select_related("release__drafted_by", "release__released_by").get(
        course=course, ordinal=ordinal
    )
