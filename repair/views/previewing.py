"""The letter of a decision, looked at before it is issued (R5, R6: P on the keyboard)."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from notifications.models import LetterPreview
from repair import services
from repair.decision_forms import CountersignForm, DecideForm
from repair.models import RepairCase
from repair.views.deciding import decision_asked, signature_asked
from repair.views.refusals import SignedInRequest, attempt, personal
from repair.views.work import show_desk


@login_required
@require_POST
@personal
def preview_decision(request: SignedInRequest, number: str) -> HttpResponse:
    """The letter that the reviewer's form would issue; a refusal as its second person would sign it."""
    return _shown(request, *decision_asked(request, number))


@login_required
@require_POST
@personal
def preview_refusal(request: SignedInRequest, number: str) -> HttpResponse:
    """The refusal that the second person is about to sign."""
    return _shown(request, signature_asked(request, number), CountersignForm({"decision": "confirm"}))


def _shown(request: SignedInRequest, case: RepairCase, form: DecideForm | CountersignForm) -> HttpResponse:
    """Draw what the filled-in form would issue; a form that could not be issued says why."""
    made: list[LetterPreview] = []
    today = timezone.localdate()

    def look() -> None:
        def step() -> RepairCase:
            return services.take(form.step(), case.number, by=request.user, on=today)

        made.append(services.preview_letter(case, step, by=request.user, on=today))

    if form.is_valid() and attempt(form, look):
        return redirect("notifications:preview_pdf", made[0].public_id)
    return show_desk(request, case, form)
