"""A legal representative authorises an agent online; either may end it at any time."""

from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from casework.errors import CaseError, NotOpenAnyMore
from casework.wording import person_name, plain_day
from notifications.services import Note, tell
from registry.models import Mandate, MandateEvent, MandateOffer, Subject
from registry.models.mandates import MandateVerb, OfferState
from registry.models.subjects import MandateRole

PRINCIPALS = (MandateRole.LEGAL_REPRESENTATIVE, MandateRole.SELF)
MY_SUBJECTS = "/entities/"


class NotYoursToGive(CaseError):
    default = _("Only the legal representative, or the person, can authorise somebody.")


def is_principal(user: Any, subject: Subject, on: date) -> bool:
    """Whether the user may authorise others to act for the subject."""
    return Mandate.objects.in_force(on).filter(user=user, subject=subject, role__in=PRINCIPALS).exists()


def _person_called(username: str, name: str) -> Any:
    """The account with this user name whose holder has this name: a slip must not authorise a stranger."""
    person = get_user_model().objects.filter(username=username.strip(), is_active=True).first()
    if person is None or person_name(person) != name.strip():
        words = _("There is no account with this user name and this name. Please check both with the person.")
        raise CaseError(words, field="username")
    return person


@transaction.atomic
def offer_mandate(
    subject: Subject, *, username: str, name: str, scope: str, until: date, by: Any, on: date
) -> MandateOffer:
    """Hold an authorisation out to an agent; it counts from the agent's yes."""
    Subject.objects.select_for_update(no_key=True).get(pk=subject.pk)
    if not is_principal(by, subject, on):
        raise NotYoursToGive
    if until < on:
        raise CaseError(_("The last day must not lie in the past."), field="until")
    agent = _person_called(username, name)
    if Mandate.objects.in_force(on).filter(user=agent, subject=subject).exists():
        raise CaseError(_("This person may act for the entity already."), field="username")
    if MandateOffer.objects.filter(subject=subject, offered_to=agent, state=OfferState.PENDING).exists():
        raise CaseError(_("This person has an offer that is not answered yet."), field="username")
    offer = MandateOffer.objects.create(
        subject=subject, offered_by=by, offered_to=agent, scope=scope, until=until, offered_on=on
    )
    _note(offer, MandateVerb.OFFERED, by=by, on=on)
    tell(agent, _offered(offer))
    return offer


@transaction.atomic
def answer_offer(public_id: str, *, accept: bool, by: Any, on: date) -> MandateOffer:
    """The agent says yes or no; yes makes the mandate, through the day that was named."""
    offer = _pending(public_id, offered_to=by)
    if accept:
        if offer.until < on or not is_principal(offer.offered_by, offer.subject, on):
            raise NotOpenAnyMore(_("This offer has run out. Please ask for a new one."))
        offer.mandate = _mandate_from(offer, on)
    offer.state = OfferState.ACCEPTED if accept else OfferState.DECLINED
    offer.save(update_fields=["state", "mandate"])
    _note(offer, MandateVerb.ACCEPTED if accept else MandateVerb.DECLINED, by=by, on=on)
    tell(offer.offered_by, _answered(offer))
    return offer


def _mandate_from(offer: MandateOffer, on: date) -> Mandate:
    """The mandate itself; an earlier one that has run out makes room for it."""
    earlier = Mandate.objects.filter(subject=offer.subject, user=offer.offered_to, revoked_on__isnull=True)
    earlier.filter(until__lt=on).update(revoked_on=on)
    return Mandate.objects.create(
        subject=offer.subject,
        user=offer.offered_to,
        role=MandateRole.AGENT,
        authorisation=offer.scope,
        authorised_on=on,
        until=offer.until,
    )


@transaction.atomic
def take_back_offer(public_id: str, *, by: Any, on: date) -> MandateOffer:
    """The legal representative takes an unanswered offer back."""
    offer = _pending(public_id)
    if not is_principal(by, offer.subject, on):
        raise MandateOffer.DoesNotExist
    offer.state = OfferState.WITHDRAWN
    offer.save(update_fields=["state"])
    _note(offer, MandateVerb.TAKEN_BACK, by=by, on=on)
    tell(offer.offered_to, _ended(offer.subject, _("The offer has been taken back.")))
    return offer


def _pending(public_id: str, **only: Any) -> MandateOffer:
    offers = MandateOffer.objects.select_for_update(of=("self",)).select_related("subject")
    offer = offers.get(public_id=public_id, **only)
    if offer.state != OfferState.PENDING:
        raise NotOpenAnyMore(_("This offer has been answered or taken back already."))
    return offer


@transaction.atomic
def end_mandate(pk: int, *, by: Any, on: date) -> Mandate:
    """End an agent's mandate at once: by the legal representative, or by the agent."""
    mandate = Mandate.objects.select_for_update(of=("self",)).select_related("subject", "user").get(pk=pk)
    own = mandate.user_id == by.pk
    if mandate.role != MandateRole.AGENT or not (own or is_principal(by, mandate.subject, on)):
        raise Mandate.DoesNotExist
    if mandate.revoked_on is not None:
        raise NotOpenAnyMore(_("This authorisation has ended already."))
    mandate.revoked_on = on
    mandate.save(update_fields=["revoked_on"])
    MandateEvent.objects.create(
        subject=mandate.subject,
        agent=mandate.user,
        verb=MandateVerb.LAID_DOWN if own else MandateVerb.WITHDRAWN,
        by=by,
        on=on,
        scope=mandate.authorisation,
        until=mandate.until,
    )
    _tell_of_the_end(mandate, own=own, on=on)
    return mandate


def _tell_of_the_end(mandate: Mandate, *, own: bool, on: date) -> None:
    if not own:
        tell(mandate.user, _ended(mandate.subject, _("You can no longer act for this entity.")))
        return
    principals = Mandate.objects.in_force(on).filter(subject=mandate.subject, role__in=PRINCIPALS)
    words = format_lazy(_("{name} has laid the authorisation down."), name=person_name(mandate.user))
    tell(get_user_model().objects.filter(mandates__in=principals), _ended(mandate.subject, words))


def _note(offer: MandateOffer, verb: str, *, by: Any, on: date) -> None:
    MandateEvent.objects.create(
        subject=offer.subject,
        agent=offer.offered_to,
        verb=verb,
        by=by,
        on=on,
        scope=offer.scope,
        until=offer.until,
    )


def _offered(offer: MandateOffer) -> Note:
    return Note(
        format_lazy(_("{subject} asks you to act for it"), subject=offer.subject.shown_name),
        format_lazy(
            _("{name} would like to authorise you until {day}. Please accept or decline."),
            name=person_name(offer.offered_by),
            day=plain_day(offer.until),
        ),
        link=MY_SUBJECTS,
    )


def _answered(offer: MandateOffer) -> Note:
    words = (
        _("{name} has accepted the authorisation for {subject}")
        if offer.state == OfferState.ACCEPTED
        else _("{name} has declined the authorisation for {subject}")
    )
    title = format_lazy(words, name=person_name(offer.offered_to), subject=offer.subject.shown_name)
    return Note(title, link=MY_SUBJECTS)


def _ended(subject: Subject, words: Any) -> Note:
    title = format_lazy(_("An authorisation for {subject} has ended"), subject=subject.shown_name)
    return Note(title, words, link=MY_SUBJECTS)
