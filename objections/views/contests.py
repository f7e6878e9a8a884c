"""复议、诉讼: a department records that a decision is contested, and how it ended."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.errors import AlreadyOpen, NotOpenAnyMore
from casework.evidence.uploading import receives_files
from casework.models import EvidenceFile
from objections.contest_forms import CancelForm, NoticeForm, OutcomeForm, PaperForm
from objections.models import ContestCase
from objections.report_forms import FindRecordForm
from objections.selectors.contests import contests_of, newest_contests, records_to_contest
from objections.services import contest as services
from registry.duties import departments_where, holds
from registry.models import Record
from repair.services.evidence import check_here
from repair.views.desk_access import must_hold, my_departments, page_is_stale
from repair.views.refusals import NOT_VALID, SignedInRequest, attempt, conflict, personal, posted
from repair.views.shown_evidence import shown_file


def _back_to_the_contest(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Who comes too late is shown the matter as it is now."""

    @wraps(view)
    def answered(request: HttpRequest, number: str) -> HttpResponse:
        try:
            return view(request, number)
        except NotOpenAnyMore as refusal:
            return conflict(request, str(refusal), reverse("objections:contest", args=[number]))

    return answered


@login_required
@require_safe
@personal
def contests(request: SignedInRequest) -> HttpResponse:
    """The contested decisions of one's departments, and the search for another."""
    my_departments(request)
    form = FindRecordForm(request.GET if "q" in request.GET else None)
    context = {
        "nav": "contests",
        "cases": newest_contests(request.user),
        "form": form,
        "reviews": bool(departments_where(request.user, "review_cases")),
    }
    if form.is_valid():
        context["found"] = records_to_contest(request.user, form.cleaned_data["q"])
    return render(request, "objections/contests.html", context)


@receives_files
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def record_contest(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Record that the decision behind a record is contested."""
    ours = Record.objects.filter(department_id__in=my_departments(request))
    record = ours.select_related("subject", "department").get(public_id=public_id)
    must_hold(request, "review_cases", record)
    running = ContestCase.objects.open().filter(record=record).first()
    if running:
        return _is_recorded_already(request, running)
    form, today = NoticeForm(posted(request), request.FILES or None), timezone.localdate()
    made: list[ContestCase] = []

    def step() -> None:
        upload = form.cleaned_data["upload"]
        made.append(services.record_contest(record, form.notice(), upload, by=request.user, on=today))

    if form.is_valid() and attempt(form, step):
        check_here(timezone.now())
        said = {"number": made[0].number}
        messages.success(request, _("%(number)s: recorded; the record says so from now on") % said)
        return redirect(made[0])
    context = {"nav": "contests", "record": record, "form": form}
    return render(
        request, "objections/record_contest.html", context, status=NOT_VALID if form.errors else 200
    )


def _is_recorded_already(request: SignedInRequest, case: ContestCase) -> HttpResponse:
    here = case.get_absolute_url()
    return conflict(request, str(AlreadyOpen()), here) if request.method == "POST" else redirect(here)


@login_required
@require_safe
@personal
def contest(request: SignedInRequest, number: str) -> HttpResponse:
    """One contested decision with its papers, and what can be done about it."""
    return _shown(request, _case(request, number))


def _case(request: SignedInRequest, number: str) -> ContestCase:
    my_departments(request)
    return contests_of(request.user).get(number=number)


def _shown(request: SignedInRequest, case: ContestCase, **failed: BaseForm) -> HttpResponse:
    open_to_us = not case.closed and holds(request.user, "review_cases", case.department_id)
    files = EvidenceFile.objects.standing().filter(case_id=case.pk)
    context = {
        "nav": "contests",
        "case": case,
        "record": case.record,
        "papers": [shown_file(each, case.record) for each in files],
        "ending": case.events.filter(closes=True).select_related("actor").first(),
        "failed": bool(failed),
    }
    if open_to_us:
        context |= {"paper": PaperForm(), "outcome": OutcomeForm(prefix="outcome")}
    if open_to_us and case.opened_by_id != request.user.pk:
        context["cancel"] = CancelForm(prefix="cancel")
    return render(request, "objections/contest.html", context | failed, status=NOT_VALID if failed else 200)


def _to_work_on(request: SignedInRequest, number: str) -> ContestCase:
    """A contest that runs, as the page showed it, for somebody who reviews in its department."""
    case = _case(request, number)
    must_hold(request, "review_cases", case)
    if case.closed or page_is_stale(request, case):
        raise NotOpenAnyMore
    return case


@receives_files
@login_required
@require_POST
@personal
@_back_to_the_contest
def attach_paper(request: SignedInRequest, number: str) -> HttpResponse:
    """Attach the notice anew, or a further paper."""
    case = _to_work_on(request, number)
    form, today = PaperForm(posted(request), request.FILES), timezone.localdate()

    def step() -> None:
        services.attach_paper(number, form.cleaned_data["upload"], by=request.user, on=today)

    if form.is_valid() and attempt(form, step):
        check_here(timezone.now())
        return redirect(case)
    return _shown(request, case, paper=form)


@receives_files
@login_required
@require_POST
@personal
@_back_to_the_contest
def end_contest(request: SignedInRequest, number: str) -> HttpResponse:
    """Record how it ended."""
    case = _to_work_on(request, number)
    form = OutcomeForm(posted(request), request.FILES, prefix="outcome")
    today = timezone.localdate()

    def step() -> None:
        upload = form.cleaned_data["upload"]
        services.end_contest(number, form.outcome(), upload, by=request.user, on=today)

    if form.is_valid() and attempt(form, step):
        check_here(timezone.now())
        messages.success(request, _("%(number)s: ended; the record no longer says so") % {"number": number})
        return redirect(case)
    return _shown(request, case, outcome=form)


@login_required
@require_POST
@personal
@_back_to_the_contest
def cancel_contest(request: SignedInRequest, number: str) -> HttpResponse:
    """Cancel what a colleague recorded by mistake."""
    case = _to_work_on(request, number)
    form, today = CancelForm(posted(request), prefix="cancel"), timezone.localdate()

    def step() -> None:
        services.cancel_contest(number, reason=form.cleaned_data["reason"], by=request.user, on=today)

    if form.is_valid() and attempt(form, step):
        messages.success(
            request, _("%(number)s: cancelled; the record no longer says so") % {"number": number}
        )
        return redirect(case)
    return _shown(request, case, cancel=form)
