"""R11: the department's objections, and one of them on the desk: answered claim by claim, concluded, handed on."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.errors import NotOpenAnyMore
from casework.evidence.uploading import receives_files
from casework.models import Desk
from casework.routing import NotClaimed, TakenByAColleague
from objections import services
from objections.desk_forms import ClaimAnswersForm, ConfirmForm, ItemsForm, ReasonForm
from objections.models import ObjectionCase, Status
from objections.models import conditions as need
from objections.selectors.lists import department_list
from objections.views.acts import acts_shown, desk_acts
from objections.views.at_desk import (
    answer_and_conclude,
    at_our_desk,
    at_the_office,
    carry_out,
    case_page,
    list_context,
    still_as_shown,
)
from objections.views.desk_drafting import kept_at_the_desk
from objections.views.shown_desk import (
    answers_form,
    away,
    may_answer_at_desk,
    may_claim,
    may_confirm,
    standing_at_desk,
)
from objections.views.shown_queue import department_lenses
from objections.views.shown_standing import history
from registry.duties import departments_where, sits_at_a_desk, sits_in_credit_office
from repair.views.desk_access import must_hold, my_departments
from repair.views.refusals import NOT_VALID, SignedInRequest, attempt, personal, posted
from repair.views.transferring import departments_found, filled
from repair.views.work import key_asked, words_of


def _listed(request: SignedInRequest, current: str = "") -> dict[str, Any]:
    lens = request.GET.get("show") or ("found" if words_of(request) else "all")
    page = department_list(
        request.user, on=timezone.localdate(), lens=lens, search=words_of(request), after=key_asked(request)
    )
    addresses = ("objections:queue", "objections:desk")
    listed = list_context(request, page, names=department_lenses, addresses=addresses, current=current)
    reports = {
        "report_url": reverse("objections:find_ours"),
        "report_words": _("One of our records is wrong"),
    }
    own = reports if departments_where(request.user, "review_cases") else {}
    return listed | own | {"nav": "objections", "queue_title": _("Objections")}


@login_required
@require_safe
@personal
def queue(request: SignedInRequest) -> HttpResponse:
    """The objections that have come to one's departments, the nearest due date first."""
    my_departments(request)
    return render(request, "objections/desk.html", _listed(request))


@login_required
@require_safe
@personal
def desk(request: SignedInRequest, number: str) -> HttpResponse:
    """One objection on the desk; whoever sits in the credit office alone has a page of their own for it."""
    if sits_in_credit_office(request.user) and not sits_at_a_desk(request.user):
        return redirect("objections:office_case", at_the_office(request, number).number)
    return show_desk(request, at_our_desk(request, number))


def show_desk(
    request: SignedInRequest,
    case: ObjectionCase,
    *,
    answering: ClaimAnswersForm | None = None,
    confirming: Form | None = None,
    **refused: Form,
) -> HttpResponse:
    user, base = request.user, reverse("objections:desk", args=[case.number])
    today = timezone.localdate()
    answers = may_answer_at_desk(case, user)
    more: dict[str, Any] = {
        "answer_url": reverse("objections:answer", args=[case.number]),
        "preview_url": reverse("objections:preview_answer", args=[case.number]),
        "may_claim": may_claim(case, user, today),
        "away": away(case, user, today),
        "release_url": reverse("objections:release", args=[case.number]) if answers else "",
        "misroute_url": reverse("objections:misroute", args=[case.number])
        if answers and need.department_is_not_settled_yet(case)
        else "",
        "confirming": confirming or (ConfirmForm() if may_confirm(case, user) else None),
    }
    acts = acts_shown(case, desk_acts(case, user, answers=answers), refused)
    if not (answers or more["may_claim"] or more["confirming"]):
        more["why_not"] = standing_at_desk(case, user)
    form = (answering or answers_form(case)) if answers else None
    draft = kept_at_the_desk(request, case).draft if answers else None
    listed = _listed(request, case.number)
    return case_page(request, case, listed, base, answering=form, draft=draft, acts=acts, more=more)


@login_required
@require_POST
@personal
def claim(request: SignedInRequest, number: str) -> HttpResponse:
    """Take a waiting objection."""
    must_hold(request, "review_cases", at_our_desk(request, number))
    services.claim(number, by=request.user, on=timezone.localdate())
    return redirect("objections:desk", number)


@login_required
@require_POST
@personal
def release(request: SignedInRequest, number: str) -> HttpResponse:
    """Put it back into the queue; the answers so far stay."""
    must_hold(request, "review_cases", at_our_desk(request, number))
    services.release(number, by=request.user)
    messages.success(request, _("%(number)s: back in the queue, the answers are kept") % {"number": number})
    return redirect("objections:queue")


def mine_to_verify(request: SignedInRequest, number: str) -> ObjectionCase:
    """The objection that the reader verifies, as the page showed it; raises 403, 404 or 409."""
    case = at_our_desk(request, number)
    must_hold(request, "review_cases", case)
    still_as_shown(request, case, Status.VERIFYING)
    if not may_answer_at_desk(case, request.user):
        raise TakenByAColleague if case.claimed_by_id else NotClaimed
    return case


@receives_files
@login_required
@require_POST
@personal
def answer(request: SignedInRequest, number: str) -> HttpResponse:
    """Save the answers; or conclude, where the button said what follows from them."""
    case = mine_to_verify(request, number)
    return answer_and_conclude(
        request,
        case,
        services.conclude,
        kept=kept_at_the_desk(request, case),
        show=lambda form: show_desk(request, case, answering=form),
        page=reverse("objections:desk", args=[number]),
        concluded=_("%(number)s: concluded"),
    )


@login_required
@require_POST
@personal
def ask_party(request: SignedInRequest, number: str) -> HttpResponse:
    """Ask the subject for everything that is missing, in one list."""
    case, form = mine_to_verify(request, number), ItemsForm(posted(request), prefix="ask_party")

    def step() -> None:
        items, today = form.cleaned_data["items"], timezone.localdate()
        services.ask_party(number, items=items, by=request.user, on=today)

    said = _("%(number)s: the subject has been asked") % {"number": number}
    page = reverse("objections:desk", args=[number])
    return carry_out(
        request, form, step, said=said, page=page, show=lambda: show_desk(request, case, ask_party=form)
    )


@login_required
@require_POST
@personal
def testing(request: SignedInRequest, number: str) -> HttpResponse:
    """Note what is tested or appraised, or what came of it; the term stands still in between."""
    case, form = mine_to_verify(request, number), ReasonForm(posted(request), prefix="testing")
    is_over = case.is_being_tested

    def step() -> None:
        words, today = form.cleaned_data["reason"], timezone.localdate()
        if is_over:
            services.end_testing(number, result=words, by=request.user, on=today)
        else:
            services.begin_testing(number, reason=words, by=request.user, on=today)

    words = _("%(number)s: the term runs on") if is_over else _("%(number)s: the term stands still")
    page = reverse("objections:desk", args=[number])
    return carry_out(
        request,
        form,
        step,
        said=words % {"number": number},
        page=page,
        show=lambda: show_desk(request, case, testing=form),
    )


@login_required
@require_POST
@personal
def extend(request: SignedInRequest, number: str) -> HttpResponse:
    """The head of the department extends the term once, with a reason that the subject reads."""
    case, form = at_our_desk(request, number), ReasonForm(posted(request), prefix="extend")
    must_hold(request, "lead_department", case)
    still_as_shown(request, case, Status.VERIFYING)

    def step() -> None:
        reason, today = form.cleaned_data["reason"], timezone.localdate()
        services.extend(number, reason=reason, by=request.user, on=today)

    said = _("%(number)s: the term has been extended") % {"number": number}
    page = reverse("objections:desk", args=[number])
    return carry_out(
        request, form, step, said=said, page=page, show=lambda: show_desk(request, case, extend=form)
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def misroute(request: SignedInRequest, number: str) -> HttpResponse:
    """Say, once, whose record it is instead; the credit office decides."""
    case = mine_to_verify(request, number)
    form = filled(request, departments_found(request, case))

    def step() -> None:
        said, today = form.cleaned_data, timezone.localdate()
        services.misroute(number, to=said["department"], reason=said["reason"], by=request.user, on=today)

    if form.is_valid() and attempt(form, step):
        messages.success(request, _("%(number)s: back with the credit office") % {"number": number})
        return redirect("objections:desk", number)
    events = list(case.events.select_related("actor", "department", "to_department").order_by("seq"))
    context = {"nav": "objections", "case": case, "form": form, "steps": history(case, events)}
    return render(request, "objections/misroute.html", context, status=NOT_VALID if form.errors else 200)


def to_confirm(request: SignedInRequest, number: str) -> ObjectionCase:
    """The objection that waits for a second person, as the page showed it; raises 403, 404 or 409."""
    case = at_our_desk(request, number)
    must_hold(request, "countersign_cases", case)
    still_as_shown(request, case)
    if case.desk != Desk.COUNTERSIGN:
        raise NotOpenAnyMore
    return case


@login_required
@require_POST
@personal
def countersign(request: SignedInRequest, number: str) -> HttpResponse:
    """The second person confirms that the information stays as it is, or sends the objection back."""
    case, form = to_confirm(request, number), ConfirmForm(posted(request))

    def step() -> None:
        said, acting = form.cleaned_data, {"by": request.user, "on": timezone.localdate()}
        if said["decision"] == "confirm":
            services.confirm_dismissal(number, **acting)
        else:
            services.send_back(number, reasons=said["reasons"], **acting)

    words = {
        "confirm": _("%(number)s: confirmed; the subject has been told"),
        "send_back": _("%(number)s: sent back to be answered again"),
    }
    said = words.get(request.POST.get("decision", ""), "%(number)s") % {"number": number}
    page = reverse("objections:desk", args=[number])
    return carry_out(
        request, form, step, said=said, page=page, show=lambda: show_desk(request, case, confirming=form)
    )
