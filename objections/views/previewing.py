"""The letter that answers an objection, looked at before it is issued."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from casework.evidence.uploading import receives_files
from objections import services
from objections.desk_forms import ClaimAnswersForm, ConfirmForm
from objections.models import ObjectionCase
from objections.views.at_desk import look_at_letter
from objections.views.desk import mine_to_verify, show_desk, to_confirm
from objections.views.office import ANSWERED_HERE, conclusion_here, ours, show_office
from objections.views.shown_desk import answers_form
from repair.views.refusals import SignedInRequest, personal, posted


@receives_files
@login_required
@require_POST
@personal
def preview_answer(request: SignedInRequest, number: str) -> HttpResponse:
    """The letter of the department, by the answers as they are typed; nothing of them is kept."""
    case = mine_to_verify(request, number)
    return _answered(request, case, services.conclude, lambda form: show_desk(request, case, answering=form))


@receives_files
@login_required
@require_POST
@personal
def preview_here(request: SignedInRequest, number: str) -> HttpResponse:
    """The letter of the credit office, after its comparison or its re-check."""
    case = ours(request, number, *ANSWERED_HERE)
    conclude = conclusion_here(case)
    return _answered(request, case, conclude, lambda form: show_office(request, case, answering=form))


@login_required
@require_POST
@personal
def preview_dismissal(request: SignedInRequest, number: str) -> HttpResponse:
    """The letter that the second person is about to sign."""
    case, form = to_confirm(request, number), ConfirmForm({"decision": "confirm"})

    def step() -> None:
        services.confirm_dismissal(number, by=request.user, on=timezone.localdate())

    return look_at_letter(request, case, form, step, show=lambda: show_desk(request, case, confirming=form))


def _answered(
    request: SignedInRequest,
    case: ObjectionCase,
    conclude: Callable[..., Any],
    show: Callable[[ClaimAnswersForm], HttpResponse],
) -> HttpResponse:
    form = answers_form(case, posted(request))  # files stay outside: a letter names papers, and shows none
    acting = {"by": request.user, "on": timezone.localdate()}

    def step() -> None:
        services.answer(case.number, form.drafts(), **acting)
        conclude(case.number, **acting)

    return look_at_letter(request, case, form, step, show=lambda: show(form))
