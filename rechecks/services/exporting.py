"""Figures taken out of the house: as a workbook or on paper, and in either case in the register of exports."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.wording import person_name
from casework.workbook import Leaf, Value, workbook
from notifications.bundles import bundle
from notifications.letters import packed
from notifications.models import Bundle
from rechecks.letters.report import FigureReport, Meaning
from rechecks.models import Export, ExportForm
from registry.models.subjects import new_public_id

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
    made = workbook(leaves, _watermark(export))
    _registered(export, hashlib.sha256(made).hexdigest())
    return made


@transaction.atomic
def export_paper(report: Report, *, by: Any, now: datetime, office: str) -> Bundle:
    """The report as a PDF on landscape A4; the worker draws it."""
    export = _begun(ExportForm.PAPER, report, by, now)
    facts = FigureReport(
        matter=report.matter,
        since=report.since,
        until=report.until,
        scope=report.scope,
        as_of=timezone.localtime(now).strftime("%Y-%m-%d %H:%M"),
        watermark=_watermark(export),
        columns=report.columns,
        rows=tuple(_in_words(row) for row in report.rows),
        total=_in_words(report.total),
    )
    content = json.dumps(packed(facts), ensure_ascii=False, sort_keys=True)
    _registered(export, hashlib.sha256(content.encode()).hexdigest())
    return bundle([(office, facts)], title=FigureReport.title, by=by, on=timezone.localdate(now))


def _in_words(row: tuple[Value, ...]) -> tuple[str, ...]:
    return tuple(str(value) for value in row)


def _begun(form: str, report: Report, by: Any, now: datetime) -> Export:
    return Export(
        public_id=new_public_id(),
        title=FigureReport.title,
        form=form,
        asked=report.asked,
        rows=len(report.rows),
        by=by,
        at=now,
    )


def _registered(export: Export, digest: str) -> None:
    export.sha256 = digest
    export.save(force_insert=True)


def _watermark(export: Export) -> str:
    """Who took it out, when, and under which number it stands in the register."""
    said = {
        "name": person_name(export.by),
        "account": export.by.get_username(),
        "moment": timezone.localtime(export.at).strftime("%Y-%m-%d %H:%M"),
        "number": export.public_id,
    }
    return (
        _("Exported by %(name)s (%(account)s) on %(moment)s, export %(number)s. For internal use only.")
        % said
    )
