"""The cases of those one acts for; any other is not found."""

from django.utils import timezone
from django.utils.translation import gettext as _

from casework.errors import NotOpenAnyMore
from repair.models import RepairCase
from repair.views.refusals import SignedInRequest


def my_case(request: SignedInRequest, number: str) -> RepairCase:
    """A case of a subject one acts for; any other is not found."""
    mine = RepairCase.objects.visible_to_subject(request.user, timezone.localdate())
    return mine.select_related("record__subject", "record__department", "subject", "department").get(
        number=number
    )


def preparing(request: SignedInRequest, number: str) -> RepairCase:
    """My case while it is being prepared; after submission these pages are closed."""
    case = my_case(request, number)
    if not case.is_preparing:
        raise NotOpenAnyMore(_("This application has been handed in or has ended."))
    return case
