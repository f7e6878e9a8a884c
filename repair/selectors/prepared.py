"""Decisions that have been issued and can still be taken back."""

from typing import Any

from repair.models import Outcome, PreparedDecision, RepairCase


def waiting_on(case: RepairCase) -> PreparedDecision | None:
    """The decision on the case that has not left the house yet."""
    return case.prepared_decisions.waiting().select_related("by").first()


def waiting_of(user: Any) -> list[PreparedDecision]:
    """What the person can still take back, the next to leave first."""
    own = PreparedDecision.objects.waiting().filter(by=user)
    return list(own.select_related("case__subject"))


def kept_words(case: RepairCase, user: Any) -> dict[str, Any]:
    """What the person had written in a decision that was taken back or could not be issued."""
    last = case.prepared_decisions.order_by("-pk").first()
    if last is None or last.by_id != user.pk or last.outcome not in {Outcome.TAKEN_BACK, Outcome.FAILED}:
        return {}
    return last.kept_words()
