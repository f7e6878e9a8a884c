"""R10: a list of cases as a workbook that says who took it out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework.watermark import watermark
from casework.wording import iso_day, person_name
from casework.workbook import Leaf, workbook
from registry.exporting import begun, registered
from registry.models import ExportForm
from repair.models import RepairCase

WIDTHS = (18, 34, 22, 26, 40, 14, 12, 12, 12)


@transaction.atomic
def export_cases(cases: Sequence[RepairCase], *, by: Any, now: datetime) -> bytes:
    """The cases a row each; the workbook stands in the register of exports from then on."""
    numbers = {"cases": [case.number for case in cases]}
    export = begun(
        _("Cases of the desk"), ExportForm.WORKBOOK, rows=len(cases), by=by, now=now, asked=numbers
    )
    leaf = Leaf(_("Cases"), WIDTHS, _headings(), map(_row, cases))
    return registered(export, workbook([leaf], watermark(export)))


def _headings() -> list[str]:
    return [
        _("Case number"), _("Credit subject"), _("Unified social credit code"), _("Document number"),
        _("Type of illegal conduct"), _("Status"), _("Handed in on"), _("Due on"), _("In the hands of"),
    ]  # fmt: skip


def _row(case: RepairCase) -> list[str]:
    return [
        case.number,
        case.subject.shown_name,
        case.subject.shown_number,
        case.record.document_number,
        case.record.title,
        str(case.status_label),
        iso_day(case.submitted_on) if case.submitted_on else "",
        iso_day(case.due_on) if case.due_on else "",
        person_name(case.claimed_by) if case.claimed_by else "",
    ]
