"""At the service window: a clerk files for a person who is there, for that day and that subject."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from casework.errors import CaseError
from casework.models import Case
from notifications.services import Note, tell, text
from registry.duties import DUTIES, departments_where
from registry.models import Mandate, Subject
from registry.models.subjects import MandateRole
from registry.secret import blind_index
from repair import sms
from repair.models import CounterFiling

ROLE = "counter"
AT_ONCE = (time(0), time(0))  # the person stands at the window


@dataclass(frozen=True)
class Visitor:
    """The person at the window, as the clerk has seen them."""

    person: str
    standing: str
    phone: str
    email: str
    authorisation: str


def is_clerk(user: Any) -> bool:
    """Whether the user serves at the window; superusers repair the system and file nothing."""
    return user.is_active and not user.is_superuser and user.groups.filter(name=ROLE).exists()


def subject_with_number(number: str) -> Subject | None:
    """The subject with exactly this credit code or ID number: a window does not browse."""
    number = number.strip().upper()
    return (
        Subject.objects.filter(uscc=number).first()
        or Subject.objects.filter(id_index=blind_index(number)).first()
        if number
        else None
    )


@transaction.atomic
def begin_filing(subject: Subject, visitor: Visitor, *, by: Any, on: date) -> CounterFiling:
    """Give the clerk the right to act for the subject today, on the authorisation of the person present.

    Whoever decides cases in a department files none: nobody reviews what they wrote themselves.
    """
    if not is_clerk(by):
        raise PermissionDenied
    if any(departments_where(by, duty) for duty in DUTIES):
        raise CaseError(_("Whoever holds a duty in a department cannot file at the window."))
    if not subject.is_person and visitor.standing == MandateRole.SELF:
        raise CaseError(_("An organisation is represented by somebody."), field="standing")
    Subject.objects.select_for_update(no_key=True).get(pk=subject.pk)
    held = Mandate.objects.filter(subject=subject, user=by, revoked_on__isnull=True)
    if held.exclude(role=MandateRole.COUNTER).in_force(on).exists():
        raise CaseError(_("You act for this entity yourself; please apply with your own account."))
    held.update(revoked_on=on)
    mandate = Mandate.objects.create(
        subject=subject,
        user=by,
        role=MandateRole.COUNTER,
        authorisation=visitor.authorisation,
        authorised_on=on,
        until=on,
    )
    filing = CounterFiling.objects.create(
        subject=subject,
        clerk=by,
        mandate=mandate,
        person=visitor.person,
        standing=visitor.standing,
        phone=visitor.phone,
        email=visitor.email,
        authorisation=visitor.authorisation,
        on=on,
    )
    _tell_the_person(filing)
    return filing


def _tell_the_person(filing: CounterFiling) -> None:
    """A message to confirm: to the accounts of the legal representative or the person, by e-mail, and by text."""
    principals = Mandate.objects.in_force(filing.on).filter(
        subject=filing.subject, role__in=(MandateRole.LEGAL_REPRESENTATIVE, MandateRole.SELF)
    )
    note = Note(
        format_lazy(
            _("The service window files an application for {subject} today"),
            subject=filing.subject.shown_name,
        ),
        format_lazy(
            _(
                "{person} is named as present, the clerk is {clerk}. If this is not so, please call the window."
            ),
            person=filing.person,
            clerk=filing.clerk.get_username(),
        ),
        link="/cases/",
    )
    tell(get_user_model().objects.filter(mandates__in=principals).distinct(), note)
    if filing.email:
        tell(filing.email, note)
    words = sms.filed_at_the_window(filing.subject.shown_name, filing.clerk.get_username())
    text(filing.phone, words, quiet=AT_ONCE)


def filing_behind(mandate: Mandate | None) -> CounterFiling | None:
    """The filing that a mandate stands on, if it is one of the window."""
    if mandate is None or mandate.role != MandateRole.COUNTER:
        return None
    return CounterFiling.objects.filter(mandate=mandate).first()


def filing_of(case: Case) -> CounterFiling | None:
    """Where a case was begun at the window: the filing of that day."""
    filings = CounterFiling.objects.filter(
        subject=case.subject_id, clerk=case.opened_by_id, on=case.opened_on
    )
    return filings.select_related("clerk").order_by("-pk").first()
