"""What is done with a case on the desk: taken, put back, decided, signed for the second time, extended."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casework.errors import NotOpenAnyMore
from casework.models import Desk
from repair import services
from repair.forms import CountersignForm, DecideForm, Decision, ExtendForm
from repair.models import Status
from repair.selectors import queue
from repair.views.desk_access import case_at_desk, must_hold, page_is_stale
from repair.views.refusals import SignedInRequest, attempt, personal
from repair.views.shown_desk import library_for
from repair.views.shown_queue import SOON
from repair.views.work import show_desk
from rules.services import office_calendar


@login_required
@require_POST
@personal
def claim(request: SignedInRequest, number: str) -> HttpResponse:
    """Take a waiting case."""
    must_hold(request, "review_cases", case_at_desk(request, number))
    services.claim(number, by=request.user)
    return redirect("repair:desk", number)


@login_required
@require_POST
@personal
def release(request: SignedInRequest, number: str) -> HttpResponse:
    """Put a case back into the queue."""
    must_hold(request, "review_cases", case_at_desk(request, number))
    services.release(number, by=request.user)
    return redirect("repair:queue")


@login_required
@require_POST
@personal
def decide(request: SignedInRequest, number: str) -> HttpResponse:
    """Take up, ask for a correction, grant, or refuse; then on to the next case."""
    case = case_at_desk(request, number)
    must_hold(request, "review_cases", case)
    if page_is_stale(request, case) or case.desk != Desk.DEPARTMENT:
        raise NotOpenAnyMore
    form = DecideForm(
        request.POST,
        status=case.status,
        statements=case.statements.select_related("obligation"),
        library=library_for(case),
    )
    if form.is_valid() and attempt(form, step_of(form, number, request.user)):
        messages.success(request, _outcome(form.cleaned_data["decision"]) % {"number": number})
        return _to_the_next(request, number)
    return show_desk(request, case, form)


def _outcome(decision: str) -> str:
    return {
        Decision.ACCEPT: _("%(number)s: taken up"),
        Decision.NOT_ACCEPT: _("%(number)s: not taken up; the applicant has been told"),
        Decision.SUPPLEMENT: _(
            "%(number)s: the request for correction has been sent; the clock stands still"
        ),
        Decision.REJECT: _("%(number)s: the refusal waits for a second person"),
        Decision.APPROVE: _("%(number)s: repair granted; publication is being ended"),
    }[Decision(decision)]


def step_of(form: DecideForm, number: str, user: Any) -> Callable[[], Any]:
    """The service that the decision stands for."""
    said, today = form.cleaned_data, timezone.localdate()
    code = said.get("code") or "other"
    reason = said["reason"].strip()
    steps: dict[str, Callable[[], Any]] = {
        Decision.ACCEPT: lambda: services.accept(number, by=user, on=today),
        Decision.NOT_ACCEPT: lambda: services.decline(number, reasons=reason, code=code, by=user, on=today),
        Decision.SUPPLEMENT: lambda: services.ask_supplement(number, items=form.missing(), by=user, on=today),
        Decision.REJECT: lambda: services.propose_refusal(
            number, reasons=reason, remedy=said.get("remedy", "").strip(), code=code, by=user, on=today
        ),
        Decision.APPROVE: lambda: _judge_and_approve(form, number, user),
    }
    return steps[said["decision"]]


def _judge_and_approve(form: DecideForm, number: str, user: Any) -> None:
    """The judgements and the decision that rests on them are kept together, or neither is."""
    today = timezone.localdate()
    with transaction.atomic():
        if judgements := form.judgements():
            services.judge(number, judgements, by=user, on=today)
        services.approve(number, by=user, on=today)


@login_required
@require_POST
@personal
def countersign(request: SignedInRequest, number: str) -> HttpResponse:
    """The second person signs the refusal, or sends it back."""
    case = case_at_desk(request, number)
    must_hold(request, "countersign_cases", case)
    if page_is_stale(request, case) or case.desk != Desk.COUNTERSIGN:
        raise NotOpenAnyMore
    form = CountersignForm(request.POST)
    today = timezone.localdate()

    def step() -> None:
        if form.cleaned_data["decision"] == "confirm":
            services.countersign(number, by=request.user, on=today)
        else:
            services.send_back(number, reasons=form.cleaned_data["reason"], by=request.user, on=today)

    if form.is_valid() and attempt(form, step):
        signed = form.cleaned_data["decision"] == "confirm"
        outcome = _("%(number)s: refused") if signed else _("%(number)s: sent back to review")
        messages.success(request, outcome % {"number": number})
        return redirect(f"{reverse('repair:queue')}?show=countersign")
    return show_desk(request, case, form)


@login_required
@require_POST
@personal
def extend(request: SignedInRequest, number: str) -> HttpResponse:
    """The head of the department extends the term once, with a reason the applicant reads."""
    case = case_at_desk(request, number)
    must_hold(request, "lead_department", case)
    if page_is_stale(request, case) or case.status != Status.ACCEPTED:
        raise NotOpenAnyMore
    form = ExtendForm(request.POST, prefix="extend")
    today = timezone.localdate()
    if form.is_valid() and attempt(
        form,
        lambda: services.extend(number, reason=form.cleaned_data["reason"], by=request.user, on=today),
    ):
        messages.success(request, _("%(number)s: the term has been extended") % {"number": number})
        return redirect("repair:desk", number)
    return show_desk(request, case, extension=form)


def _to_the_next(request: SignedInRequest, number: str) -> HttpResponse:
    """The nearest due case that is left, with the focus on its name; else the queue."""
    today = timezone.localdate()
    left = queue(request.user, on=today, soon=office_calendar().after(today, SOON))
    following = next((case.number for case in left.cases if case.number != number), None)
    if following is None:
        return redirect("repair:queue")
    return redirect(reverse("repair:desk", args=[following]) + "#case-name")  # the focus goes to its name
