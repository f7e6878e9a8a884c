"""已督办: the sign that a supervised case bears in every list of the staff."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from casework.models import Case
from rechecks.selectors.supervision import supervised
from repair.views.shown_queue import Sign


def supervised_signs(cases: Sequence[Case]) -> dict[int, list[Sign]]:
    """One query for the whole list."""
    return {pk: [Sign(_("Supervised"), "xx-b")] for pk in supervised(cases)} if cases else {}
