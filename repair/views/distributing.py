"""Who works on what: a case given to a reviewer or taken over, and what is done with several at once (R10)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from casework.errors import CaseError
from casework.wording import iso_day, person_name
from casework.workbook import download
from registry.duties import departments_where, holds
from repair import services
from repair.desk_forms import AssignForm, BulkForm
from repair.exporting import export_cases
from repair.models import RepairCase
from repair.selectors.colleagues import reviewers_of
from repair.views.desk_access import case_at_desk, must_hold, my_departments
from repair.views.refusals import SignedInRequest, attempt, personal
from repair.views.work import show_desk, show_queue


@login_required
@require_POST
@personal
def assign(request: SignedInRequest, number: str) -> HttpResponse:
    """The head of the department gives a waiting case to a reviewer, whoever has it."""
    case = case_at_desk(request, number)
    must_hold(request, "lead_department", case)
    form = AssignForm(request.POST, people=reviewers_of([case.department_id]))
    today = timezone.localdate()
    if form.is_valid() and attempt(
        form,
        lambda: services.assign(number, to=form.cleaned_data["person"], by=request.user, on=today),
    ):
        name = person_name(form.cleaned_data["person"])
        messages.success(request, _("%(number)s: given to %(name)s") % {"number": number, "name": name})
        return redirect("repair:desk", number)
    return show_desk(request, case, assignment=form)


@login_required
@require_POST
@personal
def take_over(request: SignedInRequest, number: str) -> HttpResponse:
    """Take the case of a colleague for whom one stands in."""
    must_hold(request, "review_cases", case_at_desk(request, number))
    services.take_over(number, by=request.user, on=timezone.localdate())
    return redirect("repair:desk", number)


@login_required
@require_POST
@personal
def bulk(request: SignedInRequest) -> HttpResponse:
    """R10: give out, remind, export the ticked cases. There is no decision for several at once."""
    ours = my_departments(request)
    form = BulkForm(request.POST, people=reviewers_of(departments_where(request.user, "lead_department")))
    if not form.is_valid():
        return show_queue(request, bulk=form)
    numbers = form.numbers()
    cases = RepairCase.objects.filter(number__in=numbers, department_id__in=ours).exclude(submitted_on=None)
    cases = list(cases.select_related("record", "subject", "claimed_by").order_by("due_on", "pk"))
    if len(cases) != len(numbers):
        raise RepairCase.DoesNotExist
    if form.cleaned_data["action"] == "export":
        return _exported(request, cases)
    return _each(request, form, cases)


def _exported(request: SignedInRequest, cases: list[RepairCase]) -> HttpResponse:
    now = timezone.localtime()
    return download(export_cases(cases, by=request.user, now=now), f"cases-{iso_day(now.date())}.xlsx")


def _each(request: SignedInRequest, form: BulkForm, cases: list[RepairCase]) -> HttpResponse:
    """One case after the other, each in its own transaction; whichever is refused is named with the reason."""
    gives = form.cleaned_data["action"] == "assign"
    duties = ("lead_department",) if gives else ("lead_department", "review_cases")
    if not all(any(holds(request.user, duty, case.department_id) for duty in duties) for case in cases):
        raise PermissionDenied
    done = 0
    for case in cases:
        try:
            _one(request, form, case)
            done += 1
        except CaseError as refusal:
            words = {"number": case.number, "reason": refusal}
            messages.warning(request, _("%(number)s: %(reason)s") % words)
    if done and gives:
        messages.success(
            request, ngettext("%(n)s case given out", "%(n)s cases given out", done) % {"n": done}
        )
    elif done:
        messages.success(request, ngettext("%(n)s reminder sent", "%(n)s reminders sent", done) % {"n": done})
    return redirect("repair:queue")


def _one(request: SignedInRequest, form: BulkForm, case: RepairCase) -> Any:
    today = timezone.localdate()
    if form.cleaned_data["action"] == "remind":
        return services.remind(case.number, by=request.user, on=today)
    return services.assign(case.number, to=form.cleaned_data["person"], by=request.user, on=today)
