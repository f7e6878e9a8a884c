"""One recheck as its reader sees it: what is on file, what the rules say anew, and, once it may be seen, the outcome."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from casework.access import may_see_case
from casework.models import Case, EvidenceFile
from casework.models.evidence import Purpose
from casework.wording import person_name, plain_day
from notifications.models import Letter
from objections.models import ObjectionCase
from objections.models import Status as Objection
from objections.models.kinds import THE_RECORD
from objections.views.shown_standing import history
from rechecks.models import Assessed, Finding, Mark, Point, RecheckCase, Status
from rechecks.selectors.anew import assess_anew
from rechecks.selectors.as_it_was import record_as_it_was
from registry.correctable import FIELDS
from registry.models import Publication
from repair.models import RepairCase
from repair.models import Status as Repair
from repair.selectors.evidence import files_of
from repair.views.shown_cases import title_of
from repair.views.shown_evidence import shown_file
from repair.views.shown_rules import shown_conditions
from repair.views.viewer import Viewer, viewer_of
from rules.assessment import Assessment
from rules.words import condition_text, source_line

BLIND_PLACES = {
    RepairCase.MACHINE: {2: Purpose.FULFILMENT, 3: Purpose.RECTIFICATION, 4: Purpose.SUPPLEMENT},
    ObjectionCase.MACHINE: {2: Purpose.CLAIM, 3: Purpose.SUPPLEMENT},
}


@dataclass(frozen=True)
class Line:
    """One line of the comparison: what the checker has, what was decided."""

    what: str
    ours: str
    theirs: str
    differs: bool | None  # nothing where the rules leave it open: the checker judges it


def on_file(case: RecheckCase, asked: Mapping[str, str], base: str) -> dict[str, Any]:
    """What everybody may see who checks: record, statements, claims, papers; nothing of how it ended."""
    examined, record = case.examines, record_as_it_was(case)
    kind = examined.as_kind if examined else None
    assessed = assess_anew(case)
    return {
        "record": record,
        "obligations": list(record.obligations.all()),
        "repair": kind if isinstance(kind, RepairCase) else None,
        "statements": list(kind.statements.select_related("obligation"))
        if isinstance(kind, RepairCase)
        else [],
        "claims": _claims(kind) if isinstance(kind, ObjectionCase) else [],
        "conditions": shown_conditions(assessed, every=True),
        "source_line": source_line(assessed),
        "assessed_for": assessed.as_of,
        "viewer": _viewer(examined, asked, base) if examined else None,
    }


def _claims(case: ObjectionCase) -> list[dict[str, Any]]:
    return [
        {
            "label": each.label,
            "stated": "" if each.field == THE_RECORD else FIELDS[each.field].shown_kept(each.stated),
            "claimed": "" if each.field == THE_RECORD else FIELDS[each.field].shown_kept(each.claimed),
            "explanation": each.explanation,
        }
        for each in case.claims.all()
    ]


def _viewer(examined: Case, asked: Mapping[str, str], base: str) -> Viewer:
    if examined.machine == ObjectionCase.MACHINE:
        labels = {1: _("Record"), 2: _("Evidence of the claims"), 3: _("Evidence asked for")}
    else:
        labels = {
            1: _("Penalty decision"),
            2: _("Proof of fulfilment"),
            3: _("Proof of correction"),
            4: _("Supplement"),
        }
    return viewer_of(examined, BLIND_PLACES[examined.machine], labels, asked, base)


# --- the outcome, once it may be seen --------------------------------------------------------------------


def outcome_shown(case: RecheckCase, reader: Any) -> dict[str, Any]:
    """How it was decided, beside what the checker found without knowing."""
    examined, blind = case.examines, _blind_finding(case)
    shown = Publication.objects.filter(record=case.record_id).select_related("channel").order_by("pk")
    more: dict[str, Any] = {"publications": list(shown), "lines": _lines(case, blind)}
    if examined is None:
        return more
    events = list(examined.events.select_related("actor", "department", "to_department").order_by("seq"))
    kind = examined.as_kind
    steps = (
        history(kind, events)
        if isinstance(kind, ObjectionCase)
        else [
            {"title": title_of(each), "who": person_name(each.actor), "when": plain_day(each.on)}
            for each in reversed(events)
        ]
    )
    return more | {
        "steps": steps,
        "reasons": getattr(kind, "reasons", ""),
        "letters": Letter.objects.filter(case=examined).order_by("pk"),
        "case_url": kind.get_absolute_url() if may_see_case(reader, examined) else "",
    }


def outcome_words(case: RecheckCase) -> str:
    """How the case examined ended, in the words of its kind."""
    examined = case.examines
    if examined is None:
        return _("still on show when it was drawn")
    statuses: Any = Objection if examined.machine == ObjectionCase.MACHINE else Repair
    return str(statuses(case.outcome_examined).label)


def _lines(case: RecheckCase, blind: Finding | None) -> list[Line]:
    """The comparison, line by line; what differs is marked."""
    if blind is None:
        return []
    went = case.record_went
    lines = [
        Line(
            _("Outcome"),
            blind.get_assessed_display(),
            outcome_words(case),
            went is not None and went != (blind.assessed == Assessed.SHOULD_GO),
        )
    ]
    kind = case.examines.as_kind if case.examines else None
    if isinstance(kind, RepairCase) and kind.assessment:
        lines += _conditions(Assessment.from_json(blind.anew), Assessment.from_json(kind.assessment))
    return lines


def _conditions(anew: Assessment, then: Assessment) -> list[Line]:
    met = {each.code: each.met for each in then.conditions}
    return [
        Line(
            condition_text(each),
            _met(each.met),
            _met(met[each.code]),
            None if each.met is None else each.met != met[each.code],
        )
        for each in anew.conditions
        if each.code in met
    ]


def _met(value: bool | None) -> str:
    if value is None:
        return pgettext("condition", "open")
    return _("met") if value else _("not met")


def _blind_finding(case: RecheckCase) -> Finding | None:
    """The first finding of whoever checks it now."""
    return case.findings.filter(by=case.checker_id, verdict="").order_by("-number").first()


# --- findings --------------------------------------------------------------------------------------------


def findings_shown(case: RecheckCase, *, blind: bool = False) -> list[dict[str, Any]]:
    """Every finding as it was written, the newest first; a checker who is blind sees nobody else's."""
    findings = case.findings.filter(by=case.checker_id) if blind else case.findings.all()
    marks, points = dict(Mark.choices), dict(Point.choices)
    return [
        {
            "finding": each,
            "who": person_name(each.by),
            "points": [
                {"label": points[code], "mark": marks[said["answer"]], "note": said["note"], "ok": said["answer"] != Mark.NOT_OK}
                for code in Point.values if (said := each.points.get(code))
            ],
        }
        for each in findings.select_related("by").order_by("-number")
    ]  # fmt: skip


def proof_of(case: RecheckCase, *, blind: bool = False) -> list[Any]:
    files: list[EvidenceFile] = files_of(case)
    found = [each for each in files if each.purpose == Purpose.FINDING]
    shown = [each for each in found if not blind or each.uploaded_by_id == case.checker_id]
    return [shown_file(each, case.record) for each in shown]


def tone(case: RecheckCase) -> str:
    """The colour of the state, beside its words."""
    if case.status in (Status.CORRECT, Status.CLOSED):
        return "xx-ok"
    if case.status in (Status.WRONGLY_REPAIRED, Status.MISSED):
        return "xx-b"
    return "xx-w" if case.proposed_by_id else "xx-p"


def standing(case: RecheckCase) -> str:
    """Where it stands, in words that say whose turn it is."""
    if case.proposed_by_id and case.status == Status.EXAMINED:
        return _("waits for a second person")
    if case.status == Status.ASSIGNED and case.revealed_on:
        return _("sent back to the checker")
    return str(case.status_label)
