"""C4, the recheck sheet: assessed blindly, then beside the outcome, and confirmed by a second person."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from casework.errors import NotOpenAnyMore
from casework.evidence.uploading import receives_files
from rechecks import services
from rechecks.forms.rechecks import BlindForm, ConclusionForm, ProofForm, ReassignForm, SecondForm
from rechecks.models import RecheckCase, Status, Verdict
from rechecks.models.status import BEING_CHECKED
from rechecks.selectors.lists import READ_WITH, recheck_list, visible_to
from rechecks.selectors.outsiders import had_a_part, other_checkers
from rechecks.services.proving import attach_proof
from rechecks.views.drafting import SheetPage, kept_of, sheet, sheet_draft
from rechecks.views.shown_items import drawn_in
from rechecks.views.shown_recheck import (
    findings_shown,
    on_file,
    outcome_shown,
    outcome_words,
    proof_of,
    standing,
    tone,
)
from registry.duties import departments_where, sits_in_credit_office
from repair.services.evidence import check_here
from repair.views.desk_access import page_is_stale
from repair.views.refusals import NOT_VALID, SignedInRequest, attempt, personal, posted
from repair.views.work import key_asked


@login_required
@require_safe
@personal
def rechecks(request: SignedInRequest) -> HttpResponse:
    """What waits for the reader as checker; for the credit office every recheck, by where it stands."""
    if not (sits_in_credit_office(request.user) or departments_where(request.user, "review_cases")):
        raise PermissionDenied
    page = recheck_list(request.user, lens=request.GET.get("show", "mine"), after=key_asked(request))
    here = reverse("rechecks:rechecks")
    names = _lens_names()
    context = {
        "nav": "rechecks",
        "rows": [{"case": each, "standing": standing(each), "tone": tone(each)} for each in page.cases],
        "lens": page.lens,
        "chips": [
            {"label": names[key], "count": count, "url": f"{here}?show={key}", "current": key == page.lens}
            for key, count in page.counts.items()
        ],
        "next_url": f"{here}?show={page.lens}&after={page.next_key}" if page.next_key else "",
    }
    return render(request, "rechecks/rechecks.html", context)


def _lens_names() -> dict[str, str]:
    return {
        "mine": _("Assigned to me"),
        "checked": _("Checked by me"),
        "confirm": _("For a second person"),
        "checking": _("Being checked"),
        "order": _("To be ordered"),
        "correcting": _("Being corrected"),
        "done": _("Closed"),
    }


@login_required
@require_safe
@personal
def recheck(request: SignedInRequest, number: str) -> HttpResponse:
    """The sheet of one recheck; what its checker must not know yet is not on it."""
    return _show(request, _case(request, number))


def _case(request: SignedInRequest, number: str) -> RecheckCase:
    return (
        visible_to(request.user)
        .select_related(*READ_WITH, "record__subject", "proposed_by", "item")
        .get(number=number)
    )


def _show(request: SignedInRequest, case: RecheckCase, **refused: Form) -> HttpResponse:
    base = reverse("rechecks:recheck", args=[case.number])
    is_checker = case.checker_id == request.user.pk
    is_blind = is_checker and case.is_blind
    context: dict[str, Any] = {
        "nav": "rechecks",
        "case": case,
        "standing": standing(case),
        "tone": tone(case),
        "is_blind": is_blind,
        "findings": findings_shown(case, blind=is_blind),
        "proof": proof_of(case, blind=is_blind),
        "drawn": drawn_in(case) if sits_in_credit_office(request.user) else None,
    }
    context |= on_file(case, request.GET, base)
    if not is_blind and case.revealed_on:
        context |= outcome_shown(case, request.user) | {"outcome": outcome_words(case)}
    context |= _forms(request, case, is_checker=is_checker) | refused
    context["draft"] = draft = kept_of(request, case)
    if draft and (form := context.get("blind") or context.get("conclusion")):
        draft.recall(form)
    return render(request, "rechecks/recheck.html", context, status=NOT_VALID if refused else 200)


def _forms(request: SignedInRequest, case: RecheckCase, *, is_checker: bool) -> dict[str, Any]:
    """What the reader can do with it now, each a form; or the sentence that says why nothing."""
    if case.status not in BEING_CHECKED:
        return {}
    barred = had_a_part(request.user, case)
    office = sits_in_credit_office(request.user)
    found: dict[str, Any] = {}
    if is_checker and case.proposed_by_id is None:
        found = {"barred": True} if barred else _of_the_checker(case)
    elif case.proposed_by_id and office and not is_checker:
        found = {"barred": True} if barred else {"second": SecondForm()}
    if office and case.proposed_by_id is None:
        found["reassigning"] = ReassignForm(people=other_checkers(case), prefix="reassign")
    return found


def _of_the_checker(case: RecheckCase) -> dict[str, Any]:
    if case.revealed_on is None:
        if case.status == Status.EXAMINED:
            return {"may_reveal": True}
        return {"blind": BlindForm(case=case), "proving": ProofForm(prefix="proof")}
    return {
        "conclusion": ConclusionForm(case=case, last=case.last_finding),
        "proving": ProofForm(prefix="proof"),
    }


# --- what is done with it ------------------------------------------------------------------------------


def _as_shown(request: SignedInRequest, number: str) -> RecheckCase:
    """The recheck where the page showed it; raises 404, or 409 where it has moved on."""
    case = _case(request, number)
    if page_is_stale(request, case):
        raise NotOpenAnyMore
    return case


def _to_check(request: SignedInRequest, number: str, *, shown: bool, statuses: list[str]) -> RecheckCase:
    """The same, for its checker: before the outcome is shown, or after."""
    case = _as_shown(request, number)
    if case.checker_id != request.user.pk:
        raise PermissionDenied
    if case.status not in statuses or case.proposed_by_id or (case.revealed_on is not None) != shown:
        raise NotOpenAnyMore
    return case


def _for_the_office(request: SignedInRequest, number: str, *, proposed: bool) -> RecheckCase:
    """The same, for the credit office: while a finding waits for a second person, or before."""
    case = _as_shown(request, number)
    if not sits_in_credit_office(request.user):
        raise PermissionDenied
    if case.status not in BEING_CHECKED or (case.proposed_by_id is not None) != proposed:
        raise NotOpenAnyMore
    return case


@login_required
@require_POST
@personal
@sheet.keeps_draft(SheetPage.BLIND)
def assess(request: SignedInRequest, number: str) -> HttpResponse:
    """Save the first finding."""
    case = _to_check(request, number, shown=False, statuses=[Status.ASSIGNED])
    form, draft = BlindForm(posted(request), case=case), sheet_draft(request, case, SheetPage.BLIND)

    def step() -> None:
        services.assess_blindly(number, form.said(), by=request.user, on=timezone.localdate())

    if form.is_valid() and draft.attempt(form, step):
        messages.success(request, _("Your first finding is saved. Now you may see the original outcome."))
        return redirect("rechecks:recheck", number)
    return _show(request, case, blind=form)


@login_required
@require_POST
@personal
def reveal(request: SignedInRequest, number: str) -> HttpResponse:
    """Show the original outcome."""
    _to_check(request, number, shown=False, statuses=[Status.EXAMINED])
    services.reveal(number, by=request.user, on=timezone.localdate())
    return redirect(reverse("rechecks:recheck", args=[number]) + "#outcome")


@login_required
@require_POST
@personal
@sheet.keeps_draft(SheetPage.CONCLUSION)
def conclude(request: SignedInRequest, number: str) -> HttpResponse:
    """Conclude beside the outcome."""
    case = _to_check(request, number, shown=True, statuses=BEING_CHECKED)
    form = ConclusionForm(posted(request), case=case, last=case.last_finding)
    draft = sheet_draft(request, case, SheetPage.CONCLUSION)

    def step() -> None:
        services.conclude(number, form.said(), by=request.user, on=timezone.localdate())

    if form.is_valid() and draft.attempt(form, step):
        correct = form.cleaned_data["verdict"] == Verdict.CORRECT
        said = (
            pgettext("recheck", "%(number)s: concluded")
            if correct
            else _("%(number)s: waits for a second person")
        )
        messages.success(request, said % {"number": number})
        return redirect("rechecks:rechecks")
    return _show(request, case, conclusion=form)


@login_required
@require_POST
@personal
def confirm(request: SignedInRequest, number: str) -> HttpResponse:
    """Confirm as the second person, or send it back."""
    case = _for_the_office(request, number, proposed=True)
    form, today = SecondForm(posted(request)), timezone.localdate()

    def step() -> None:
        words = form.cleaned_data["reasons"]
        if form.cleaned_data["decision"] == "confirm":
            services.confirm(number, words=words, by=request.user, on=today)
        else:
            services.send_back(number, reasons=words, by=request.user, on=today)

    if form.is_valid() and attempt(form, step):
        confirmed = form.cleaned_data["decision"] == "confirm"
        said = _("%(number)s: confirmed") if confirmed else _("%(number)s: sent back to the checker")
        messages.success(request, said % {"number": number})
        return redirect("rechecks:recheck", number)
    return _show(request, case, second=form)


@login_required
@require_POST
@personal
def reassign(request: SignedInRequest, number: str) -> HttpResponse:
    """Name another checker."""
    case = _for_the_office(request, number, proposed=False)
    form = ReassignForm(posted(request), people=other_checkers(case), prefix="reassign")

    def step() -> None:
        services.reassign(number, **form.cleaned_data, by=request.user, on=timezone.localdate())

    if form.is_valid() and attempt(form, step):
        messages.success(request, _("%(number)s: has another checker") % {"number": number})
        return redirect("rechecks:recheck", number)
    return _show(request, case, reassigning=form)


@receives_files
@login_required
@require_POST
@personal
def prove(request: SignedInRequest, number: str) -> HttpResponse:
    """Attach a paper that proves what was found."""
    case = _as_shown(request, number)
    if case.checker_id != request.user.pk:
        raise PermissionDenied
    form = ProofForm(posted(request), request.FILES, prefix="proof")

    def step() -> None:
        attach_proof(number, form.cleaned_data["upload"], by=request.user, on=timezone.localdate())

    if form.is_valid() and attempt(form, step):
        check_here(timezone.now())
        return redirect(reverse("rechecks:recheck", args=[number]) + "#proof")
    return _show(request, case, proving=form)
