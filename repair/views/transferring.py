"""R7: a case goes to another department, is taken over or given back; the credit office settles what is disputed."""

from collections.abc import Iterable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.errors import NotOpenAnyMore
from casework.models import Case, Desk
from casework.routing import NotClaimed, TakenByAColleague
from registry.duties import holds, sits_in_credit_office
from registry.models import Department
from repair import services
from repair.models import RepairCase
from repair.selectors.transfer import SHOWN, receivers, transfers_to_settle, was_tried
from repair.services.issued import nothing_is_issued
from repair.transfer_forms import ReturnForm, TransferForm
from repair.views.desk_access import case_at_desk, must_hold, page_is_stale
from repair.views.refusals import NOT_VALID, SignedInRequest, attempt, personal
from repair.views.shown_cases import transfer_steps
from repair.views.work import show_desk


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def transfer(request: SignedInRequest, number: str) -> HttpResponse:
    """Look for the right department and ask it; whoever has the case does."""
    case = case_at_desk(request, number)
    must_hold(request, "review_cases", case)
    if page_is_stale(request, case) or case.desk != Desk.DEPARTMENT:
        raise NotOpenAnyMore
    if case.claimed_by_id != request.user.pk:
        raise TakenByAColleague if case.claimed_by_id else NotOpenAnyMore(NotClaimed.default)
    nothing_is_issued(number)
    form, today = filled(request, departments_found(request, case)), timezone.localdate()

    def step() -> None:
        said = form.cleaned_data
        services.propose_transfer(
            number, to=said["department"], reason=said["reason"], by=request.user, on=today
        )

    if form.is_valid() and attempt(form, step):
        name = form.cleaned_data["department"].name
        messages.success(request, _("%(number)s: %(name)s has been asked") % {"number": number, "name": name})
        return redirect("repair:desk", number)
    context = {"nav": "all", "case": case, "form": form, "tried": was_tried(case)}
    context["steps"] = transfer_steps(case)
    return render(request, "repair/transfer.html", context, status=NOT_VALID if form.errors else 200)


def departments_found(
    request: SignedInRequest, case: Case, first: Iterable[Department] = ()
) -> list[Department]:
    """The departments to choose from: what is searched for, and what was chosen before the search."""
    words, chosen = request.POST.get("words", "")[:40], request.POST.get("department", "")
    kept = receivers(case).filter(pk=int(chosen)) if chosen.isdecimal() and len(chosen) < 19 else []
    return list(dict.fromkeys([*first, *kept, *receivers(case, words)[:SHOWN]]))


def filled(request: SignedInRequest, found: list[Department]) -> TransferForm:
    """The form as it was sent; a search only narrows the list, and nothing typed is lost."""
    if request.method == "POST" and "find" not in request.POST:
        return TransferForm(request.POST, found=found)
    return TransferForm(found=found, initial=request.POST.dict())


@login_required
@require_POST
@personal
def accept_transfer(request: SignedInRequest, number: str) -> HttpResponse:
    """Take over the case that one's department was asked for."""
    _asked_of_us(request, number)
    services.accept_transfer(number, by=request.user, on=timezone.localdate())
    messages.success(request, _("%(number)s: taken over; the applicant has been told") % {"number": number})
    return redirect("repair:desk", number)


@login_required
@require_POST
@personal
def return_transfer(request: SignedInRequest, number: str) -> HttpResponse:
    """Give it back, with the reason."""
    case = _asked_of_us(request, number)
    form, today = ReturnForm(request.POST, prefix="return"), timezone.localdate()

    def step() -> None:
        services.return_transfer(number, reason=form.cleaned_data["reason"], by=request.user, on=today)

    if form.is_valid() and attempt(form, step):
        messages.success(request, _("%(number)s: given back") % {"number": number})
        return redirect("repair:queue")
    return show_desk(request, case, returning=form)


def _asked_of_us(request: SignedInRequest, number: str) -> RepairCase:
    case = case_at_desk(request, number)
    if case.transfer_to_id is None or page_is_stale(request, case) or case.transfer_is_disputed:
        raise NotOpenAnyMore
    if not holds(request.user, "review_cases", case.transfer_to_id):
        raise PermissionDenied
    return case


# --- the credit office ---------------------------------------------------------------------------


@login_required
@require_safe
@personal
def transfers(request: SignedInRequest) -> HttpResponse:
    """What waits for the credit office: disputed and unanswered transfers."""
    if not sits_in_credit_office(request.user):
        raise PermissionDenied
    today = timezone.localdate()
    context = {"nav": "transfers", "cases": transfers_to_settle(today)}
    return render(request, "repair/transfers.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def settle(request: SignedInRequest, number: str) -> HttpResponse:
    """Say where a case belongs, with the reason; that stands."""
    if not sits_in_credit_office(request.user):
        raise PermissionDenied
    today = timezone.localdate()
    cases = RepairCase.objects.exclude(submitted_on=None)
    case = cases.select_related("record__department", "subject", "department", "transfer_to").get(
        number=number
    )
    waits = RepairCase.objects.for_the_office(today).filter(pk=case.pk).exists()
    if not waits or case.transfer_to is None or page_is_stale(request, case):
        raise NotOpenAnyMore
    form = filled(request, departments_found(request, case, [case.department, case.transfer_to]))

    def step() -> None:
        said = form.cleaned_data
        services.settle_transfer(
            number, to=said["department"], reason=said["reason"], by=request.user, on=today
        )

    if form.is_valid() and attempt(form, step):
        name = form.cleaned_data["department"].name
        messages.success(
            request,
            _("%(number)s: belongs to %(name)s; those concerned have been told")
            % {"number": number, "name": name},
        )
        return redirect("repair:transfers")
    context = {"nav": "transfers", "case": case, "form": form, "steps": transfer_steps(case)}
    return render(request, "repair/settle_transfer.html", context, status=NOT_VALID if form.errors else 200)
