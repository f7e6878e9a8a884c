"""A step of the department as it is asked for: fit to be tried, kept, and taken later."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from repair.models import RepairCase
from repair.services import decide


@dataclass(frozen=True)
class Step:
    """A verb of the department with what it says; both are plain enough to be kept as JSON."""

    verb: str
    facts: dict[str, Any] = field(default_factory=dict)


def take(step: Step, number: str, *, by: Any, on: date) -> RepairCase:
    """Take the step: the service of its verb, with all that it checks."""
    return VERBS[step.verb](number, by=by, on=on, **step.facts)


@transaction.atomic
def _judge_and_approve(
    number: str, *, judgements: Sequence[tuple[int, bool, str]] = (), by: Any, on: date
) -> RepairCase:
    """The judgements and the decision that rests on them are kept together, or neither is."""
    if judgements:
        judged = {pk: (accepted, reason) for pk, accepted, reason in judgements}
        decide.judge(number, judged, by=by, on=on)
    return decide.approve(number, by=by, on=on)


VERBS: dict[str, Callable[..., RepairCase]] = {
    "accept": decide.accept,
    "decline": decide.decline,
    "ask_supplement": decide.ask_supplement,
    "propose_refusal": decide.propose_refusal,
    "approve": _judge_and_approve,
    "countersign": decide.countersign,
    "send_back": decide.send_back,
}
