"""What an objection does to its record while it is open: exactly what the rules say, at each of its steps."""

from datetime import date

from casework.effects import bring_about
from casework.models import CaseEvent, EffectKind
from objections.models import ObjectionCase, Status
from objections.models.status import CHANGES_THE_RECORD
from rules.objections import ObjectionRules
from rules.terms import Figure

FILING, ACCEPTANCE, FORWARDED = "filing", "acceptance", "forwarded"


def follow(case: ObjectionCase, rules: ObjectionRules, event: CaseEvent, on: date) -> None:
    """Begin and end the effects of the case as its state asks; called with every move."""
    bring_about(case, wanted(case, rules), event=event, on=on)


def wanted(case: ObjectionCase, rules: ObjectionRules) -> dict[EffectKind, Figure]:
    """The effects that the rules give an objection where it stands, with the clause of each."""
    reached = _reached(case)
    said = {
        EffectKind.MARK: rules.word("mark_from", case.kind, ACCEPTANCE)
        if rules.word("mark", case.kind) == "yes"
        else "no",
        EffectKind.SUSPEND_DISCLOSURE: rules.word("suspend_disclosure", case.kind, "no"),
        EffectKind.SUSPEND_SANCTIONS: rules.word("suspend_sanctions", case.kind, "no"),
    }
    return {
        kind: figure
        for kind, begins in said.items()
        if begins in reached and (figure := rules.figure(kind.value, case.kind))
    }


def _reached(case: ObjectionCase) -> set[str]:
    """Which of the moments from which effects run lie behind an open matter; none once it is answered."""
    ended = case.closed or case.status in (Status.DRAFTED, Status.APPLIED_TO_RECORD, *CHANGES_THE_RECORD)
    if ended or case.filed_on is None:
        return set()
    reached = {FILING}
    if case.accepted_on is not None:
        reached.add(ACCEPTANCE)
    if case.forwarded_on is not None:
        reached.add(FORWARDED)
    return reached
