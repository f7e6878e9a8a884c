"""One's objections: the list, how each stands, evidence asked for, withdrawal, re-check (E19, E16, E21)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework.clocks import stage_clock
from casework.errors import NotOpenAnyMore
from casework.evidence.uploading import receives_files
from notifications.models import Letter
from objections import services
from objections.forms import ReviewForm
from objections.letters import Forwarded, SentAbove
from objections.models import ObjectionCase, Status
from objections.models.level import ABOVE
from objections.models.status import IN_REVIEW, TAKEN_BACK
from objections.report_forms import WithdrawForm
from objections.selectors.above import papers_from_above
from objections.services import law
from objections.views.at_desk import page_of_staff
from objections.views.drafting import keeps_draft
from objections.views.evidence import ClaimFiles, open_request
from objections.views.filing import go_on_with, repair_on
from objections.views.houses import after_withdrawal, around
from objections.views.mine import my_objection, my_objections, raised_by_us
from objections.views.shown_claims import answered_rounds, shown_claims
from objections.views.shown_evidence import claim_boxes, request_boxes
from objections.views.shown_meanwhile import effects_now
from objections.views.shown_progress import (
    answer_on,
    counted_from,
    headline,
    remedy_words,
    standing,
    timeline,
)
from objections.views.steps import step_to_go
from repair.forms import AnswersForm
from repair.services.counter import filing_of
from repair.views.drafted import Drafting
from repair.views.refusals import NOT_VALID, SignedInRequest, attempt, personal, posted
from repair.views.shown_clock import shown_clock
from repair.views.shown_evidence import shown_file
from repair.views.shown_mine import ChannelLine, my_page
from rules.services import office_calendar

TO_WHO_ANSWERS = [Forwarded.kind, SentAbove.kind]


@login_required
@require_safe
@personal
def objections(request: SignedInRequest) -> HttpResponse:
    """The objections of everybody one acts for, newest first."""
    page = my_page(request, my_objections(request))
    if page.only_one:
        return redirect(page.only_one)
    rows = [(each, standing(each), answer_on(each)) for each in page.cases]
    context = {"nav": "applications", "rows": rows} | page.context()
    return render(request, "objections/objections.html", context)


@login_required
@require_safe
@personal
def case(request: SignedInRequest, number: str) -> HttpResponse:
    """How an objection stands: the answer first, then what was claimed, asked and said; staff have pages of their own."""
    try:
        found, today = my_objection(request, number), timezone.localdate()
    except ObjectionCase.DoesNotExist:
        return redirect(page_of_staff(request, number))
    events = list(found.events.select_related("actor", "department", "to_department").order_by("seq"))
    clock = stage_clock(events, as_of=today, calendar=office_calendar())
    rounds = answered_rounds(found)
    context = {
        "nav": "applications",
        "case": found,
        "mine": found.is_the_subjects,
        "headline": headline(found),
        "standing": standing(found),
        "clock": shown_clock(clock, counted_from().get(clock.stage, "") if clock else ""),
        "timeline": timeline(found, events),
        "claims": shown_claims(found, rounds),
        "is_answered": bool(rounds),
        "boxes": [each for each in claim_boxes(found) if each.files] if found.is_the_subjects else [],
        "effects": effects_now(found),
        "letters": list(
            Letter.objects.of_case(found).exclude(kind__in=TO_WHO_ANSWERS)
        ),  # that is the department's
        "channels": _channels(found),
        "asked": found.requests.filter(answered_on=None).last() if found.status == "supplementing" else None,
        "go_on_url": step_to_go(found) if found.status == Status.DRAFTED else "",
        "may_withdraw": found.is_the_subjects and found.status in TAKEN_BACK,
        "may_ask_review": found.is_the_subjects and may_ask_review(found, today),
        "remedies": remedy_words(found, today),
        "filing": filing_of(found),
        "papers_from_above": [shown_file(each, found.record) for each in papers_from_above(found)]
        if found.concluded_on and found.status not in IN_REVIEW
        else [],
    }
    return render(request, "objections/case.html", context)


def may_ask_review(found: ObjectionCase, today: Any) -> bool:
    """Whether a re-check can still be asked for."""
    return found.can_be_reviewed and found.review_until is not None and today <= found.review_until


def _channels(found: ObjectionCase) -> list[ChannelLine]:
    """What each channel was told last because of the answer, and whether it was seen to follow."""
    if found.status not in (Status.APPLIED_TO_RECORD, Status.CLOSED):
        return []
    orders = found.channel_orders.filter(kind__in=("correct", "withdraw")).select_related("channel")
    latest = {each.channel_id: each for each in orders.order_by("pk")}
    return [ChannelLine(each.channel.name, each.seen_at, each.last_error) for each in latest.values()]


@receives_files
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@personal
@keeps_draft("supplement")
def supplement(request: SignedInRequest, number: str) -> HttpResponse:
    """Answer every item that was asked for, with files or words; the clock then runs on."""
    found, today = raised_by_us(request, number), timezone.localdate()
    asked = open_request(found)
    files = ClaimFiles(request, found, lambda: request_boxes(found, asked))
    draft = Drafting(request, found, "supplement")
    if files.leave_the_rest(draft):
        return redirect("objections:supplement", number)
    form = AnswersForm(files.rest(posted(request)), asked=asked, filed=files.names())
    draft.recall(form)

    def hand_in() -> None:
        services.answer_request(number, answers=form.answers(), by=request.user, on=today)

    if files.in_order(form) and draft.attempt(form, hand_in):
        messages.success(request, _("Your evidence has been handed in; the check goes on"))
        return redirect(found)
    context = {"nav": "applications", "case": found, "form": form, "draft": draft} | files.context()
    context["items"] = list(zip(form.items(), context["boxes"], strict=True))
    context["before"] = [each for each in claim_boxes(found) if each.files]
    wrong = files.refused or form.errors
    return render(request, "objections/supplement.html", context, status=NOT_VALID if wrong else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def withdraw(request: SignedInRequest, number: str) -> HttpResponse:
    """One page that says what withdrawing means, then the withdrawal."""
    found, today = raised_by_us(request, number), timezone.localdate()
    if found.status not in TAKEN_BACK:
        raise NotOpenAnyMore
    says_why = found.is_handed_in and not found.is_the_subjects
    form = WithdrawForm(posted(request), says_why=says_why)

    def take_back() -> None:
        services.withdraw(number, **form.cleaned_data, by=request.user, on=today)

    if form.is_valid() and attempt(form, take_back):
        messages.success(request, _("The objection has been withdrawn"))
        return redirect(after_withdrawal(found))
    context = around(found) | {"case": found, "form": form, "effects": effects_now(found)}
    context["back_url"] = after_withdrawal(found)
    return render(request, "objections/withdraw.html", context, status=NOT_VALID if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@personal
@keeps_draft("review")
def review(request: SignedInRequest, number: str) -> HttpResponse:
    """Say why the result is to be checked again, once and in time."""
    found, today = raised_by_us(request, number), timezone.localdate()
    if not may_ask_review(found, today):
        raise NotOpenAnyMore(_("A re-check cannot be asked for, or no longer."))
    repair = repair_on(found.record)
    form = ReviewForm(posted(request), repair_runs=repair is not None)
    draft = Drafting(request, found, "review")
    draft.recall(form)

    def ask() -> None:
        said = {"ground": form.cleaned_data["ground"], "pause_repair": form.repair_waits}
        services.ask_review(number, **said, by=request.user, on=today)

    if form.is_valid() and repair and form.repair_comes_first:
        return go_on_with(repair, draft)
    if form.is_valid() and draft.attempt(form, ask):
        messages.success(request, _("The re-check has been asked for"))
        return redirect(found)
    rules = law.governing(found, today)
    stage = law.review_stage(found, rules, today)
    level = law.review_level(found, rules)
    context = {"nav": "applications", "case": found, "form": form, "draft": draft, "stage": stage}
    context |= {"repair": repair, "above": level.label if level in ABOVE else ""}
    return render(request, "objections/review.html", context, status=NOT_VALID if form.errors else 200)
