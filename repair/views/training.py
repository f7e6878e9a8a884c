"""Learning: the list of courses, one section a page, one question a page, and what came of it (E12)."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.errors import NotOpenAnyMore
from registry.models import Subject
from repair.entity_forms import AnswerForm
from repair.models import QuizAttempt
from repair.selectors.training import (
    Shelf,
    attempts_of,
    attended_by,
    preparations,
    shelf,
    shelves,
    waiting_for_training,
)
from repair.services.training import answer_quiz, begin_quiz, question_at, read_section
from repair.training.course import Section
from repair.views.records import subjects_of
from repair.views.refusals import NOT_VALID, SignedInRequest, attempt, conflict, personal, posted


def _mine(request: SignedInRequest, public_id: str) -> Subject:
    """A subject one acts for; any other is not found."""
    return get_object_or_404(
        Subject.objects.acted_for_by(request.user, timezone.localdate()), public_id=public_id
    )


def _my_attempt(request: SignedInRequest, public_id: str) -> QuizAttempt:
    """An attempt that one began oneself, for a subject one still acts for."""
    mine = Subject.objects.acted_for_by(request.user, timezone.localdate())
    return QuizAttempt.objects.select_related("version", "subject").get(
        public_id=public_id, user=request.user, subject__in=mine
    )


@login_required
@require_safe
@personal
def courses(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Every course for the subject, and everything learned so far."""
    subject = _mine(request, public_id)
    context = {
        "nav": "entities",
        "subject": subject,
        "subjects": subjects_of(request),
        "shelves": shelves(subject, request.user, timezone.localdate()),
        "waiting": waiting_for_training(subject),
        "attempts": attempts_of(subject),
        "attended": attended_by(subject),
    }
    return render(request, "repair/courses.html", context)


@login_required
@require_safe
@personal
def course(request: SignedInRequest, public_id: str, course: str) -> HttpResponse:
    """What a course is about, how far one has read, and the way to its questions."""
    subject = _mine(request, public_id)
    shown = shelf(course, subject, request.user, timezone.localdate())
    sections = [(each, _section_url(subject, shown, each)) for each in shown.course.sections]
    context = {
        "nav": "entities",
        "subject": subject,
        "shelf": shown,
        "contents": sections,
        "first_url": next((url for each, url in sections if each == shown.next_section), ""),
        "quiz_url": reverse("repair:quiz", args=[public_id, shown.course.id]),
        "up_url": reverse("repair:courses", args=[public_id]),
        "waiting": waiting_for_training(subject),
    }
    return render(request, "repair/course.html", context)


def _section_url(subject: Subject, shown: Shelf, section: Section) -> str:
    return reverse("repair:course_section", args=[subject.public_id, shown.course.id, section.id])


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def course_section(request: SignedInRequest, public_id: str, course: str, section: str) -> HttpResponse:
    """One section to read; “read, next section” keeps the progress."""
    subject, today = _mine(request, public_id), timezone.localdate()
    shown = shelf(course, subject, request.user, today)
    page = shown.course.section(section)
    if page is None:
        raise Subject.DoesNotExist
    following = shown.course.after(page)
    if request.method == "POST":
        read_section(shown.version, page, subject=subject, by=request.user, on=today)
        if following and not shown.update:
            return redirect("repair:course_section", public_id, course, following.id)
        return redirect("repair:course", public_id, course)
    context = {
        "nav": "entities",
        "subject": subject,
        "shelf": shown,
        "section": page,
        "place": shown.course.sections.index(page) + 1,
        "following": following,
        "course_url": reverse("repair:course", args=[public_id, course]),
    }
    return render(request, "repair/course_section.html", context)


@login_required
@require_POST
@personal
def quiz(request: SignedInRequest, public_id: str, course: str) -> HttpResponse:
    """Begin the questions, or go on where one left them."""
    subject, today = _mine(request, public_id), timezone.localdate()
    version = shelf(course, subject, request.user, today).version
    begun = begin_quiz(version, subject=subject, by=request.user, on=today)
    return redirect(_next_page(begun, begun.answers.count()))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def quiz_question(request: SignedInRequest, public_id: str, position: int) -> HttpResponse:
    """One question; once it is answered, the same page says what is right and why."""
    mine, today = _my_attempt(request, public_id), timezone.localdate()
    given = {each.position: each for each in mine.answers.all()}
    if request.method != "POST" and position not in given and position != len(given) + 1:
        return redirect(_next_page(mine, len(given)))
    if not 1 <= position <= len(mine.questions):
        raise QuizAttempt.DoesNotExist
    question = question_at(mine, position)
    form = AnswerForm(posted(request), question=question)

    def answer() -> None:
        chosen = form.options() if form.is_valid() else []
        answer_quiz(mine, position, chosen, by=request.user, on=today)

    try:
        if request.method == "POST" and attempt(form, answer):
            return redirect("repair:quiz_question", public_id, position)
    except NotOpenAnyMore as refusal:
        return conflict(request, str(refusal), _next_page(mine, mine.answers.count()))
    context: dict[str, Any] = {
        "nav": "entities",
        "attempt": mine,
        "course": mine.version.as_written,
        "question": question,
        "position": position,
        "total": len(mine.questions),
        "course_url": reverse("repair:course", args=[mine.subject.public_id, mine.version.course]),
        "next_url": _next_page(mine, position),
        "given": given.get(position),
        "options": list(enumerate(question.options, start=1)),
        "form": form,
        "is_last": position == len(mine.questions),
    }
    return render(request, "repair/quiz_question.html", context, status=NOT_VALID if form.errors else 200)


def _next_page(mine: QuizAttempt, answered: int) -> str:
    """Where an attempt goes on: its next question, or its result."""
    if answered == len(mine.questions):
        return mine.get_absolute_url()
    return reverse("repair:quiz_question", args=[mine.public_id, answered + 1])


@login_required
@require_safe
@personal
def quiz_result(request: SignedInRequest, public_id: str) -> HttpResponse:
    """How many were right, with the certificate, or the way to try again at once."""
    mine = _my_attempt(request, public_id)
    answers = list(mine.answers.all())
    if len(answers) < len(mine.questions):
        return redirect(_next_page(mine, len(answers)))
    context = {
        "nav": "entities",
        "attempt": mine,
        "course": mine.version.as_written,
        "score": sum(each.right for each in answers),
        "certificate": getattr(mine, "certificate", None),
        "wrong": [(each.position, question_at(mine, each.position)) for each in answers if not each.right],
        "waiting": waiting_for_training(mine.subject),
        "preparing": preparations(mine.subject)[:3],
    }
    return render(request, "repair/quiz_result.html", context)
