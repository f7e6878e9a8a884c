"""The public commitment: read whole, previewed, signed; and signed again where the materials have changed (E11)."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from casework.errors import CaseError, NotOpenAnyMore
from casework.wording import person_name
from registry.models.subjects import MandateRole
from repair import services
from repair.forms import CommitmentForm
from repair.letters import Commitment
from repair.models import RepairCase, Status
from repair.models.conditions import commitment_covers_the_materials
from repair.selectors import commitments_of
from repair.services.counter import filing_behind
from repair.services.letter_facts import AT_THE_WINDOW, ONLINE_SIGNATURE, commitment_facts
from repair.views.answers import way_back
from repair.views.drafted import Drafting
from repair.views.drafting import keeps_draft
from repair.views.mine import my_case, preparing
from repair.views.records import mandate_for
from repair.views.refusals import NOT_VALID, SignedInRequest, personal, posted

# The signatory's role as the letter states it; letters exist in Chinese only.
ROLES = {
    MandateRole.LEGAL_REPRESENTATIVE: "法定代表人",
    MandateRole.AGENT: "被授权人",
    MandateRole.SELF: "本人",
}


def signing_of(request: SignedInRequest, case: RepairCase) -> dict[str, str]:
    """Who would sign, as what, and by which means."""
    mandate = mandate_for(request, case.subject)
    filing = filing_behind(mandate)
    standing = filing.standing if filing else mandate.role if mandate else ""
    return {
        "signatory": filing.person if filing else person_name(request.user),
        "role": ROLES.get(MandateRole(standing), "") if standing else "",
        "means": AT_THE_WINDOW if filing else ONLINE_SIGNATURE,
    }


def deed_of(request: SignedInRequest, case: RepairCase) -> Commitment:
    """The commitment as it will stand in the letter, to be read before signing."""
    signing = signing_of(request, case)
    case.commitment_signatory, case.commitment_signed_on = signing["signatory"], timezone.localdate()
    return commitment_facts(case, role=signing["role"], means=signing["means"])


def sign(request: SignedInRequest, case: RepairCase) -> None:
    services.sign_commitment(
        case.number, by=request.user, on=timezone.localdate(), **signing_of(request, case)
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@personal
@keeps_draft("commitment")
def commitment(request: SignedInRequest, number: str) -> HttpResponse:
    """The whole text, three statements, and the signature; once signed, the letter."""
    case = preparing(request, number)
    if case.status == Status.APPLIED:
        return redirect("repair:tasks", number)
    letters = commitments_of(case)
    context: dict[str, Any] = {"nav": "applications", "case": case, "letters": letters}
    context["back_url"] = way_back(request, number)
    if case.commitment_signed_on and commitment_covers_the_materials(case):
        if request.method == "POST":
            raise NotOpenAnyMore
        return render(request, "repair/commitment_signed.html", context)
    form = CommitmentForm(posted(request))
    draft = Drafting(request, case, "commitment")
    draft.recall(form)
    if form.is_valid() and draft.attempt(form, lambda: sign(request, case)):
        return redirect(way_back(request, number))
    context |= {"deed": deed_of(request, case), "form": form, "draft": draft}
    return render(request, "repair/commitment.html", context, status=NOT_VALID if form.errors else 200)


@login_required
@require_POST
@personal
def preview_commitment(request: SignedInRequest, number: str) -> HttpResponse:
    """The letter as it would be signed now: the one that is signed afterwards equals it byte for byte."""
    case, today = my_case(request, number), timezone.localdate()
    acting = {"by": request.user, "on": today}
    try:
        case = services.ready_to_sign(number, **acting)
        step = partial(services.sign_commitment, number, **acting, **signing_of(request, case))
        shown = services.preview_letter(case, step, **acting)
    except NotOpenAnyMore:
        raise
    except CaseError as refusal:
        messages.warning(request, str(refusal))
        return redirect(
            "repair:tasks" if case.is_preparing else case, *([number] if case.is_preparing else [])
        )
    return redirect("notifications:preview_pdf", shown.public_id)
