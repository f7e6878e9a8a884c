"""The letter of a decision, looked at before it is issued (R5, R6: P on the keyboard)."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from casework.errors import NotOpenAnyMore
from casework.models import Desk
from notifications.models import LetterPreview
from repair import services
from repair.forms import CountersignForm, DecideForm
from repair.models import RepairCase
from repair.views.deciding import step_of
from repair.views.desk_access import case_at_desk, must_hold, page_is_stale
from repair.views.refusals import SignedInRequest, attempt, personal
from repair.views.shown_desk import library_for
from repair.views.work import show_desk


@login_required
@require_POST
@personal
def preview_decision(request: SignedInRequest, number: str) -> HttpResponse:
    """The letter that the reviewer's form would issue; a refusal as its second person would sign it."""
    case = case_at_desk(request, number)
    must_hold(request, "review_cases", case)
    if page_is_stale(request, case) or case.desk != Desk.DEPARTMENT:
        raise NotOpenAnyMore
    form = DecideForm(
        request.POST,
        status=case.status,
        statements=case.statements.select_related("obligation"),
        library=library_for(case),
    )
    return _shown(request, case, form, partial(step_of, form, number, request.user))


@login_required
@require_POST
@personal
def preview_refusal(request: SignedInRequest, number: str) -> HttpResponse:
    """The refusal that the second person is about to sign."""
    case = case_at_desk(request, number)
    must_hold(request, "countersign_cases", case)
    if page_is_stale(request, case) or case.desk != Desk.COUNTERSIGN:
        raise NotOpenAnyMore
    form = CountersignForm({"decision": "confirm"})
    today = timezone.localdate()
    sign = partial(services.countersign, number, by=request.user, on=today)
    return _shown(request, case, form, lambda: sign)


def _shown(
    request: SignedInRequest, case: RepairCase, form: Form, step: Callable[[], Callable[[], Any]]
) -> HttpResponse:
    """Draw what the filled-in form would issue; a form that could not be issued says why."""
    made: list[LetterPreview] = []
    today = timezone.localdate()

    def look() -> None:
        made.append(services.preview_letter(case, step(), by=request.user, on=today))

    if form.is_valid() and attempt(form, look):
        return redirect("notifications:preview_pdf", made[0].public_id)
    return show_desk(request, case, form)
