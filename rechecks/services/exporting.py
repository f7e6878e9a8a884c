"""Figures taken out of the house: as a workbook or on paper, and in either case in the register of exports."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.watermark import watermark
from casework.workbook import Leaf, Value, workbook
from notifications.bundles import bundle
from notifications.letters import packed
from notifications.models import Bundle
from rechecks.letters.report import FigureReport, Meaning, is_dense
from registry.exporting import begun, registered
from registry.models import Export, ExportForm

NAME_WIDTH, WIDTH, LABEL_WIDTH, MEANING_WIDTH = 30, 18, 24, 100


@dataclass(frozen=True)
class Report:
    """The table as the screen has it, in words and numbers; the name of the department stands first in a row."""

    matter: str
    since: date
    until: date
    scope: str
    columns: tuple[Meaning, ...]
    rows: tuple[tuple[Value, ...], ...]
    total: tuple[Value, ...]
    asked: dict[str, str]  # the words of the address that asks for it


@transaction.atomic
def export_workbook(report: Report, *, by: Any, now: datetime) -> bytes:
    """The report as a workbook, with what each figure means on a second sheet."""
    export = _begun(ExportForm.WORKBOOK, report, by, now)
    headings = [_("Department"), *(column.label for column in report.columns)]
    widths = [NAME_WIDTH, *(WIDTH for _column in report.columns)]
    period = _("%(matter)s, %(since)s to %(until)s, %(scope)s") % {
        "matter": report.matter, "since": report.since, "until": report.until, "scope": report.scope,
    }  # fmt: skip
    leaves = [
        Leaf(_("Figures"), widths, headings, [*report.rows, report.total], landscape=True),
        Leaf(
            _("Definitions"),
            (LABEL_WIDTH, MEANING_WIDTH),
            (_("Figure"), _("Definition of the figure")),
            [*((each.label, each.definition) for each in report.columns), (_("What was asked for"), period)],
        ),
    ]
    return registered(export, workbook(leaves, watermark(export)))


@transaction.atomic
def export_paper(report: Report, *, by: Any, now: datetime, office: str) -> Bundle:
    """The report as a PDF on landscape A4; the worker draws it."""
    export = _begun(ExportForm.PAPER, report, by, now)
    total = _in_words(report.total)
    facts = FigureReport(
        matter=report.matter,
        since=report.since,
        until=report.until,
        scope=report.scope,
        as_of=timezone.localtime(now).strftime("%Y-%m-%d %H:%M"),
        watermark=watermark(export),
        columns=report.columns,
        rows=tuple(_in_words(row) for row in report.rows),
        total=total,
        is_dense=is_dense(total),
    )
    content = json.dumps(packed(facts), ensure_ascii=False, sort_keys=True)
    registered(export, content.encode())
    return bundle([(office, facts)], title=FigureReport.title, by=by, on=timezone.localdate(now))


def _in_words(row: tuple[Value, ...]) -> tuple[str, ...]:
    return tuple(str(value) for value in row)


def _begun(form: str, report: Report, by: Any, now: datetime) -> Export:
    return begun(FigureReport.title, form, rows=len(report.rows), by=by, now=now, asked=report.asked)
