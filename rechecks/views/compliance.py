"""Proofs of compliance: the department shows them, the office says whether they prove it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casework.evidence.uploading import receives_files
from rechecks.forms.orders import AcceptForm, ComplianceForm
from rechecks.services.complying import judge_compliance, show_compliance
from rechecks.views.orders import found_order, shown_to_office
from rechecks.views.our_orders import order_of_ours, shown_to_us
from repair.services.evidence import check_here
from repair.views.refusals import SignedInRequest, attempt, personal, posted


@receives_files
@login_required
@require_POST
@personal
def prove_order(request: SignedInRequest, number: str) -> HttpResponse:
    """What was done, and the paper that proves it."""
    recheck = order_of_ours(request, number)
    form = ComplianceForm(posted(request), request.FILES, order=recheck.order_to_correct, prefix="proof")

    def step() -> None:
        show_compliance(number, **form.cleaned_data, by=request.user, on=timezone.localdate())

    if form.is_valid() and attempt(form, step):
        check_here(timezone.now())
        messages.success(request, _("The proof has gone to the credit office."))
        return redirect("rechecks:our_order", number)
    return shown_to_us(request, recheck, proving=form)


@login_required
@require_POST
@personal
def judge_proof(request: SignedInRequest, number: str, pk: int) -> HttpResponse:
    """Accept a proof, or say why it proves nothing."""
    recheck = found_order(request, number)
    form, met = AcceptForm(posted(request), prefix=f"judge-{pk}"), "accept" in request.POST

    def step() -> None:
        words = form.cleaned_data["words"]
        judge_compliance(number, pk, met=met, words=words, by=request.user, on=timezone.localdate())

    if form.is_valid() and attempt(form, step):
        said = (
            _("Accepted; the department has been told.")
            if met
            else _("Not accepted; the department has been told.")
        )
        messages.success(request, said)
        return redirect("rechecks:office_order", number)
    return shown_to_office(request, recheck, judging={pk: form})
