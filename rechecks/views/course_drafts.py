"""The editor of courses (C6): what it is about, one page for each section and question, and publication."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.errors import CaseError, NotOpenAnyMore
from rechecks.forms.courses import (
    AboutForm,
    CourseFileForm,
    NewCourseForm,
    QuestionForm,
    SectionForm,
    initial_of,
    question_initial,
)
from rechecks.models import CourseDraft
from rechecks.selectors.courses import as_read, audience_names
from rechecks.services import course_drafts as drafting
from rechecks.services.course_drafts import QUESTIONS, SECTIONS
from rechecks.views.courses import NAV, handed_out
from rechecks.views.rules import FORM, READ, for_the_credit_office
from registry.views.shown_imports import said as in_one_language
from repair.models import CourseFile, CourseVersion
from repair.services.course_files import keep_captions, keep_video
from repair.training.reading import BadCourseFile
from repair.training.writing import file_of
from repair.views.refusals import NOT_VALID, SignedInRequest

ACTS = {"remove": drafting.remove, "up": drafting.move_up}


def _who(request: SignedInRequest) -> dict[str, Any]:
    return {"by": request.user, "on": timezone.localdate()}


@for_the_credit_office(*FORM)
def new_course(request: SignedInRequest) -> HttpResponse:
    """Begin a course: what it is about; sections and questions follow on pages of their own."""
    first = {"takes_effect_on": timezone.localdate() + timedelta(days=1), "counts_as_training": False}
    form = NewCourseForm(request.POST or None, initial=first, sections=[], is_first=True)

    def kept() -> str:
        draft = drafting.draft_course(form.cleaned_data["course"], form.about, form.days, **_who(request))
        return _home(draft.pk)

    return _answered(request, form, kept, "rechecks/course_about.html", {})


@for_the_credit_office("POST")
def new_course_version(request: SignedInRequest, course: str, ordinal: int) -> HttpResponse:
    """Begin a new version with what this one says."""
    version = CourseVersion.objects.get(course=course, ordinal=ordinal)
    draft = drafting.draft_version(version, **_who(request))
    return redirect(_home(draft.pk))


@for_the_credit_office(*FORM)
def import_course(request: SignedInRequest) -> HttpResponse:
    """A course file of another office, taken in as a draft."""
    form = CourseFileForm(request.POST or None, request.FILES or None)

    def kept() -> str:
        file = form.cleaned_data["file"]
        try:
            return _home(drafting.draft_file(file.read(), file.name, **_who(request)).pk)
        except BadCourseFile as bad:
            raise drafting.CannotDraftCourse(in_one_language(bad), field="file") from bad

    return _answered(request, form, kept, "rechecks/course_import.html", {})


@for_the_credit_office(*READ)
def course_draft(request: SignedInRequest, draft: int) -> HttpResponse:
    """A draft as far as it is written: its parts, what is still wanting, and what can be done with it."""
    found = CourseDraft.objects.select_related("drafted_by", "based_on").get(pk=draft)
    said, problems = found.said, drafting.wanting(found, timezone.localdate()) if found.is_open else []
    context = {
        "nav": NAV, "draft": found, "which": f"draft-{draft}", "said": said, "audience": audience_names(frozenset(said["audience"])),
        "problems": [in_one_language(each) for each in problems],
        "can_be_seen": as_read(found) is not None, "is_mine": found.drafted_by_id == request.user.pk,
        "next_section": len(said[SECTIONS]) + 1, "next_question": len(said[QUESTIONS]) + 1,
    }  # fmt: skip
    return render(request, "rechecks/course_draft.html", context)


@for_the_credit_office(*FORM)
def edit_course(request: SignedInRequest, draft: int) -> HttpResponse:
    """What the course is about, and its days."""
    found = _mine(request, draft)
    said = found.said
    form = AboutForm(
        request.POST or None, initial=initial_of(said, found.takes_effect_on, found.expires_on),
        sections=said[SECTIONS], is_first=found.based_on is None,
    )  # fmt: skip

    def kept() -> str:
        drafting.change_about(draft, form.about, form.days, by=request.user)
        return _home(draft)

    return _answered(request, form, kept, "rechecks/course_about.html", {"draft": found})


@for_the_credit_office(*FORM)
def edit_section(request: SignedInRequest, draft: int, place: int) -> HttpResponse:
    """One section, with its video and captions."""
    found = _mine(request, draft)
    row = _row(found, SECTIONS, place)
    if "act" in request.POST:
        return _moved(request, draft, SECTIONS, place)
    words = {name: row.get(name, "") for name in ("title", "text")}
    form = SectionForm(
        request.POST or None, request.FILES or None, initial=words, has_video=bool(row.get("video"))
    )

    def kept() -> str:
        typed = form.cleaned_data
        video = "" if typed.get("without_video") else row.get("video", "")
        video = keep_video(typed["video"]).name if typed["video"] else video
        captions = keep_captions(typed["captions"]).name if typed["captions"] else row.get("captions", "")
        drafting.keep_section(draft, place, form.said(video, captions), by=request.user)
        return _home(draft)

    names = [row[key] for key in ("video", "captions") if row.get(key)]
    files = CourseFile.objects.filter(name__in=names).order_by("-size")
    context = {"draft": found, "place": place, "row": row, "files": files}
    return _answered(request, form, kept, "rechecks/course_part.html", context)


@for_the_credit_office(*FORM)
def edit_question(request: SignedInRequest, draft: int, place: int) -> HttpResponse:
    """One question of the bank."""
    found = _mine(request, draft)
    row = _row(found, QUESTIONS, place)
    if "act" in request.POST:
        return _moved(request, draft, QUESTIONS, place)
    form = QuestionForm(request.POST or None, initial=question_initial(row) if row else {})

    def kept() -> str:
        drafting.keep_question(draft, place, form.said, by=request.user)
        return _home(draft)

    context = {"draft": found, "place": place, "row": row, "is_question": True}
    return _answered(request, form, kept, "rechecks/course_part.html", context)


def _mine(request: SignedInRequest, pk: int) -> CourseDraft:
    """An open draft to be written on; whose it is not is told so by the service, on the page of the draft."""
    found = CourseDraft.objects.get(pk=pk)
    if not found.is_open:
        raise NotOpenAnyMore
    return found


def _row(draft: CourseDraft, part: str, place: int) -> dict[str, Any]:
    rows = draft.said[part]
    if not 1 <= place <= len(rows) + 1:
        raise Http404
    return rows[place - 1] if place <= len(rows) else {}


def _moved(request: SignedInRequest, draft: int, part: str, place: int) -> HttpResponse:
    act = ACTS.get(request.POST["act"])
    if act is None:
        raise Http404
    return _done(request, draft, lambda: act(draft, part, place, by=request.user))


def _home(draft: int) -> str:
    return reverse("rechecks:course_draft", args=[draft])


def _answered(
    request: SignedInRequest, form: Any, keep: Callable[[], str], template: str, context: dict[str, Any]
) -> HttpResponse:
    """A form shown, or what came of it."""
    if request.method == "POST" and form.is_valid():
        try:
            url = keep()
        except NotOpenAnyMore:
            raise
        except CaseError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("The draft is kept."))
            return redirect(url)
    failed = request.method == "POST"
    context |= {"nav": NAV, "form": form, "failed": failed}
    return render(request, template, context, status=NOT_VALID if failed else 200)


@for_the_credit_office(*READ)
def draft_toml(request: SignedInRequest, draft: int) -> HttpResponse:
    """A draft as a course file."""
    found = CourseDraft.objects.get(pk=draft)
    return handed_out(file_of(found.said), f"{found.course}.toml")


@for_the_credit_office("POST")
def publish_course(request: SignedInRequest, draft: int) -> HttpResponse:
    """Publish what a colleague drafted."""

    def published() -> None:
        done = drafting.publish(draft, sha256=request.POST.get("sha256", ""), **_who(request))
        words = _("Published: version %(n)s is offered from %(day)s.")
        messages.success(
            request, words % {"n": done.version.ordinal, "day": done.takes_effect_on.isoformat()}
        )

    return _done(request, draft, published)


@for_the_credit_office("POST")
def discard_course(request: SignedInRequest, draft: int) -> HttpResponse:
    """Give a draft up."""
    return _done(request, draft, lambda: drafting.discard(draft, **_who(request)))


def _done(request: SignedInRequest, draft: int, step: Callable[[], None]) -> HttpResponse:
    try:
        step()
    except NotOpenAnyMore:
        raise
    except CaseError as refusal:
        messages.error(request, in_one_language(refusal))
    return redirect(_home(draft))
