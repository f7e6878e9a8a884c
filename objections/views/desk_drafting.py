"""Half-typed answers of the department and of the credit office are kept while somebody writes them."""

from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms import Form
from django.utils.translation import gettext_lazy as _

from objections.models import ObjectionCase, Status
from objections.views.at_desk import Kept, at_our_desk, at_the_office
from objections.views.shown_desk import answers_form, is_answered_here, may_act_for_office, may_answer_at_desk
from repair.views.desk_access import must_hold
from repair.views.drafted import DraftedPages, Drafting, address
from repair.views.refusals import SignedInRequest


class DeskPage(models.TextChoices):
    """What is typed about an objection at the desks."""

    ANSWERS = "answers", _("Answers to the claims")
    COMPARE = "compare", _("Comparison of the copy")
    RECHECK = "recheck", _("Re-check")


def _our_case(request: SignedInRequest, number: str) -> ObjectionCase:
    """The objection that the reader verifies; raises 403, 404 or 409."""
    case = at_our_desk(request, number)
    must_hold(request, "review_cases", case)
    if page_of(case) == DeskPage.ANSWERS and not may_answer_at_desk(case, request.user):
        raise PermissionDenied
    return case


def _office_case(request: SignedInRequest, number: str) -> ObjectionCase:
    case = at_the_office(request, number)
    if is_answered_here(case) and not may_act_for_office(case, request.user):
        raise PermissionDenied
    return case


def page_of(case: ObjectionCase) -> str:
    """Which answers are being written where the objection stands; none elsewhere."""
    if case.status == Status.VERIFYING and case.proposed_by_id is None:
        return DeskPage.ANSWERS
    if not is_answered_here(case):
        return ""
    return DeskPage.COMPARE if case.status == Status.ACCEPTED else DeskPage.RECHECK


def _is_open_at_the_desk(case: ObjectionCase, page: str) -> bool:
    return page == page_of(case) == DeskPage.ANSWERS


def _is_open_at_the_office(case: ObjectionCase, page: str) -> bool:
    return page == page_of(case) != DeskPage.ANSWERS


def _form_of(case: ObjectionCase, page: str) -> Form:
    return answers_form(case)


def _at_the_desk(case: ObjectionCase, page: str) -> str:
    return address(case, "desk")


def _at_the_office(case: ObjectionCase, page: str) -> str:
    return address(case, "office_case")


_desk = DraftedPages(
    DeskPage, _our_case, _is_open_at_the_desk, _form_of, _at_the_desk, kept_at="desk_draft", read_at="desk"
)
_office = DraftedPages(
    DeskPage,
    _office_case,
    _is_open_at_the_office,
    _form_of,
    _at_the_office,
    kept_at="office_draft",
    read_at="office_case",
)
desk_draft, take_over_desk_draft = _desk.draft, _desk.take_over
office_draft, take_over_office_draft = _office.draft, _office.take_over


def kept_at_the_desk(request: SignedInRequest, case: ObjectionCase) -> Kept:
    """What the department has typed of its answers."""
    return Kept(_desk, Drafting(request, case, DeskPage.ANSWERS, _desk.kept_at))


def kept_at_the_office(request: SignedInRequest, case: ObjectionCase) -> Kept:
    """What the credit office has typed of its answers, or of those of the organ above."""
    return Kept(_office, Drafting(request, case, page_of(case), _office.kept_at))
