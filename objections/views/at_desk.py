"""What the pages of the department and of the credit office have in common: who sees what, and how a step is carried out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.access import hidden_from, writes
from casework.errors import CaseError, NotOpenAnyMore
from notifications.models import LetterPreview
from objections import services
from objections.desk_forms import ClaimAnswersForm
from objections.models import ObjectionCase
from objections.models.status import TAKEN_BACK
from objections.selectors.lists import ObjectionList
from objections.views.acts import Act
from objections.views.shown_desk import (
    answers_form,
    case_context,
    claims_at_desk,
    conclusion_of,
)
from objections.views.shown_queue import chips_of, rows_of
from registry.duties import sits_in_credit_office
from repair.services.drafts import ChangedMeanwhile
from repair.services.evidence import check_here
from repair.views.desk_access import departments_at_desk, my_departments, page_is_stale
from repair.views.drafted import DraftedPages, Drafting
from repair.views.refusals import NOT_VALID, SignedInRequest, attempt, posted
from repair.views.work import words_of
from rules.services import office_calendar

READ_WITH = (
    "record__subject", "record__department", "record__batch", "subject", "department", "claimed_by",
    "proposed_by", "transfer_to",
)  # fmt: skip


@dataclass(frozen=True)
class Kept:
    """The draft of the answers on a page, and the pages it belongs to."""

    pages: DraftedPages
    draft: Drafting


def at_our_desk(request: SignedInRequest, number: str) -> ObjectionCase:
    """A filed objection of one's departments; any other is not found."""
    ours = ObjectionCase.objects.filter(department_id__in=my_departments(request), filed_on__isnull=False)
    return ours.select_related(*READ_WITH).get(number=number)


def at_the_office(request: SignedInRequest, number: str) -> ObjectionCase:
    """Any filed objection, for the credit office; not one that the reader rechecks without knowing how it ended."""
    for_the_office_only(request)
    filed = ObjectionCase.objects.filter(filed_on__isnull=False).exclude(pk__in=hidden_from(request.user))
    return filed.select_related(*READ_WITH).get(number=number)


def page_of_staff(request: SignedInRequest, number: str) -> str:
    """Where whoever handles a filed objection reads it; for anybody else it is not found."""
    filed = ObjectionCase.objects.filter(number=number, filed_on__isnull=False)
    if filed.filter(department_id__in=departments_at_desk(request.user)).exists():
        return reverse("objections:desk", args=[number])
    if not (sits_in_credit_office(request.user) and filed.exists()):
        raise ObjectionCase.DoesNotExist
    return reverse("objections:office_case", args=[number])


def for_the_office_only(request: SignedInRequest) -> None:
    if not sits_in_credit_office(request.user):
        raise PermissionDenied


def still_as_shown(request: SignedInRequest, case: ObjectionCase, *statuses: str) -> None:
    """Raises 409 where the page was opened before the objection took its last step."""
    if page_is_stale(request, case) or (statuses and case.status not in statuses):
        raise NotOpenAnyMore


def list_context(
    request: SignedInRequest,
    page: ObjectionList,
    *,
    names: Callable[[], dict[str, str]],
    addresses: tuple[str, str],
    current: str = "",
) -> dict[str, Any]:
    """What stands beside every page: the list with its filters. `addresses`: of the list, of one objection."""
    today, calendar, words = timezone.localdate(), office_calendar(), words_of(request)
    whole, one = addresses
    asked = {"show": page.lens, "after": page.next_key} | ({"q": words} if words else {})
    return {
        "rows": rows_of(page, one, request.user, today, calendar, current=current, words=words),
        "chips": chips_of(page, whole, names),
        "list_url": reverse(whole),
        "next_url": f"{reverse(whole)}?{urlencode(asked)}" if page.next_key else "",
        "filtered": bool(words) or page.lens != "all",
        "words": words,
        "working_day": calendar.is_working(today),
    }


def case_page(
    request: SignedInRequest,
    case: ObjectionCase,
    listed: dict[str, Any],
    base: str,
    *,
    answering: ClaimAnswersForm | None,
    draft: Drafting | None,
    acts: list[Act],
    more: dict[str, Any],
) -> HttpResponse:
    """One objection with the list beside it; 422 where a form on it was refused."""
    today = timezone.localdate()
    context = listed | case_context(case, request.GET, base, today)
    if draft and answering:
        draft.recall(answering)
    context["claims"] = claims_at_desk(case, base, answering)
    if answering is not None:
        context |= {"draft": draft, "answering": answering, "conclusion": conclusion_of(case)}
    forms = [answering, *(each.form for each in acts), more.get("confirming")]
    failed = any(form is not None and form.errors for form in forms)
    context |= {"acts": acts, "failed": failed} | more
    if not case.is_the_subjects and case.status in TAKEN_BACK and writes(request.user, case, today):
        context["take_back_url"] = reverse("objections:withdraw", args=[case.number])
    return render(request, "objections/desk.html", context, status=NOT_VALID if failed else 200)


def save_answers(request: SignedInRequest, case: ObjectionCase, draft: Drafting) -> ClaimAnswersForm | None:
    """Keep the answers and their proofs as they were sent; the form where something in it was refused."""
    form = answers_form(case, posted(request), request.FILES)
    today = timezone.localdate()

    def answer() -> None:
        services.answer(case.number, form.drafts(), by=request.user, on=today)

    if not (form.is_valid() and draft.attempt(form, answer)):
        return form
    for claim, upload in form.proofs():
        try:
            services.attach_answer(case.number, upload, claim=claim, by=request.user)
        except CaseError as refusal:
            form.add_error(f"file_{claim}", str(refusal))
    check_here(timezone.now())
    return form if form.errors else None


def answer_and_conclude(
    request: SignedInRequest,
    case: ObjectionCase,
    conclude: Callable[..., Any],
    *,
    kept: Kept,
    show: Callable[[ClaimAnswersForm], HttpResponse],
    page: str,
    concluded: str,
) -> HttpResponse:
    """Save, and conclude where the button said so and the answers still lead to what it said."""
    if unwanted := request.POST.get("drop", ""):
        services.detach_answer(case.number, unwanted, by=request.user, now=timezone.now())
    try:
        refused, wanted = save_answers(request, case, kept.draft), request.POST.get("conclude", "")
    except ChangedMeanwhile as refusal:
        return kept.pages.changed_meanwhile(request, case, kept.draft.page, refusal)
    if refused is not None:
        return show(refused)
    if not wanted:
        words = _("The proof has been taken back") if unwanted else _("Saved; nothing has been concluded yet")
        messages.success(request, words)
        return redirect(page)
    if services.outcome_of(case) != wanted:
        messages.warning(
            request, _("Saved. Your answers now lead to something else; please look at the button again.")
        )
        return redirect(page)
    form = Form({})
    if form.is_valid() and attempt(
        form, lambda: conclude(case.number, by=request.user, on=timezone.localdate())
    ):
        messages.success(request, concluded % {"number": case.number})
        return redirect(page)
    for (
        words
    ) in form.non_field_errors():  # the answers are kept; why they cannot be concluded stands above them
        messages.error(request, words)
    return redirect(page)


def look_at_letter(
    request: SignedInRequest,
    case: ObjectionCase,
    form: Form,
    step: Callable[[], Any],
    *,
    show: Callable[[], HttpResponse],
) -> HttpResponse:
    """The letter to which the filled-in form would lead; a form that leads to none says why."""
    made: list[LetterPreview] = []

    def look() -> None:
        today = timezone.localdate()
        made.append(services.preview_letter(case, step, by=request.user, on=today))

    if form.is_valid() and attempt(form, look):
        return redirect("notifications:preview_pdf", made[0].public_id)
    return show()


def carry_out(
    request: SignedInRequest,
    form: Form,
    step: Callable[[], Any],
    *,
    said: str,
    page: str,
    show: Callable[[], HttpResponse],
) -> HttpResponse:
    """Take one step with its form: on to the page with a word about it, or the page with what was refused."""
    if form.is_valid() and attempt(form, step):
        messages.success(request, said)
        return redirect(page)
    return show()
