"""The half-typed sheet of a recheck is kept while its checker writes it; nobody else fills it in."""

from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms import Form
from django.utils.translation import gettext_lazy as _

from rechecks.forms.rechecks import BlindForm, ConclusionForm
from rechecks.models import RecheckCase, Status
from rechecks.models.status import BEING_CHECKED
from rechecks.selectors.lists import visible_to
from repair.views.drafted import DraftedPages, Drafting, address
from repair.views.refusals import SignedInRequest


class SheetPage(models.TextChoices):
    """What a checker writes down."""

    BLIND = "blind", _("First finding")
    CONCLUSION = "conclusion", _("Conclusion")


def _of_the_checker(request: SignedInRequest, number: str) -> RecheckCase:
    """Raises 404 where the recheck is not visible, 403 to anybody but its checker."""
    case = visible_to(request.user).get(number=number)
    if case.checker_id != request.user.pk:
        raise PermissionDenied
    return case


def page_of(case: RecheckCase) -> str:
    """What is being written where the recheck stands; nothing elsewhere."""
    if case.status not in BEING_CHECKED or case.proposed_by_id is not None:
        return ""
    if case.revealed_on is not None:
        return SheetPage.CONCLUSION
    return SheetPage.BLIND if case.status == Status.ASSIGNED else ""


def _is_open(case: RecheckCase, page: str) -> bool:
    return page == page_of(case)


def _form_of(case: RecheckCase, page: str) -> Form:
    return BlindForm(case=case) if page == SheetPage.BLIND else ConclusionForm(case=case)


def _at_the_sheet(case: RecheckCase, page: str) -> str:
    return address(case, "recheck")


sheet = DraftedPages(
    SheetPage, _of_the_checker, _is_open, _form_of, _at_the_sheet, kept_at="recheck_draft", read_at="recheck"
)
recheck_draft, take_over_recheck_draft = sheet.draft, sheet.take_over


def sheet_draft(request: SignedInRequest, case: RecheckCase, page: str) -> Drafting:
    return Drafting(request, case, page, sheet.kept_at)


def kept_of(request: SignedInRequest, case: RecheckCase) -> Drafting | None:
    """What the checker has typed of the sheet that is open."""
    page = page_of(case) if case.checker_id == request.user.pk else ""
    return sheet_draft(request, case, page) if page else None
