"""Whether an objection says the same again: the same fields, and no evidence that was not seen before."""

from casework.models import EvidenceFile
from objections.models import Claim, ObjectionCase, Status

ANSWERED = (Status.CLOSED, Status.DISMISSED, Status.REPEATED)


def repeated_by(case: ObjectionCase) -> ObjectionCase | None:
    """The earlier objection that this one merely repeats; none where anything in it is new.

    New is a field that nobody has answered, another value for it, or a file whose content was not
    handed in before.
    """
    earlier = ObjectionCase.objects.filter(record=case.record, status__in=ANSWERED).exclude(pk=case.pk)
    said = {(each.field, each.stated, each.claimed) for each in case.claims.all()}
    before = Claim.objects.filter(case__in=earlier)
    if not said or said - set(before.values_list("field", "stated", "claimed")):
        return None
    files = EvidenceFile.objects.standing()
    seen = files.filter(case_id__in=earlier.values("pk")).values("received_sha256")
    if files.filter(case_id=case.pk).exclude(received_sha256__in=seen).exists():
        return None
    return earlier.order_by("-pk").first()
