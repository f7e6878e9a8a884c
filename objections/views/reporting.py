"""An objection that staff raise: the department's own finding, a complaint or a platform's report; its first steps."""

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework.errors import NotOpenAnyMore
from objections import services
from objections.forms import WhatIsWrongForm
from objections.models import ObjectionCase, Origin, Status
from objections.report_forms import FindRecordForm, ReportForm
from objections.selectors.records import records_found, records_of
from objections.services.access import of_whoever_objects
from objections.services.filing import NOTHING_LEFT
from objections.views.at_desk import for_the_office_only, page_of_staff
from objections.views.houses import DEPARTMENT, OFFICE, House, around_of
from objections.views.steps import step_to_go, stepper
from registry.models import Record
from repair.selectors.records import running_on
from repair.views.desk_access import must_hold, my_departments
from repair.views.refusals import NOT_VALID, SignedInRequest, attempt, personal, posted


@login_required
@require_safe
@personal
def find_ours(request: SignedInRequest) -> HttpResponse:
    """Which of the department's records is wrong."""
    my_departments(request)
    return _find(request, DEPARTMENT, records_of(request.user, "review_cases"))


@login_required
@require_safe
@personal
def find_any(request: SignedInRequest) -> HttpResponse:
    """Which record the complaint or the report is about."""
    for_the_office_only(request)
    return _find(request, OFFICE, Record.objects.all())


def _find(request: SignedInRequest, house: House, records: "QuerySet[Record]") -> HttpResponse:
    form = FindRecordForm(request.GET if "q" in request.GET else None)
    mine = of_whoever_objects(request.user, timezone.localdate())
    drafts = mine.filter(status=Status.DRAFTED, origin__in=house.origins).select_related("record", "subject")
    context = around_of(house) | {
        "house": house,
        "form": form,
        "drafts": [(each, step_to_go(each)) for each in drafts.order_by("-pk")],
    }
    if form.is_valid():
        context["found"] = records_found(records.filter(withdrawn_on=None), form.cleaned_data["q"])
    return render(request, "objections/find_record.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def found(request: SignedInRequest, public_id: str) -> HttpResponse:
    """The department says what is wrong with a record of its own."""
    ours = Record.objects.filter(department_id__in=my_departments(request))
    record = ours.select_related("subject", "department").get(public_id=public_id)
    must_hold(request, "review_cases", record)
    return _start(request, DEPARTMENT, record, WhatIsWrongForm(posted(request)))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def report(request: SignedInRequest, public_id: str) -> HttpResponse:
    """The credit office takes down what a complaint or a platform says, and who said it."""
    for_the_office_only(request)
    record = Record.objects.select_related("subject", "department").get(public_id=public_id)
    return _start(request, OFFICE, record, ReportForm(posted(request)))


def _start(
    request: SignedInRequest, house: House, record: Record, form: WhatIsWrongForm | ReportForm
) -> HttpResponse:
    """The first step; the draft begins with it. An application for repair waits from the filing on."""
    today = timezone.localdate()
    if there := _under_way(request, record):
        return redirect(there)
    if record.withdrawn_on:
        raise NotOpenAnyMore(NOTHING_LEFT)
    begun: list[ObjectionCase] = []

    def begin() -> None:
        said = {"origin": Origin.DEPARTMENT} | form.cleaned_data
        begun.append(services.begin(record, **said, pause_repair=True, by=request.user, on=today))

    if form.is_valid() and attempt(form, begin):
        return redirect("objections:claims", begun[0].number)
    context = around_of(house) | {
        "house": house,
        "record": record,
        "form": form,
        "waits": running_on(record).filter(paused_for=None).first(),
        "stepper": stepper(1),
        "here": _("What is wrong"),
    }
    return render(request, "objections/kind.html", context, status=NOT_VALID if form.errors else 200)


def _under_way(request: SignedInRequest, record: Record) -> str:
    """Where the objection that is open on the record is read; nothing where the reader may see none."""
    mine = of_whoever_objects(request.user, timezone.localdate())
    if draft := mine.filter(record=record, status=Status.DRAFTED).first():
        return step_to_go(draft)
    filed = ObjectionCase.objects.filter(record=record, closed=False, filed_on__isnull=False).first()
    return page_of_staff(request, filed.number) if filed else ""
