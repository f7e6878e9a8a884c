"""What people are reminded of while a term runs: evidence that is awaited, and objections that are due."""

from datetime import date
from typing import Any

from django.db import transaction

from notifications.models import ReminderSettings
from notifications.services import tell
from objections import sms, texts
from objections.models import ObjectionCase, Status
from objections.models.status import IN_REVIEW
from objections.services.papers import tell_party
from registry.duties import office_people
from repair.selectors.colleagues import reviewers_of
from repair.services.desk_reminders import AHEAD, who_has_it
from repair.services.reminders import running_out, text_reminder
from rules.services import office_calendar

IN_HAND = (Status.FILED, Status.ACCEPTED, Status.VERIFYING, *IN_REVIEW)


def remind_of_evidence(on: date) -> int:
    """Tell the subject three working days and one working day before the evidence is due; returns how many were told."""
    waiting = ObjectionCase.objects.filter(status=Status.SUPPLEMENTING).order_by("pk")
    return sum(
        _remind_of_evidence(case, f"evidence:{case.pk}:{case.answer_by}:{near}", on)
        for case, near in running_out(waiting, on)
    )


@transaction.atomic
def _remind_of_evidence(case: ObjectionCase, key: str, on: date) -> int:
    asked = case.requests.filter(answered_on=None).latest("pk")
    if asked.asked_on == on:
        return 0
    case.moving_on, items = on, len(asked.items)
    return tell_party(case, texts.evidence_due(case, items), sms=sms.evidence_due(case, items), key=key)


def remind_of_reviews_above(on: date) -> int:
    """Tell the credit office, once, that the organ above should have answered; returns for how many objections.

    Nobody answers in its place: the office asks there.
    """
    late = ObjectionCase.objects.filter(status=Status.REVIEWING_ABOVE, due_on__lt=on).order_by("pk")
    return sum(_no_answer_from_above(case) for case in late)


@transaction.atomic
def _no_answer_from_above(case: ObjectionCase) -> int:
    key = f"above:{case.pk}:{case.due_on}"
    return bool(tell(list(office_people()), texts.no_answer_from_above(case), case=case, key=key))


def remind_of_terms(on: date) -> int:
    """Tell whoever has an objection in hand one working day before it is due, and on the day; each once."""
    soon = ObjectionCase.objects.filter(
        status__in=IN_HAND, due_on__gte=on, due_on__lte=office_calendar().after(on, AHEAD)
    )
    return sum(_remind_of_term(case, on) for case in soon.order_by("pk"))


@transaction.atomic
def _remind_of_term(case: ObjectionCase, on: date) -> int:
    wanting = [each for each in _in_hand(case, on) if ReminderSettings.of(each).case_due]
    today = case.due_on == on
    key = f"due{'_today' if today else ''}:{case.pk}:{case.due_on}"
    note = texts.due_today(case) if today else texts.due_soon(case)
    short = sms.due_today(case) if today else sms.due_soon(case)
    for each in wanting:
        text_reminder(each, short, key)
    return len(tell(wanting, note, case=case, key=key))


def _in_hand(case: ObjectionCase, on: date) -> list[Any]:
    if case.status != Status.VERIFYING:
        return list(office_people())
    return who_has_it(case, on) or reviewers_of([case.department_id])
