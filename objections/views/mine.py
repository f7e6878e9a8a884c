"""The objections of those one acts for, and those one may write on; any other is not found."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.errors import NotOpenAnyMore
from casework.models.cases import CaseQuerySet
from objections.models import ObjectionCase, Origin, Status
from objections.services.access import of_whoever_objects
from repair.views.refusals import SignedInRequest

READ_WITH = ("record__subject", "record__department", "subject", "department", "repeats_case")


def theirs() -> CaseQuerySet:
    """Objections that the subject of their record may read: what others are still writing is their own affair."""
    return ObjectionCase.objects.filter(Q(origin=Origin.SUBJECT) | Q(filed_on__isnull=False))


def my_objections(request: SignedInRequest) -> CaseQuerySet:
    """Every objection on records of those one acts for."""
    return theirs().visible_to_subject(request.user, timezone.localdate())


def my_objection(request: SignedInRequest, number: str) -> ObjectionCase:
    """One of them; any other is not found."""
    return my_objections(request).select_related(*READ_WITH).get(number=number)


def raised_by_us(request: SignedInRequest, number: str) -> ObjectionCase:
    """One that the reader may write on: their subject's own, their department's, or the credit office's."""
    ours = of_whoever_objects(request.user, timezone.localdate())
    return ours.select_related(*READ_WITH).get(number=number)


def being_written(request: SignedInRequest, number: str) -> ObjectionCase:
    """My objection while it is being written; after filing these pages are closed."""
    case = raised_by_us(request, number)
    if case.status != Status.DRAFTED:
        raise NotOpenAnyMore(_("This objection has been filed or has ended."))
    return case
