"""C9: the figures of a period as a table, on the screen, as a workbook and on paper."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from casework.workbook import Value, download
from objections.views.at_desk import for_the_office_only
from rechecks.figures import by_department, together
from rechecks.letters.report import FigureReport, Meaning
from rechecks.models import Result
from rechecks.services.exporting import Report, export_paper, export_workbook
from rechecks.views.figure_asking import KIND_NAMES, Question, choices, question, result_choice
from rechecks.views.shown_figures import Row, Table, table
from rechecks.views.withheld import not_yet
from registry.models import Export, ExportForm
from repair.views.refusals import SignedInRequest, personal

COLUMNS = (
    "received", "taken_in_time", "finished", "in_time", "late", "net_days", "gross_days", "returns", "returned",
    "granted", "partly", "refused", "not_accepted", "ended", "granted_share", "reopened", "open", "overdue",
)  # fmt: skip
SHOWN_EXPORTS = 10


@login_required
@require_safe
@personal
def reports(request: SignedInRequest) -> HttpResponse:
    """The table that is asked for, what its figures mean, and what was exported last."""
    for_the_office_only(request)
    now = timezone.localtime()
    asks = question(request, now.date())
    context = {
        "nav": "reports",
        "as_of": now,
        "asks": asks,
        "choices": [*choices(asks, own_period=True), result_choice(asks)],
        "table": _table(asks),
        "export_url": f"{reverse('rechecks:export_report')}?{urlencode(asks.words)}",
        "exports": Export.objects.filter(title=FigureReport.title).select_related("by")[:SHOWN_EXPORTS],
    }
    return render(request, "rechecks/reports.html", context)


@login_required
@require_POST
@personal
def export_report(request: SignedInRequest) -> HttpResponse:
    """The table that the address asks for, as a file; it stands in the register of exports from then on."""
    for_the_office_only(request)
    now = timezone.localtime()
    asks = question(request, now.date())
    if asks.asked.without:
        words = _(
            "Figures that leave your blind rechecks out are no report. Save your first findings, or ask a colleague."
        )
        return not_yet(request, words, reverse("rechecks:reports"), pgettext("place", "Reports"))
    report = _report(asks)
    form = request.POST.get("form")
    if form == ExportForm.PAPER:
        made = export_paper(report, by=request.user, now=now, office=_("Credit office"))
        return redirect("notifications:bundle_pdf", made.public_id)
    if form != ExportForm.WORKBOOK:
        return HttpResponseBadRequest()
    return download(export_workbook(report, by=request.user, now=now), f"figures-{now:%Y-%m-%d}.xlsx")


def _table(asks: Question) -> Table:
    found = by_department(asks.asked)
    keys = [key for key in COLUMNS if key != "partly" or asks.asked.kind != "repair"]
    shown = table(keys, found, together(found.values()), asks)
    return shown.sorted_by("name", descending=False)


def _report(asks: Question) -> Report:
    """What the screen shows, as words and numbers."""
    shown, period = _table(asks), asks.asked.period
    scope = [asks.department.name if asks.department else _("All departments")]
    if asks.asked.result:
        scope.append(str(Result(asks.asked.result).label))
    return Report(
        matter=str(KIND_NAMES[asks.asked.kind]),
        since=period.since,
        until=period.until,
        scope=" · ".join(scope),
        columns=tuple(Meaning(str(each.label), str(each.definition)) for each in shown.columns),
        rows=tuple(map(_written, shown.rows)),
        total=_written(shown.total),
        asked=asks.words | {"since": period.since.isoformat(), "until": period.until.isoformat()},
    )


def _written(row: Row) -> tuple[Value, ...]:
    cells: list[Any] = [int(cell.text) if cell.is_number else cell.plain for cell in row.cells]
    return (row.name, *cells)
