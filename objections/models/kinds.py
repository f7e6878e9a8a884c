"""What an objection can be about, and who can raise it."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

THE_RECORD = "record"  # a claim on the record as a whole, not on one of its fields


class ObjectionKind(models.TextChoices):
    """What is wrong, as the person who objects sees it."""

    WRONG_CONTENT = "wrong_content", _("The information is wrong")
    OMISSION = "omission", _("Something is missing")
    DUPLICATE = "duplicate", _("It is published twice")
    NOT_PUBLISHABLE = "not_publishable", _("It should not be published")
    OVERDUE = "overdue", _("It has been published for too long")
    CLASS_OR_PERIOD = "class_or_period", _("The class or the period is wrong")
    DIFFERS_FROM_DECISION = "differs_from_decision", _("It differs from the decision of the authority")
    REPAIR_RESULT = "repair_result", _("The result of a repair is wrong")
    PRIVACY = "privacy", _("It contains personal data or a trade secret")
    MISATTRIBUTED = "misattributed", _("It belongs to somebody else")


OF_FIELDS = (
    ObjectionKind.WRONG_CONTENT,
    ObjectionKind.OMISSION,
    ObjectionKind.CLASS_OR_PERIOD,
    ObjectionKind.DIFFERS_FROM_DECISION,
    ObjectionKind.PRIVACY,
)  # the others speak of the record as a whole


class Origin(models.TextChoices):
    """How the office came to know."""

    SUBJECT = "subject", pgettext_lazy("origin", "the subject itself")
    DEPARTMENT = "department", pgettext_lazy("origin", "the department itself")
    COMPLAINT = "complaint", pgettext_lazy("origin", "a complaint")
    PLATFORM = "platform", pgettext_lazy("origin", "a partner platform")


@dataclass(frozen=True)
class Paper:
    """A paper that proves a claim of some kind."""

    code: str
    label: Any
    required: bool = False


DECISION = Paper("decision", _("The decision itself"))
OTHER = Paper("other", _("Another paper that proves it"))
CONTEST_NOTICE = Paper(
    "contest_notice", _("Notice of acceptance of the reconsideration or lawsuit"), required=True
)

PAPERS: dict[str, tuple[Paper, ...]] = {
    ObjectionKind.WRONG_CONTENT: (DECISION, OTHER),
    ObjectionKind.OMISSION: (
        DECISION,
        Paper("fulfilment", _("Proof of what is missing, such as a receipt of payment")),
        OTHER,
    ),
    ObjectionKind.DUPLICATE: (
        Paper("both_pages", _("Pictures of both pages on which it is published")),
        OTHER,
    ),
    ObjectionKind.NOT_PUBLISHABLE: (DECISION, OTHER),
    ObjectionKind.OVERDUE: (Paper("page", _("Picture of the page on which it is still published")), OTHER),
    ObjectionKind.CLASS_OR_PERIOD: (DECISION, OTHER),
    ObjectionKind.DIFFERS_FROM_DECISION: (
        Paper("decision", _("The decision itself"), required=True),
        OTHER,
    ),
    ObjectionKind.REPAIR_RESULT: (Paper("repair_decision", _("The decision on the repair")), OTHER),
    ObjectionKind.PRIVACY: (Paper("secret", _("What makes it personal data or a trade secret")), OTHER),
    ObjectionKind.MISATTRIBUTED: (
        Paper("identity", _("Proof of identity, such as the business licence"), required=True),
        OTHER,
    ),
}


def papers_for(kind: str, *, contested: bool) -> tuple[Paper, ...]:
    """The papers that fit a kind of objection, and no others (journeys, point 45)."""
    return (*PAPERS[kind], CONTEST_NOTICE) if contested else PAPERS[kind]
