"""The commitment that is public with its record: from the application on, and no longer than the record itself."""

from datetime import date

from notifications.models import PublicCopy
from notifications.models.letters import LetterState
from registry.models import Publication, Record
from repair.letters import Commitment


def published_commitment(record: Record, on: date) -> PublicCopy | None:
    """The copy of the commitment in the application that runs on a record, while the record is on show."""
    if not Publication.objects.public(on).filter(record=record).exists():
        return None
    holding = PublicCopy.objects.filter(
        letter__kind=Commitment.kind,
        letter__state=LetterState.VALID,
        letter__case__record=record,
        letter__case__closed=False,
    )
    return holding.exclude(sha256="").select_related("letter").order_by("-pk").first()
