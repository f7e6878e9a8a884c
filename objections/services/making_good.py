"""What follows from a record put right, beyond the record: its receivers, its measures, its good name.

Called once, in the transaction that applied the outcome.
"""

from datetime import date

from casework.models import CaseEvent, Withdrawal
from objections.services.certificates import certify_lifted
from objections.services.sharing import tell_receivers


def make_good(event: CaseEvent, *, on: date) -> None:
    """Tell who received the old data, and certify that the measures because of a void record are lifted."""
    tell_receivers(event, on=on)
    orders = Withdrawal.objects.filter(case_id=event.case_id, seq=event.seq)
    for withdrawal in orders.select_related("case", "record__subject", "record__department").order_by("pk"):
        certify_lifted(withdrawal, on=on)
