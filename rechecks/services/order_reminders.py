"""What a department is told of the days of an order: one working day before each, and on it."""

from datetime import date

from django.db import transaction

from notifications.services import Note, tell
from rechecks.models import CorrectionOrder, Status
from rechecks.services.complying import OPEN_TO_PROOF
from rechecks.texts import orders as texts
from registry.duties import duty_group
from repair.services.desk_reminders import AHEAD
from rules.services import office_calendar


def remind_of_orders(on: date) -> int:
    """Running it again on the same day changes nothing."""
    soon = office_calendar().after(on, AHEAD)
    running = CorrectionOrder.objects.filter(recheck__status__in=OPEN_TO_PROOF).exclude(issued_on=on)
    rows = running.select_related("recheck__department", "recheck__claimed_by").order_by("pk")
    return sum(_remind(each, on, soon) for each in rows)


@transaction.atomic
def _remind(order: CorrectionOrder, on: date, soon: date) -> int:
    told = 0
    if _is_unanswered(order) and on <= order.answer_by <= soon:
        today = order.answer_by == on
        told += _tell(order, texts.answer_due(order, today), f"order_answer:{today}:{order.pk}")
    if _is_owed(order) and on <= order.correct_by <= soon:
        today = order.correct_by == on
        told += _tell(order, texts.correction_due(order, today), f"order_correct:{today}:{order.pk}")
    return told


def _is_unanswered(order: CorrectionOrder) -> bool:
    """Neither explained nor accepted: whoever proposes a correction has accepted the order."""
    if order.recheck.status != Status.CORRECTION_ORDERED or hasattr(order.recheck, "proposal"):
        return False
    return not order.recheck.events.filter(verb="explain").exists()


def _is_owed(order: CorrectionOrder) -> bool:
    return order.recheck.status != Status.CORRECTED or bool(order.unmet)


def _tell(order: CorrectionOrder, note: Note, key: str) -> int:
    reviewers = duty_group(order.recheck.department, "review_cases").user_set.filter(is_active=True)
    heads = duty_group(order.recheck.department, "lead_department").user_set.filter(is_active=True)
    people = dict.fromkeys([*reviewers.order_by("pk"), *heads.order_by("pk")])
    return len(tell(list(people), note, case=order.recheck, key=key))
