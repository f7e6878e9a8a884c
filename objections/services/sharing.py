"""Whoever received the data of a record is told when it was corrected or withdrawn."""

from datetime import date

from django.db import transaction

from casework.models import CaseEvent, RecordCorrection, Withdrawal
from notifications.services import tell
from objections import righting_texts
from registry.models import RecordShare


@transaction.atomic
def tell_receivers(event: CaseEvent, *, on: date) -> int:
    """Tell the receivers of every record that this event corrected or withdrew; returns how many, nobody twice."""
    withdrawn = Withdrawal.objects.filter(case_id=event.case_id, seq=event.seq)
    gone = set(withdrawn.values_list("record_id", flat=True))
    corrections = RecordCorrection.objects.filter(case_id=event.case_id, seq=event.seq)
    corrected = set(corrections.values_list("record_id", flat=True)) - gone
    shares = RecordShare.objects.filter(record__in=gone | corrected).select_related("record__subject")
    shares = shares.order_by("pk")
    return sum(
        _told(share, event, on=on, is_withdrawn=share.record_id in gone) for share in _latest(list(shares))
    )


def _latest(shares: list[RecordShare]) -> list[RecordShare]:
    """One for each receiver of a record: the last thing that it was given."""
    return list({(each.record_id, each.address): each for each in shares}.values())


def _told(share: RecordShare, event: CaseEvent, *, on: date, is_withdrawn: bool) -> int:
    note = righting_texts.shared_withdrawn if is_withdrawn else righting_texts.shared_corrected
    key = f"righted:{event.case_id}:{event.seq}:{share.record_id}"
    return len(tell(share.address, note(share, on), key=key))
