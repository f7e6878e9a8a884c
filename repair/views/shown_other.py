"""The other matter on a record that comes before its repair, as the applicant reads of it."""

from typing import Any

from casework.models import Case


def comes_first(other: Case | None) -> dict[str, Any]:
    """What a page says of the case that a repair waits for, or would wait for."""
    return {"comes_first": other, "other_url": other.as_kind.get_absolute_url()} if other else {}
