"""C10: a register taken out as a workbook, which then stands in the register of exports with its hash."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from casework.access import hidden_from
from casework.errors import CaseError
from casework.watermark import watermark
from casework.wording import person_name
from casework.workbook import Leaf, Value, workbook
from rechecks.selectors import registers
from rechecks.selectors.registers import Searched
from rechecks.views.shown_steps import ShownStep, shown_steps
from registry.exporting import begun, registered
from registry.models import ExportForm

MOST_ROWS = 50_000


@dataclass(frozen=True)
class RegisterFile:
    """What a register looks like as a workbook."""

    title: Any
    rows_of: Callable[[Searched, Collection[int]], Any]  # without what is hidden from the reader
    headings: tuple[Any, ...]
    widths: tuple[int, ...]
    row: Callable[[Any], Iterable[Value]]
    shown: Callable[[list[Any]], list[Any]] = list  # what becomes of a page of rows before it is shown


def _moment(at: datetime) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M:%S")


def _person(user: Any) -> tuple[str, str]:
    return (person_name(user), user.get_username())


def _look(look: Any) -> Iterable[Value]:
    purpose = str(look.get_purpose_display())
    return (
        _moment(look.at),
        *_person(look.user),
        look.case.number,
        look.case.record.document_number,
        purpose,
    )


def _file_look(look: Any) -> Iterable[Value]:
    case, record = look.file.case, look.file.record
    number = case.number if case else ""
    about = case.record if case else record
    page = str(look.page) if look.page else _("the whole file")
    return (_moment(look.at), *_person(look.user), number, about.document_number, look.file.name, page)


def _step(step: ShownStep) -> Iterable[Value]:
    about = (step.case.number, step.case.record.document_number)
    return (_moment(step.at), *_person(step.actor), step.capacity, *about, step.step)


def _export(export: Any) -> Iterable[Value]:
    form = str(export.get_form_display())
    who = _person(export.by)
    return (_moment(export.at), *who, export.title, form, export.rows, export.public_id, export.sha256)


WHEN, WHO, ACCOUNT = gettext_lazy("When"), gettext_lazy("Who"), gettext_lazy("Account")
CASE, DOCUMENT = gettext_lazy("Case"), gettext_lazy("Document number")
REGISTERS = {
    "steps": RegisterFile(
        gettext_lazy("Steps in cases"), registers.steps_in_cases,
        (WHEN, pgettext_lazy("took a step", "Who"), ACCOUNT, pgettext_lazy("capacity", "As"), CASE, DOCUMENT, pgettext_lazy("of a case", "Step")),
        (20, 16, 16, 14, 22, 30, 40), _step, shown_steps,
    ),
    "looks": RegisterFile(
        gettext_lazy("Looks at cases"), lambda searched, _hidden: registers.looks_at_cases(searched),
        (WHEN, WHO, ACCOUNT, CASE, DOCUMENT, gettext_lazy("Purpose")), (20, 16, 16, 22, 30, 30), _look,
    ),
    "files": RegisterFile(
        gettext_lazy("Looks at evidence"), lambda searched, _hidden: registers.looks_at_files(searched),
        (WHEN, WHO, ACCOUNT, CASE, DOCUMENT, gettext_lazy("File"), gettext_lazy("Page")),
        (20, 16, 16, 22, 30, 40, 12), _file_look,
    ),
    "exports": RegisterFile(
        gettext_lazy("Exports"), lambda searched, _hidden: registers.exports(searched),
        (
            WHEN, pgettext_lazy("exported", "Who"), ACCOUNT, gettext_lazy("What was exported"), pgettext_lazy("of an export", "Form"), gettext_lazy("Rows"),
            gettext_lazy("Number"), "SHA-256",
        ),
        (20, 16, 16, 30, 14, 10, 24, 68), _export,
    ),
}  # fmt: skip


@transaction.atomic
def export_register(name: str, searched: Searched, *, by: Any, now: datetime) -> bytes:
    """What was searched for in a register, a row each, the newest first."""
    register = REGISTERS[name]
    rows = list(register.rows_of(searched, hidden_from(by))[: MOST_ROWS + 1])
    if len(rows) > MOST_ROWS:
        words = _("More than %(n)s rows: search for fewer days.") % {"n": MOST_ROWS}
        raise CaseError(words, field="since")
    asked = {"register": name} | {key: str(said) for key, said in vars(searched).items() if said}
    export = begun(register.title, ExportForm.WORKBOOK, rows=len(rows), by=by, now=now, asked=asked)
    headings = [str(each) for each in register.headings]
    lines = (tuple(register.row(each)) for each in register.shown(rows))
    leaf = Leaf(str(register.title), register.widths, headings, lines, landscape=True)
    return registered(export, workbook([leaf], watermark(export)))
