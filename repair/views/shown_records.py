"""A record's card: its one answer, the dates on the axis, the reason and what to do."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from casework.clocks import stage_clock
from registry.models import Obligation, Record
from registry.models.records import ObligationKind
from registry.wording import yuan
from repair.models import RepairCase
from repair.selectors import Answer, RecordCard
from repair.views.shown_cases import status_words
from repair.views.shown_clock import ShownClock, shown_clock
from repair.views.shown_rules import ShownCondition, shown_conditions
from rules.services import office_calendar
from rules.words import condition_text, reasons_text, source_line


@dataclass(frozen=True)
class Row:
    """Everything a record card shows."""

    key: str
    record: Record
    case: RepairCase | None
    days: int | None
    repairable_from: date | None
    min_ends_on: date | None
    max_ends_on: date | None
    stops_by_itself: bool
    conditions: list[ShownCondition]
    reasons: list[str]
    source_line: str
    unconfirmed: bool
    headline: str
    source: str
    todo: list[str]
    clock: ShownClock | None
    starts_on: date
    asked_on: date | None  # when its party last asked for the class
    asked_today: bool

    @property
    def why_title(self) -> str:
        return {
            "go": _("Why you can apply now"),
            "wait": _("Why you have to wait"),
            "stop": _("Why you cannot apply, and what to do"),
        }.get(self.key, _("Why"))

    @property
    def shows_axis(self) -> bool:
        return bool(self.min_ends_on or self.max_ends_on) and self.key in {"go", "wait", "stop", "never"}

    @property
    def draft(self) -> bool:
        return bool(self.case and self.case.is_preparing)

    @property
    def status_label(self) -> str:
        if self.record.withdrawn_on:
            return pgettext("record", "Withdrawn")
        if self.case and (not self.case.closed or self.key == "done"):
            return status_words(self.case)
        return _("No longer shown")

    @property
    def due_on(self) -> date | None:
        return self.case.due_on if self.case else None

    @property
    def answer_by(self) -> date | None:
        return self.case.answer_by if self.case else None

    @property
    def ended_on(self) -> date | None:
        return self.case.decided_on if self.case and self.key == "done" else None

    @property
    def channel(self) -> str:
        return self.record.department.repairs_elsewhere


def row_of(card: RecordCard, on: date) -> Row:
    """The card of a record, in words."""
    assessed, record = card.assessed, card.record
    return Row(
        key=card.answer.value,
        record=record,
        case=card.case,
        days=_days(card, on),
        repairable_from=assessed.repairable_from,
        min_ends_on=assessed.min_period_ends_on,
        max_ends_on=assessed.max_period_ends_on,
        stops_by_itself=_stops_by_itself(record),
        conditions=_conditions(card),
        reasons=reasons_text(assessed) if card.answer not in {Answer.DONE, Answer.OTHER} else [],
        source_line=source_line(assessed) if card.answer not in {Answer.DONE, Answer.OTHER} else "",
        unconfirmed=not assessed.confirmed,
        headline=_headline(card),
        source=_source(card.unfulfilled),
        todo=[_still_owed(one) for one in card.unfulfilled],
        clock=_running_clock(card, on),
        starts_on=assessed.starts_on or record.decided_on,
        asked_on=(asked := _asked_on(card)),
        asked_today=asked == on,
    )


def _asked_on(card: RecordCard) -> date | None:
    if card.answer != Answer.UNCLEAR:
        return None
    return card.record.class_requests.order_by("-on").values_list("on", flat=True).first()


def _days(card: RecordCard, on: date) -> int | None:
    """Days to wait, or days since the minimum period ran out."""
    ended = card.assessed.min_period_ends_on
    if card.answer == Answer.GO:
        return (on - ended).days if ended else None
    return card.days


def _stops_by_itself(record: Record) -> bool:
    until = [each.shown_until for each in record.publications.all()]
    return all(until) if until else record.obligations_fulfilled is not False


def _conditions(card: RecordCard) -> list[ShownCondition]:
    if card.answer in {Answer.GO, Answer.WAIT, Answer.STOP}:
        return shown_conditions(card.assessed)
    return []


def _still_owed(one: Obligation) -> str:
    if one.kind == ObligationKind.FINE and one.amount_yuan:
        return _("A fine of %(amount)s is still to be paid") % {"amount": yuan(one.amount_yuan)}
    return _("%(obligation)s is not done yet") % {"obligation": one.description}


def _headline(card: RecordCard) -> str:
    if card.unfulfilled:
        return _still_owed(card.unfulfilled[0])
    failed = [c for c in card.assessed.conditions if c.met is False]
    return condition_text(failed[0]) if failed else _("Something to do first")


def _source(unfulfilled: tuple[Obligation, ...]) -> str:
    sources = [one.source for one in unfulfilled if one.source]
    return _("Known from: %(source)s") % {"source": sources[0]} if sources else ""


def _running_clock(card: RecordCard, on: date) -> ShownClock | None:
    if card.answer != Answer.DOING or card.case is None or card.case.is_preparing:
        return None
    events = list(card.case.events.order_by("seq"))
    return shown_clock(stage_clock(events, as_of=on, calendar=office_calendar()))


@dataclass(frozen=True)
class Group:
    """The records that have one answer."""

    key: str
    title: str
    note: str
    rows: list[Row]


def headings() -> dict[str, tuple[str, str]]:
    """Title and note of each group, in the order of the page."""
    return {
        "go": (
            _("You can apply now"),
            _("Conditions are checked; with everything at hand it takes about 15 minutes"),
        ),
        "doing": (_("In progress"), ""),
        "stop": (_("The time has come, one step is missing"), ""),
        "wait": (_("Still to wait"), ""),
        "unclear": (_("Class to be decided"), ""),
        "other": (_("Handled through another channel"), ""),
        "never": (_("Not repairable"), ""),
        "done": (_("Repaired"), _("No longer published; only you can see them")),
    }


def groups_of(rows: list[Row]) -> list[Group]:
    """The rows under their headings, empty groups left out."""
    made = [Group(key, *words, [r for r in rows if r.key == key]) for key, words in headings().items()]
    return [group for group in made if group.rows]
