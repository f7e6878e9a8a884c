"""A case as its applicant follows it: progress, correction, withdrawal, decision (E15 to E17, E21)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework.access import acts_for, is_asked_to_take, may_see_case
from casework.errors import NotOpenAnyMore
from casework.evidence.uploading import receives_files
from registry.duties import DESK_DUTIES, holds
from repair import services
from repair.forms import AnswersForm, CommitmentForm
from repair.models import RepairCase
from repair.models.conditions import commitment_covers_the_materials
from repair.selectors import CaseFile, case_file
from repair.services.counter import filing_of
from repair.views.commitment import deed_of, sign
from repair.views.drafted import Drafting
from repair.views.drafting import keeps_draft
from repair.views.evidence import FilesOnPage
from repair.views.mine import my_case
from repair.views.refusals import NOT_VALID, SignedInRequest, attempt, personal, posted
from repair.views.shown_cases import applicant_timeline, headline, said
from repair.views.shown_clock import shown_clock
from repair.views.shown_evidence import files_shown, supplement_boxes
from repair.views.shown_mine import ChannelLine, my_page
from repair.views.shown_other import comes_first
from repair.views.shown_refusal import REFUSED, grounds_of
from repair.views.shown_rules import remedies


@login_required
@require_safe
@personal
def applications(request: SignedInRequest) -> HttpResponse:
    """The cases of everybody one acts for, newest first."""
    mine = RepairCase.objects.visible_to_subject(request.user, timezone.localdate())
    page = my_page(request, mine, "department", "transfer_to", "paused_for")
    if page.only_one:
        return redirect(page.only_one)
    context = {"nav": "applications", "cases": page.cases} | page.context()
    return render(request, "repair/applications.html", context)


@login_required
@require_safe
@personal
def case(request: SignedInRequest, number: str) -> HttpResponse:
    """The progress of a case; whoever handles it in the department is led to the desk."""
    today = timezone.localdate()
    found = RepairCase.objects.select_related(
        "record", "subject", "department", "transfer_to", "paused_for"
    ).get(number=number)
    if not may_see_case(request.user, found):
        raise Http404
    mine = acts_for(request.user, found.subject_id, today)
    ours = any(holds(request.user, duty, found.department_id) for duty in DESK_DUTIES)
    if not mine and (ours or is_asked_to_take(request.user, found)):
        return redirect("repair:desk", number)
    file = case_file(found, today)
    context = {
        "nav": "applications",
        "case": found,
        "headline": headline(found),
        "clock": shown_clock(file.clock),
        "timeline": applicant_timeline(file),
        "letters": file.letters,
        "channels": [ChannelLine(r.channel.name, r.seen_absent_at, r.last_error) for r in file.receipts],
        "told": _last_words(file, "ask_supplement"),
        "decision_words": found.revocation_ground or found.reasons,
        "remedy_words": found.proposed_remedy if found.status == "rejected" else "",
        "grounds": grounds_of(file),
        "remedies": remedies(found.rule_set, found.department) if found.status in REFUSED else "",
        "may_withdraw": mine and _is_undecided(found),
        "mine": mine,
        "filing": filing_of(found),
    }
    context |= comes_first(found.paused_for)
    return render(request, "repair/case.html", context)


def _is_undecided(found: RepairCase) -> bool:
    return not found.closed and found.decided_on is None


def _last_words(file: CaseFile, verb: str) -> str:
    return next((said(event) for event in reversed(file.events) if event.verb == verb), "")


@receives_files
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@personal
@keeps_draft("supplement")
def supplement(request: SignedInRequest, number: str) -> HttpResponse:
    """Answer every item that the department asked for; the clock then runs on."""
    found = my_case(request, number)
    asked = found.supplements.filter(answered_on__isnull=True).order_by("pk").last()
    if found.status != "supplementing" or asked is None:
        raise NotOpenAnyMore
    files = FilesOnPage(request, found, lambda: supplement_boxes(found, asked.items))
    draft, today = Drafting(request, found, "supplement"), timezone.localdate()
    if files.leave_the_rest(draft):
        return redirect("repair:supplement", number)
    signing = not commitment_covers_the_materials(found)
    form = AnswersForm(files.rest(posted(request)), asked=asked, filed=files.names(), signing=signing)
    draft.recall(form)

    def hand_in() -> None:
        if signing:
            sign(request, found)
        services.answer_supplement(number, answers=form.answers(), by=request.user, on=today)

    if files.in_order(form) and draft.attempt(form, hand_in):
        messages.success(request, _("Your correction has been handed in; the term runs on"))
        return redirect(found)
    context = {"nav": "applications", "case": found, "form": form, "draft": draft} | files.context()
    context |= comes_first(found.paused_for)
    context["items"] = list(zip(form.items(), context["boxes"], strict=True))
    context |= {"signing": form if signing else CommitmentForm(), "is_signing": signing}
    context["deed"] = deed_of(request, found)
    context["evidence"] = [each for each in files_shown(found) if each.file.handed_in_on]
    wrong = files.refused or form.errors
    return render(request, "repair/supplement.html", context, status=NOT_VALID if wrong else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def withdraw(request: SignedInRequest, number: str) -> HttpResponse:
    """One page that says what withdrawing means, then the withdrawal."""
    found = my_case(request, number)
    if not _is_undecided(found):
        raise NotOpenAnyMore
    form = Form(request.POST if request.method == "POST" else None)
    today = timezone.localdate()
    if form.is_valid() and attempt(form, lambda: services.withdraw(number, by=request.user, on=today)):
        messages.success(request, _("The application has been withdrawn"))
        return redirect(found)
    context = {"nav": "applications", "case": found, "form": form}
    return render(request, "repair/withdraw.html", context, status=NOT_VALID if form.errors else 200)
