"""A decision that has been issued and not left the house: until then the department does nothing else with its case."""

from django.utils.translation import gettext_lazy as _

from casework.errors import NotOpenAnyMore
from repair.models import PreparedDecision


class AlreadyPrepared(NotOpenAnyMore):
    default = _(
        "A decision on this case has just been issued; until it leaves, whoever issued it can take it back."
    )


def nothing_is_issued(number: str) -> None:
    """Raise AlreadyPrepared where a decision on the case waits; asked with the case locked, or for a page."""
    if PreparedDecision.objects.waiting().filter(case__number=number).exists():
        raise AlreadyPrepared
