"""R10: a list of cases as a workbook that says who took it out, and in which no cell is a formula."""

from collections.abc import Iterable
from io import BytesIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from casework.wording import iso_day, person_name
from repair.models import RepairCase

WIDTHS = (18, 34, 22, 26, 40, 14, 12, 12, 12)


def workbook_of(cases: Iterable[RepairCase], watermark: str) -> bytes:
    """The cases a row each; the watermark stands above the list and on every printed page."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Cases"))
    for place, width in enumerate(WIDTHS):
        sheet.column_dimensions[chr(ord("A") + place)].width = width
    sheet.oddFooter.center.text = watermark.replace("&", "&&")

    def cells(values: Iterable[str], *, bold: bool = False) -> list[WriteOnlyCell]:
        row = []
        for value in values:
            cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", value))
            cell.data_type, cell.quotePrefix = "s", True  # text, also where it begins like a formula
            cell.font = Font(bold=bold)
            row.append(cell)
        return row

    sheet.append(cells([watermark]))
    sheet.append(cells(_headings(), bold=True))
    for case in cases:
        sheet.append(cells(_row(case)))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


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
