"""One attack on a guard."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Attack:
    """What must fail, and the name of the guard that must refuse it."""

    guard: str
    sql: str
    params: dict[str, Any]
