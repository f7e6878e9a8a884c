"""What is known of the organs above that re-check."""

from casework.models import EvidenceFile
from objections.models import ObjectionCase
from objections.models.level import REVIEW_PAPER


def last_organ(case: ObjectionCase) -> str:
    """Which organ of this level was written to last under the rules of the place; nothing where none was."""
    earlier = ObjectionCase.objects.filter(
        review_level=case.review_level, record__jurisdiction=case.record.jurisdiction
    )
    latest = earlier.exclude(review_organ="").order_by("-review_sent_on", "-pk").first()
    return latest.review_organ if latest else ""


def papers_from_above(case: ObjectionCase) -> list[EvidenceFile]:
    """The scans of what the organ above has answered."""
    return list(EvidenceFile.objects.standing().filter(case_id=case.pk, asked_as=REVIEW_PAPER))
