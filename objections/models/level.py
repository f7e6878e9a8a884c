"""At which level a result is checked once more (复核), as the rules of the place name it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReviewLevel(models.TextChoices):
    """Who re-checks; the names are those of `review_by` in the rules."""

    OFFICE = "office", _("the credit office itself")
    SUPERIOR = "superior", _("the superior authority of the department")
    PROVINCIAL = "provincial", _("the provincial credit authority")


ABOVE = (ReviewLevel.SUPERIOR, ReviewLevel.PROVINCIAL)
REVIEW_PAPER = "review_answer"  # as which the document of the organ above is kept
