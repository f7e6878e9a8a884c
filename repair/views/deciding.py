"""What is done with a case on the desk: taken, put back, decided, signed for the second time, extended."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casework.errors import NotOpenAnyMore
from casework.models import Desk
from repair import services
from repair.decision_forms import CountersignForm, DecideForm, ExtendForm
from repair.models import PreparedDecision, RepairCase, Status
from repair.selectors import queue
from repair.views.desk_access import case_at_desk, must_hold, open_case, page_is_stale
from repair.views.refusals import SignedInRequest, attempt, personal, posted
from repair.views.shown_desk import library_for
from repair.views.shown_queue import SOON
from repair.views.work import show_desk
from rules.services import office_calendar


@login_required
@require_POST
@personal
def claim(request: SignedInRequest, number: str) -> HttpResponse:
    """Take a waiting case."""
    must_hold(request, "review_cases", case_at_desk(request, number))
    services.claim(number, by=request.user)
    return redirect("repair:desk", number)


@login_required
@require_POST
@personal
def release(request: SignedInRequest, number: str) -> HttpResponse:
    """Put a case back into the queue."""
    must_hold(request, "review_cases", case_at_desk(request, number))
    services.release(number, by=request.user)
    return redirect("repair:queue")


def decision_asked(request: SignedInRequest, number: str) -> tuple[RepairCase, DecideForm]:
    """The case whose reviewer decides, and the form as it was sent."""
    case = open_case(request, number, "review_cases", Desk.DEPARTMENT)
    statements = case.statements.select_related("obligation")
    form = DecideForm(posted(request), status=case.status, statements=statements, library=library_for(case))
    return case, form


def signature_asked(request: SignedInRequest, number: str) -> RepairCase:
    """The case whose refusal waits for a second person who may sign."""
    return open_case(request, number, "countersign_cases", Desk.COUNTERSIGN)


@login_required
@require_POST
@personal
def decide(request: SignedInRequest, number: str) -> HttpResponse:
    """Take up, ask for a correction, grant, or refuse; then on to the next case."""
    case, form = decision_asked(request, number)
    return _issued(request, case, form, lens="all")


@login_required
@require_POST
@personal
def countersign(request: SignedInRequest, number: str) -> HttpResponse:
    """The second person signs the refusal, or sends it back; then on to the next that waits."""
    case = signature_asked(request, number)
    return _issued(request, case, CountersignForm(posted(request)), lens="countersign")


def _issued(
    request: SignedInRequest, case: RepairCase, form: DecideForm | CountersignForm, *, lens: str
) -> HttpResponse:
    """Issue what the form asks for, and go on; what is refused is shown with its form."""
    number, now = case.number, timezone.now()
    prepared: list[PreparedDecision | None] = []

    def enact() -> None:
        step, today = form.step(), timezone.localdate(now)
        typed = form.cleaned_data
        prepared.append(services.enact(step, number, typed=typed, by=request.user, now=now, on=today))

    if not (form.is_valid() and attempt(form, enact)):
        return show_desk(request, case, form)
    if prepared == [None]:  # taken at once; else the page says that it can be taken back
        messages.success(request, outcome_words()[form.step().verb] % {"number": number})
    return _to_the_next(request, number, lens)


@login_required
@require_POST
@personal
def take_back(request: SignedInRequest, number: str) -> HttpResponse:
    """Take back what one has just issued; the words are in the form again."""
    case_at_desk(request, number)
    services.take_back(number, by=request.user, now=timezone.now())
    messages.success(request, _("%(number)s: taken back, nothing was sent") % {"number": number})
    return redirect("repair:desk", number)


def outcome_words() -> dict[str, str]:
    """What is said after each step."""
    return {
        "accept": _("%(number)s: taken up"),
        "decline": _("%(number)s: not taken up; the applicant has been told"),
        "ask_supplement": _("%(number)s: the request for correction has been sent; the clock stands still"),
        "propose_refusal": _("%(number)s: the refusal waits for a second person"),
        "approve": _("%(number)s: repair granted; publication is being ended"),
        "countersign": _("%(number)s: refused"),
        "send_back": _("%(number)s: sent back to review"),
    }


def _to_the_next(request: SignedInRequest, number: str, lens: str) -> HttpResponse:
    """The nearest due case that is left and nobody else has, with the focus on its name; else the queue."""
    today = timezone.localdate()
    left = queue(request.user, on=today, soon=office_calendar().after(today, SOON), lens=lens).cases
    free = [case for case in left if lens != "all" or case.claimed_by_id in {None, request.user.pk}]
    following = next((case.number for case in free if case.number != number), None)
    beside = "" if lens == "all" else f"?show={lens}"
    if following is None:
        return redirect(reverse("repair:queue") + beside)
    return redirect(reverse("repair:desk", args=[following]) + beside + "#case-name")


@login_required
@require_POST
@personal
def extend(request: SignedInRequest, number: str) -> HttpResponse:
    """The head of the department extends the term once, with a reason the applicant reads."""
    case = case_at_desk(request, number)
    must_hold(request, "lead_department", case)
    if page_is_stale(request, case) or case.status != Status.ACCEPTED:
        raise NotOpenAnyMore
    form = ExtendForm(posted(request), prefix="extend")
    today = timezone.localdate()
    if form.is_valid() and attempt(
        form,
        lambda: services.extend(number, reason=form.cleaned_data["reason"], by=request.user, on=today),
    ):
        messages.success(request, _("%(number)s: the term has been extended") % {"number": number})
        return redirect("repair:desk", number)
    return show_desk(request, case, extension=form)
