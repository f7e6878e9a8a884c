"""The pages of an objection whose contents are kept while they are being filled in."""

from django.db import models
from django.forms import Form
from django.utils.translation import gettext_lazy as _

from objections.forms import CheckForm, ReviewForm
from objections.models import ObjectionCase, Status
from objections.views.mine import raised_by_us
from objections.views.shown_claims import claims_form
from repair.forms import AnswersForm
from repair.views.drafted import DraftedPages


class DraftPage(models.TextChoices):
    """The pages of an objection on which something longer is typed."""

    CLAIMS = "claims", _("Where and how")
    CHECK = "check", _("Check and submit")
    SUPPLEMENT = "supplement", _("Send the evidence asked for")
    REVIEW = "review", _("Ask for a re-check")


def _is_open(case: ObjectionCase, page: str) -> bool:
    if page == DraftPage.SUPPLEMENT:
        return case.status == Status.SUPPLEMENTING
    return case.can_be_reviewed if page == DraftPage.REVIEW else case.status == Status.DRAFTED


def _empty_form(case: ObjectionCase, page: str) -> Form:
    """The form of a page, for the names of its fields."""
    if page == DraftPage.SUPPLEMENT:
        return AnswersForm(asked=case.requests.latest("pk"))
    if page == DraftPage.REVIEW:
        return ReviewForm()
    return claims_form(case) if page == DraftPage.CLAIMS else CheckForm(may_be_shown=True)


def _way_back(case: ObjectionCase, page: str) -> str:
    return case.get_absolute_url()


_pages = DraftedPages(DraftPage, raised_by_us, _is_open, _empty_form, _way_back)
keeps_draft, draft, take_over = _pages.keeps_draft, _pages.draft, _pages.take_over
