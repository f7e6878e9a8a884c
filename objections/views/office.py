"""The credit office's list of objections, and one of them: taken up, compared, sent on, settled, re-checked."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.evidence.uploading import receives_files
from objections import services
from objections.desk_forms import ClaimAnswersForm, DeclineForm, ForwardForm, ItemsForm, ReasonForm
from objections.models import ObjectionCase, Status
from objections.models.status import IN_REVIEW, WITH_THE_OFFICE
from objections.selectors.lists import office_list
from objections.views.acts import acts_shown, office_acts
from objections.views.at_desk import (
    answer_and_conclude,
    at_the_office,
    carry_out,
    case_page,
    for_the_office_only,
    list_context,
    still_as_shown,
)
from objections.views.desk_drafting import kept_at_the_office
from objections.views.shown_copy import copy_of
from objections.views.shown_desk import (
    answers_form,
    is_answered_here,
    may_act_for_office,
    office_title,
    standing_at_office,
)
from objections.views.shown_queue import office_lenses
from objections.views.shown_standing import history
from repair.views.refusals import NOT_VALID, SignedInRequest, attempt, personal, posted
from repair.views.transferring import departments_found, filled
from repair.views.work import key_asked, words_of

ANSWERED_HERE = (Status.ACCEPTED, *IN_REVIEW)


def _listed(request: SignedInRequest, current: str = "") -> dict[str, Any]:
    lens = request.GET.get("show") or ("found" if words_of(request) else "all")
    asked = {"lens": lens, "search": words_of(request), "after": key_asked(request)}
    page = office_list(request.user, on=timezone.localdate(), **asked)
    addresses = ("objections:office", "objections:office_case")
    listed = list_context(request, page, names=office_lenses, addresses=addresses, current=current)
    own = {"report_url": reverse("objections:find_any"), "report_words": _("Enter a complaint or a report")}
    return listed | own | {"nav": "office_objections", "queue_title": _("Objections of every department")}


@login_required
@require_safe
@personal
def office(request: SignedInRequest) -> HttpResponse:
    """All objections, first those that wait for the credit office."""
    for_the_office_only(request)
    return render(request, "objections/desk.html", _listed(request))


@login_required
@require_safe
@personal
def office_case(request: SignedInRequest, number: str) -> HttpResponse:
    """One objection as the credit office reads it."""
    return show_office(request, at_the_office(request, number))


def show_office(
    request: SignedInRequest,
    case: ObjectionCase,
    *,
    answering: ClaimAnswersForm | None = None,
    **refused: Form,
) -> HttpResponse:
    acts_here = may_act_for_office(case, request.user)
    more: dict[str, Any] = {
        "answer_url": reverse("objections:answer_here", args=[case.number]),
        "preview_url": reverse("objections:preview_here", args=[case.number]),
    }
    acts = acts_shown(case, office_acts(case), refused) if acts_here else []
    if acts_here:
        more["office_title"] = office_title(case)
        if case.status == Status.MISROUTED:
            more["settle_url"] = reverse("objections:settle", args=[case.number])
    else:
        more["why_not"] = standing_at_office(case, request.user)
    if case.status in WITH_THE_OFFICE:
        more["copy"] = copy_of(case)
    form = draft = None
    if acts_here and is_answered_here(case):
        form, draft = answering or answers_form(case), kept_at_the_office(request, case).draft
    base = reverse("objections:office_case", args=[case.number])
    listed = _listed(request, case.number)
    return case_page(request, case, listed, base, answering=form, draft=draft, acts=acts, more=more)


# --- what is done with it ------------------------------------------------------------------------------


def ours(request: SignedInRequest, number: str, *statuses: str) -> ObjectionCase:
    """The objection where it stands, for somebody who may act on it; raises 403, 404 or 409."""
    case = at_the_office(request, number)
    still_as_shown(request, case, *statuses)
    if not may_act_for_office(case, request.user):
        raise PermissionDenied
    return case


def done(
    request: SignedInRequest, case: ObjectionCase, form: Form, step: Callable[..., Any], said: str
) -> HttpResponse:
    """One step with its form, in the name of the reader, today; the prefix of the form names the act."""

    def taken() -> None:
        step(case.number, **form.cleaned_data, by=request.user, on=timezone.localdate())

    return carry_out(
        request,
        form,
        taken,
        said=said % {"number": case.number},
        page=reverse("objections:office_case", args=[case.number]),
        show=lambda: show_office(request, case, **{form.prefix or "take_up": form}),
    )


@login_required
@require_POST
@personal
def take_up(request: SignedInRequest, number: str) -> HttpResponse:
    """Take the objection up; the comparison of the copy begins."""
    case = ours(request, number, Status.FILED)
    return done(request, case, Form(posted(request)), services.accept, _("%(number)s: taken up"))


@login_required
@require_POST
@personal
def decline(request: SignedInRequest, number: str) -> HttpResponse:
    """Do not take it up, with reasons that the letter states."""
    case, form = ours(request, number, Status.FILED), DeclineForm(posted(request), prefix="decline")
    said = _("%(number)s: not taken up; the subject has been told")
    return done(request, case, form, services.decline, said)


@login_required
@require_POST
@personal
def ask_evidence(request: SignedInRequest, number: str) -> HttpResponse:
    """Ask the subject for everything that is missing, in one list."""
    case, form = ours(request, number, *WITH_THE_OFFICE), ItemsForm(posted(request), prefix="ask_evidence")
    said = _("%(number)s: the subject has been asked")
    return done(request, case, form, services.ask_evidence, said)


@login_required
@require_POST
@personal
def forward(request: SignedInRequest, number: str) -> HttpResponse:
    """The copy is as it was delivered: the department verifies."""
    case, form = ours(request, number, Status.ACCEPTED), ForwardForm(posted(request), prefix="forward")
    return done(request, case, form, services.forward, _("%(number)s: sent to the department"))


@login_required
@require_POST
@personal
def extend_check(request: SignedInRequest, number: str) -> HttpResponse:
    """Extend the term of the office's own check, where the rules allow it."""
    case, form = ours(request, number, Status.ACCEPTED), ReasonForm(posted(request), prefix="extend_check")
    said = _("%(number)s: the term has been extended")
    return done(request, case, form, services.extend_check, said)


def conclusion_here(case: ObjectionCase) -> Callable[..., ObjectionCase]:
    """What the credit office's answers come to: its copy corrected, or the re-check concluded."""
    return services.correct_copy if case.status == Status.ACCEPTED else services.review


@receives_files
@login_required
@require_POST
@personal
def answer_here(request: SignedInRequest, number: str) -> HttpResponse:
    """Save the answers of the credit office; or correct its copy, or conclude the re-check."""
    case = ours(request, number, *ANSWERED_HERE)
    checked = case.status == Status.ACCEPTED
    return answer_and_conclude(
        request,
        case,
        conclusion_here(case),
        kept=kept_at_the_office(request, case),
        show=lambda form: show_office(request, case, answering=form),
        page=reverse("objections:office_case", args=[number]),
        concluded=_("%(number)s: corrected; the subject has been told")
        if checked
        else _("%(number)s: the re-check is concluded"),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def settle(request: SignedInRequest, number: str) -> HttpResponse:
    """Say which department verifies; that stands."""
    case = ours(request, number, Status.MISROUTED)
    first = [each for each in (case.department, case.transfer_to) if each is not None]
    form = filled(request, departments_found(request, case, first))

    def step() -> None:
        said, today = form.cleaned_data, timezone.localdate()
        services.settle(number, to=said["department"], reason=said["reason"], by=request.user, on=today)

    if form.is_valid() and attempt(form, step):
        said = {"number": number, "name": form.cleaned_data["department"].name}
        messages.success(
            request, _("%(number)s: %(name)s verifies it; those concerned have been told") % said
        )
        return redirect("objections:office_case", number)
    events = list(case.events.select_related("actor", "department", "to_department").order_by("seq"))
    context = {"nav": "office_objections", "case": case, "form": form, "steps": history(case, events)}
    return render(request, "objections/settle.html", context, status=NOT_VALID if form.errors else 200)
