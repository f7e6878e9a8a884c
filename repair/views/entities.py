"""Whom one acts for, and who else may: authorisation without paper (E2)."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from registry.models import Mandate, MandateEvent, MandateOffer, Subject
from registry.models.mandates import OfferState
from registry.models.subjects import MandateRole
from repair.entity_forms import OfferForm
from repair.services import mandates
from repair.services.counter import is_clerk
from repair.views.refusals import NOT_VALID, SignedInRequest, attempt, personal, posted

HISTORY = 20


@dataclass(frozen=True)
class MySubject:
    """One subject that the signed-in person acts for; agents and offers only for its principal."""

    mandate: Mandate
    gives: bool
    agents: list[Mandate]
    offers: list[MandateOffer]
    history: list[MandateEvent]


@login_required
@require_safe
@personal
def entities(request: SignedInRequest) -> HttpResponse:
    """Everybody one acts for, the offers one has, and whom one has authorised."""
    today = timezone.localdate()
    mine = Mandate.objects.in_force(today).filter(user=request.user).select_related("subject")
    offered = MandateOffer.objects.filter(
        offered_to=request.user, state=OfferState.PENDING, until__gte=today
    ).select_related("subject", "offered_by")
    context = {
        "nav": "entities",
        "mine": [_my_subject(mandate) for mandate in mine.order_by("subject__name")],
        "offered": offered,
        "at_the_window": is_clerk(request.user),
    }
    return render(request, "repair/entities.html", context)


def _my_subject(mandate: Mandate) -> MySubject:
    gives = mandate.role in mandates.PRINCIPALS
    if not gives:
        return MySubject(mandate, gives=False, agents=[], offers=[], history=[])
    subject, today = mandate.subject, timezone.localdate()
    agents = Mandate.objects.in_force(today).filter(subject=subject, role=MandateRole.AGENT)
    offers = subject.mandate_offers.filter(state=OfferState.PENDING).select_related("offered_to")
    history = subject.mandate_events.select_related("agent", "by").order_by("-pk")[:HISTORY]
    return MySubject(mandate, True, list(agents.select_related("user")), list(offers), list(history))


def _given_by_me(request: SignedInRequest, public_id: str) -> Subject:
    """A subject for which one may authorise others; any other is not found."""
    mine = Mandate.objects.in_force(timezone.localdate()).filter(
        user=request.user, role__in=mandates.PRINCIPALS
    )
    return get_object_or_404(Subject.objects.filter(mandates__in=mine), public_id=public_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def authorise(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Name an agent, what the agent may do, and until when."""
    subject, today = _given_by_me(request, public_id), timezone.localdate()
    form = OfferForm(posted(request))

    def offer() -> None:
        mandates.offer_mandate(subject, **form.cleaned_data, by=request.user, on=today)

    if form.is_valid() and attempt(form, offer):
        messages.success(request, _("Offered. The authorisation counts once the person has accepted it."))
        return redirect("repair:entities")
    context = {"nav": "entities", "subject": subject, "form": form}
    return render(request, "repair/authorise.html", context, status=NOT_VALID if form.errors else 200)


@login_required
@require_POST
@personal
def answer(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Accept or decline an offer that was made to oneself, or take back one's own."""
    today, verb = timezone.localdate(), request.POST.get("answer", "")
    if verb == "take_back":
        mandates.take_back_offer(public_id, by=request.user, on=today)
        messages.success(request, _("The offer has been taken back."))
    else:
        accepted = verb == "accept"
        mandates.answer_offer(public_id, accept=accepted, by=request.user, on=today)
        done = _("Accepted. You can act for this entity now.") if accepted else _("Declined.")
        messages.success(request, done)
    return redirect("repair:entities")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def end_mandate(request: SignedInRequest, pk: int) -> HttpResponse:
    """One page that says what it means, then the end of the authorisation."""
    mandate = _mandate_to_end(request, pk)
    form = forms.Form(request.POST if request.method == "POST" else None)
    today = timezone.localdate()
    if form.is_valid() and attempt(form, lambda: mandates.end_mandate(pk, by=request.user, on=today)):
        messages.success(request, _("The authorisation has ended."))
        return redirect("repair:entities")
    context: dict[str, Any] = {
        "nav": "entities",
        "mandate": mandate,
        "own": mandate.user_id == request.user.pk,
    }
    return render(request, "repair/end_mandate.html", context)


def _mandate_to_end(request: SignedInRequest, pk: int) -> Mandate:
    mandate = Mandate.objects.select_related("subject", "user").get(pk=pk, role=MandateRole.AGENT)
    own = mandate.user_id == request.user.pk
    if not own and not mandates.is_principal(request.user, mandate.subject, timezone.localdate()):
        raise Mandate.DoesNotExist
    return mandate
