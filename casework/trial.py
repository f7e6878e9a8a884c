"""Trying a step: everything it would bring about is taken back, and what it says is kept."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import transaction

Said = TypeVar("Said")


class _TakenBack(Exception):
    """Carries what was said out of the transaction that is taken back."""

    def __init__(self, said: Any) -> None:
        self.said = said
        super().__init__()


def tried(step: Callable[[], Said]) -> Said:
    """Take a step, and take it back; raises what the step raises."""
    try:
        with transaction.atomic():
            raise _TakenBack(step())
    except _TakenBack as over:
        return over.said
