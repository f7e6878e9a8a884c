"""Who may take a step: a duty held in the case's own department, or a mandate for its subject.

Superusers repair the system and decide nothing, so a duty is looked for in the department's own
grants; a global permission never counts.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model

from registry.duties import DESK_DUTIES, holds, sits_in_credit_office
from registry.models import Mandate

SYSTEM_USERNAME = "system"


def may(duty: str) -> Callable[..., bool]:
    """A transition permission: the duty, held in the case's own department."""

    def held(case: Any, user: Any) -> bool:
        return holds(user, duty, case.department_id)

    return held


def may_where_asked(duty: str) -> Callable[..., bool]:
    """The duty, held in the department that is asked to take the case over."""

    def held(case: Any, user: Any) -> bool:
        return case.transfer_to_id is not None and holds(user, duty, case.transfer_to_id)

    return held


def sits_for_the_office(case: Any, user: Any) -> bool:
    """A person of the credit office, who takes down what others report."""
    return sits_in_credit_office(user)


def settles_for_the_office(case: Any, user: Any) -> bool:
    """A person of the credit office who holds no duty in a department that the case concerns."""
    parties = {case.department_id, case.transfer_to_id} - {None}
    works_there = any(holds(user, duty, party) for duty in DESK_DUTIES for party in parties)
    return sits_in_credit_office(user) and not works_there


def acts_for_the_subject(case: Any, user: Any) -> bool:
    """A mandate for the case's subject that is in force on the day of the step."""
    return (
        user.is_active
        and Mandate.objects.in_force(case.moving_on).filter(user=user, subject_id=case.subject_id).exists()
    )


def is_the_system(case: Any, user: Any) -> bool:
    """Steps that dates or channels bring about; jobs act as a named user of the system."""
    return user.username == SYSTEM_USERNAME


def system_user() -> Any:
    """The user in whose name jobs act; it cannot sign in."""
    users = get_user_model()
    user, made = users.objects.get_or_create(username=SYSTEM_USERNAME)
    if made:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user


def demands(words: Any) -> Callable[[Any], Any]:
    """Give a condition the sentence that is shown when it is not met."""

    def attach(condition: Any) -> Any:
        condition.words = words
        return condition

    return attach


def words_of(condition: Any) -> Any:
    """The sentence that says what a condition demands."""
    return condition.words
