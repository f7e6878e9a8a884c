"""Who may take a step: a duty held in the case's own department, or a mandate for its subject.

Superusers repair the system and decide nothing, so a duty is looked for in the department's own
grants; a global permission never counts.
"""

from collections.abc import Callable

from registry.duties import holds
from registry.models import Mandate

SYSTEM_USERNAME = "system"


def may(duty: str) -> Callable[..., bool]:
    """A transition permission: the duty, held in the case's own department."""

    def held(case, user) -> bool:
        return holds(user, duty, case.department_id)

    held.duty = duty
    return held


def acts_for_the_subject(case, user) -> bool:
    """A mandate for the case's subject that is in force on the day of the step."""
    return user.is_active and Mandate.objects.in_force(case.moving_on).filter(
        user=user, subject_id=case.subject_id
    ).exists()


def is_the_system(case, user) -> bool:
    """Steps that dates or channels bring about; jobs act as a named user of the system."""
    return user.username == SYSTEM_USERNAME


def demands(words) -> Callable:
    """Give a condition the sentence that is shown when it is not met."""

    def attach(condition):
        condition.words = words
        return condition

    return attach
