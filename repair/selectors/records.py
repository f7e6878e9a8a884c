"""What a subject reads about its records: one answer for each, with the reason and the dates."""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.assessing import assess_record
from registry.models import Obligation, Record, Subject
from repair.models import RepairCase, Status
from repair.models.status import UNDECIDED
from rules.assessment import Assessment
from rules.library import Library
from rules.services import current_library


class Answer(models.TextChoices):
    """The eight answers, in the order in which they are listed."""

    GO = "go", _("You can apply")
    DOING = "doing", _("In progress")
    STOP = "stop", _("One thing is missing")
    WAIT = "wait", _("Countdown")
    UNCLEAR = "unclear", _("Class to be decided")
    OTHER = "other", _("Another channel")
    NEVER = "never", _("Not repairable")
    DONE = "done", _("Repaired or no longer shown")


@dataclass(frozen=True)
class RecordCard:
    """One record with its one answer. `days`: until it can be applied for, or since it can."""

    record: Record
    answer: Answer
    assessed: Assessment
    case: RepairCase | None
    days: int | None
    unfulfilled: tuple[Obligation, ...]


def cards_of(subject: Subject, on: date) -> list[RecordCard]:
    """Every record of a subject with its answer, in the order of the answers."""
    library = current_library()
    cards = [_card(record, on, library) for record in _with_everything(subject.records.all())]
    order = list(Answer)
    return sorted(cards, key=lambda card: (order.index(card.answer), -card.record.decided_on.toordinal()))


def card_of(record: Record, on: date) -> RecordCard:
    return _card(_with_everything(Record.objects.filter(pk=record.pk)).get(), on, current_library())


def others_to_apply_for(record: Record, on: date) -> list[Record]:
    """Further records of the same subject and department that can be applied for today."""
    library = current_library()
    same = Record.objects.filter(subject=record.subject_id, department=record.department_id).exclude(
        pk=record.pk
    )
    cards = [_card(each, on, library) for each in _with_everything(same.order_by("-decided_on", "pk"))]
    return [card.record for card in cards if card.answer == Answer.GO]


def _with_everything(records: "models.QuerySet[Record]") -> "models.QuerySet[Record]":
    cases = models.Prefetch(
        "cases",
        RepairCase.objects.select_related("transfer_to", "paused_for").order_by("-pk"),
        to_attr="repair_cases",
    )
    return records.select_related("department", "subject").prefetch_related(
        "obligations", "publications__channel", cases, "effects"
    )


def _card(record: Record, on: date, library: Library) -> RecordCard:
    assessed = assess_record(record, on, library)
    case = record.repair_cases[0] if record.repair_cases else None
    answer = _answer(record, assessed, case, on)
    return RecordCard(
        record=record,
        answer=answer,
        assessed=assessed,
        case=case,
        days=_days(answer, assessed, on),
        unfulfilled=tuple(one for one in record.obligations.all() if one.fulfilled is False),
    )


def _answer(record: Record, assessed: Assessment, case: RepairCase | None, on: date) -> Answer:
    """The first that is true, from what is settled to what the subject can do."""
    if case and not case.closed:
        return Answer.DOING
    if record.withdrawn_on or (case and case.status == Status.REPAIRED) or _is_over(assessed, on):
        return Answer.DONE
    if record.department.repairs_elsewhere:
        return Answer.OTHER
    if _met(assessed, "severity_known") is False:
        return Answer.UNCLEAR
    if _met(assessed, "repairable_kind") is False:
        return Answer.NEVER
    if any(_met(assessed, code) is False for code in ("min_period", "ban_expired", "repair_bar")):
        return Answer.WAIT
    return Answer.GO if assessed.may_apply else Answer.STOP


def _is_over(assessed: Assessment, on: date) -> bool:
    """Past its maximum and off show; a record that stays because duties are open is not over."""
    last = assessed.max_period_ends_on
    return last is not None and last < on and not assessed.published


def _met(assessed: Assessment, code: str) -> bool | None:
    condition = assessed.condition(code)
    return condition.met if condition else True


def _days(answer: Answer, assessed: Assessment, on: date) -> int | None:
    if assessed.repairable_from is None or answer not in (Answer.GO, Answer.WAIT, Answer.STOP):
        return None
    return abs((assessed.repairable_from - on).days)


def running_on(record: Record) -> "models.QuerySet[RepairCase]":
    """The application for repair that runs on a record and is not decided: one at most."""
    return RepairCase.objects.open().filter(record=record, status__in=UNDECIDED).order_by()
