"""The pages of an application whose contents are kept while they are being filled in."""

from django.forms import Form
from django.urls import reverse

from repair.entity_forms import ContactForm, SubjectForm
from repair.forms import AnswersForm, CheckForm, CommitmentForm, FulfilmentForm
from repair.models import RepairCase
from repair.models.drafts import DraftPage
from repair.views.drafted import DraftedPages
from repair.views.mine import my_case
from repair.views.shown_tasks import open_obligations


def _is_open(case: RepairCase, page: str) -> bool:
    return case.status == "supplementing" if page == DraftPage.SUPPLEMENT else case.is_preparing


def _empty_form(case: RepairCase, page: str) -> Form:
    """The form of a page, for the names of its fields."""
    if page == DraftPage.FULFILMENT:
        return FulfilmentForm(obligations=open_obligations(case))
    if page == DraftPage.SUPPLEMENT:
        return AnswersForm(asked=case.supplements.latest("pk"))
    plain = {
        DraftPage.SUBJECT: SubjectForm,
        DraftPage.CONTACT: ContactForm,
        DraftPage.COMMITMENT: CommitmentForm,
        DraftPage.CHECK: CheckForm,
    }
    return plain[DraftPage(page)]()


def _way_back(case: RepairCase, page: str) -> str:
    if page == DraftPage.SUPPLEMENT:
        return case.get_absolute_url()
    return reverse("repair:tasks", args=[case.number])


_pages = DraftedPages(DraftPage, my_case, _is_open, _empty_form, _way_back)
keeps_draft, draft, take_over = _pages.keeps_draft, _pages.draft, _pages.take_over
