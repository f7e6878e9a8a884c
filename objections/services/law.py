"""What the rules say about an objection: those of the day it was filed, in the versions of that day."""

from dataclasses import dataclass
from datetime import date

from casework.clocks import STANDS_STILL, stamp_due_date
from casework.models.events import ClockMark
from casework.moves import Clock
from objections.models import ObjectionCase, ReviewLevel, Status
from rules.clock import ClockEvent, read_clock
from rules.facts import Facts
from rules.library import Layer
from rules.objections import ObjectionRules, Term
from rules.services import objection_rules, objection_rules_of, office_calendar

TOTAL, EXTENDED_TOTAL, EXTENSION = (
    "total_working_days",
    "extended_total_working_days",
    "extension_working_days",
)


def governing(case: ObjectionCase, on: date) -> ObjectionRules:
    """The rules of the day of filing, in the versions they had then; until it is filed, today's."""
    if not case.rules:
        return objection_rules(_place_of(case), on)
    layers = [Layer(*each) for each in case.rules["layers"]]
    place = Facts(jurisdiction=case.rules["jurisdiction"], sector=case.rules["sector"])
    return objection_rules_of(layers, place, date.fromisoformat(case.rules["on"]))


def _place_of(case: ObjectionCase) -> Facts:
    return Facts(jurisdiction=case.record.jurisdiction, sector=case.record.sector)


def keep_rules(case: ObjectionCase, on: date) -> ObjectionRules:
    """Store which rules govern from the filing on: place, day, and the layers that gave the figures."""
    place, rules = _place_of(case), objection_rules(_place_of(case), on)
    case.rules = {
        "on": on.isoformat(),
        "jurisdiction": place.jurisdiction,
        "sector": place.sector,
        "version": rules.version,
        "layers": [[layer.id, layer.version] for layer in rules.layers],
    }
    return rules


@dataclass(frozen=True)
class Stage:
    """A term of the procedure: the stage it belongs to, and from which day it counts."""

    stage: str
    term: Term
    counted_from: date

    @property
    def due_on(self) -> date:
        return self.term.due(self.counted_from, office_calendar()).on

    def starts(self) -> Clock:
        return Clock(ClockMark.START, self.stage, self.term.days, self.term.unit, self.counted_from)


def acceptance_stage(case: ObjectionCase, rules: ObjectionRules, on: date) -> Stage | None:
    """The term for taking the objection up; where the rules have none, what is counted from the filing runs."""
    term = rules.term("accept_working_days", case.kind)
    if term:
        return Stage("accept", term, on)
    return check_stage(case, rules, on) if rules.word("terms_from") == "filing" else None


def check_stage(case: ObjectionCase, rules: ObjectionRules, on: date) -> Stage | None:
    """The credit office's own check, or the forwarding where that is due sooner; nothing runs past the whole."""
    filed_on = case.filed_on or on
    start = rules.counted_from(filed_on=filed_on, accepted_on=case.accepted_on or on)
    whole = overall_due_on(case, rules, on)
    calendar = office_calendar()
    stages = [
        Stage("check", term, start)
        for name in ("own_check_working_days", "forward_working_days")
        if (term := rules.term_within(name, start, whole, calendar, case.kind))
    ]
    return min(stages, key=lambda each: each.due_on, default=None)


def verification_stage(case: ObjectionCase, rules: ObjectionRules, on: date) -> Stage | None:
    """The department's term, from the day the objection was forwarded to it."""
    whole = overall_due_on(case, rules, on)
    term = rules.term_within("provider_working_days", on, whole, office_calendar(), case.kind)
    return Stage("verify", term, on) if term else None


def following_stage(case: ObjectionCase, rules: ObjectionRules, on: date, *, void: bool) -> Stage | None:
    """The term in which every channel has to show what was found."""
    names = ["withdraw_working_days"] if void else []
    names += (
        ["correct_working_days"]
        if case.forwarded_on
        else ["correct_mismatch_working_days", "correct_working_days"]
    )
    found = (rules.term(name, case.kind) for name in names)
    term = next((each for each in found if each), None)
    return Stage("follow", term, on) if term else None


def review_stage(case: ObjectionCase, rules: ObjectionRules, on: date) -> Stage | None:
    term = rules.term("review_working_days", case.kind)
    return Stage("review", term, on) if term else None


def overall_due_on(case: ObjectionCase, rules: ObjectionRules, on: date) -> date | None:
    """By when the whole matter is answered, where the rules say so; none while the clock stands still."""
    extended = case.pk is not None and case.events.filter(clock=ClockMark.EXTEND).exists()
    term = (rules.term(EXTENDED_TOTAL, case.kind) if extended else None) or rules.term(TOTAL, case.kind)
    filed_on = case.filed_on or on
    if term is None:
        return None
    reading = read_clock(
        office_calendar(),
        term_working_days=term.days,
        unit=term.unit,
        start_on=rules.counted_from(filed_on=filed_on, accepted_on=case.accepted_on or on),
        events=_standing_still(case),
        as_of=on,
    )
    return reading.due_on


def _standing_still(case: ObjectionCase) -> list[ClockEvent]:
    marks = case.events.filter(clock__in=STANDS_STILL).order_by("seq") if case.pk else []
    return [ClockEvent(on=event.on, kind=event.clock) for event in marks]


def extension(case: ObjectionCase, rules: ObjectionRules, on: date) -> int | None:
    """The days that the one extension adds: so many, or as many as fill up the extended whole."""
    added = rules.term(EXTENSION, case.kind)
    if added:
        return added.days
    whole, extended = rules.term(TOTAL, case.kind), rules.term(EXTENDED_TOTAL, case.kind)
    return extended.days - whole.days if whole and extended and extended.unit == whole.unit else None


def review_level(case: ObjectionCase, rules: ObjectionRules) -> ReviewLevel:
    """Who checks a result once more, as the rules name it; where they say nothing, the credit office."""
    return ReviewLevel(rules.word("review_by", case.kind, ReviewLevel.OFFICE))


def review_extension(case: ObjectionCase, rules: ObjectionRules) -> int | None:
    """The days by which a re-check can be extended, once: as many as fill up its whole."""
    term, whole = (
        rules.term("review_working_days", case.kind),
        rules.term("review_total_working_days", case.kind),
    )
    return whole.days - term.days if term and whole and whole.unit == term.unit else None


def review_until(case: ObjectionCase, rules: ObjectionRules, on: date) -> date | None:
    """The last day on which a re-check of a result of this day can be asked for; none where there is none."""
    term = rules.term("review_request_days", case.kind)
    if rules.word("review_by", case.kind, "none") == "none" or term is None:
        return None
    return term.due(on, office_calendar()).on


def unanswered_since(case: ObjectionCase, rules: ObjectionRules, on: date) -> date | None:
    """The day from which a missing answer has the outcome that the rules name; none before, or where they name none."""
    if rules.word("no_answer", case.kind, "none") == "none" or case.due_on is None:
        return None
    grace = rules.term("no_answer_after_working_days", case.kind)
    last = grace.due(case.due_on, office_calendar()).on if grace else case.due_on
    return last if case.status == Status.VERIFYING and on > last else None


def renew_due_dates(case: ObjectionCase, rules: ObjectionRules, on: date) -> None:
    """Derive both due dates from the events again, and store them for sorting."""
    stamp_due_date(case, as_of=on, calendar=office_calendar())
    case.overall_due_on = None if case.closed else overall_due_on(case, rules, on)
    case.save(update_fields=["due_on", "due_is_provisional", "overall_due_on"])
