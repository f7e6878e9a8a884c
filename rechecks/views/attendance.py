"""Trainings held in a room (C6): the lists that were uploaded, one list with what was found, and its recording."""

import io
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.errors import CaseError, NotOpenAnyMore
from rechecks.forms.courses import AttendanceForm
from rechecks.selectors.attendance import counted_lists, shown_rows
from rechecks.texts.attendance import reason
from rechecks.views.courses import NAV
from rechecks.views.rules import FORM, READ, for_the_credit_office
from registry.exporting import begun, registered
from registry.importing.reading import UnreadableFile
from registry.importing.writing import write_rows, write_template
from registry.models import ExportForm
from registry.views.shown_imports import said
from repair.models import AttendanceList, CourseVersion, RowState
from repair.services.attending import MOST_ROWS, record_list, take_in_list
from repair.training.attendance import LAYOUT
from repair.views.refusals import NOT_VALID, SignedInRequest

PAGE = 20
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@for_the_credit_office(*FORM)
def attendance_lists(request: SignedInRequest) -> HttpResponse:
    """The lists so far, and a place for the next one."""
    today = timezone.localdate()
    form = AttendanceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file: UploadedFile = form.cleaned_data["file"]
        try:
            kept = take_in_list(file, file.name or "", by=request.user, on=today)
        except UnreadableFile as problem:
            form.add_error("file", said(problem))
        else:
            return redirect(_home(kept.pk))
    failed = request.method == "POST"
    page = Paginator(counted_lists(), PAGE).get_page(request.GET.get("page"))
    context = {
        "nav": NAV,
        "form": form,
        "failed": failed,
        "page": page,
        "first_url": "?page=1" if page.has_previous() else "",
        "next_url": f"?page={page.next_page_number()}" if page.has_next() else "",
        "columns": LAYOUT.columns,
        "courses": CourseVersion.objects.on_offer(today),
        "most_rows": MOST_ROWS,
    }
    return render(request, "rechecks/attendance_lists.html", context, status=NOT_VALID if failed else 200)


@for_the_credit_office(*READ)
def attendance_template(request: SignedInRequest) -> HttpResponse:
    """An empty list."""
    file = io.BytesIO()
    write_template(LAYOUT, file)
    return _workbook(file.getvalue(), "offline-training-template.xlsx")


@for_the_credit_office(*READ)
def attendance_list(request: SignedInRequest, attendance: int) -> HttpResponse:
    """One list: what was found in each row, or what was recorded."""
    kept = counted_lists().get(pk=attendance)
    rows = shown_rows(kept)
    context: dict[str, Any] = {
        "nav": NAV,
        "list": kept,
        "bad": [row for row in rows if row.state == RowState.BAD],
        "others": [row for row in rows if row.state != RowState.BAD],
    }
    return render(request, "rechecks/attendance_list.html", context)


@for_the_credit_office(*READ)
def attendance_problems(request: SignedInRequest, attendance: int) -> HttpResponse:
    """The rows that are not recorded, as they came, with what is wrong: mended, they can be uploaded as they are."""
    kept = AttendanceList.objects.get(pk=attendance)
    bad = list(kept.rows.filter(state=RowState.BAD))
    if not bad:
        raise Http404
    file = io.BytesIO()
    told = ((row.cells, "；".join(_in_words(each) for each in row.problems)) for row in bad)
    write_rows(kept.header, told, file, name=LAYOUT.sheet)
    export = begun(
        _("Rows of a training list that were not recorded"), ExportForm.WORKBOOK, rows=len(bad),
        by=request.user, now=timezone.now(), asked={"number": kept.number},
    )  # fmt: skip
    return _workbook(registered(export, file.getvalue()), f"{kept.number}-problems.xlsx")


def _in_words(problem: list[str]) -> str:
    column, _value, code = problem
    return f"{column}：{reason(code)}" if column else reason(code)


@for_the_credit_office("POST")
def record_attendance(request: SignedInRequest, attendance: int) -> HttpResponse:
    """Record the good rows; whoever passed gets a certificate."""
    try:
        done = record_list(attendance, by=request.user, on=timezone.localdate())
    except NotOpenAnyMore:
        raise
    except CaseError as refusal:
        messages.error(request, str(refusal))
    else:
        passed = sum(each.passed for each in done)
        words = _("Recorded: %(rows)s. Certificates issued: %(passed)s.")
        messages.success(request, words % {"rows": len(done), "passed": passed})
    return redirect(_home(attendance))


def _home(attendance: int) -> str:
    return reverse("rechecks:attendance_list", args=[attendance])


def _workbook(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=XLSX, headers=headers)
