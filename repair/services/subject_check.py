"""The facts that the register holds about an entity, checked by whoever applies."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from casework.errors import CaseError
from registry.models import Subject
from registry.secret import masked_name
from repair.models import Contact, RepairCase, SubjectCheck
from repair.models.status import PREPARING
from repair.services.counter import is_clerk


def facts_of_subject(subject: Subject) -> list[tuple[str, str]]:
    """What is shown of an entity: names of persons and ID numbers only masked."""
    number = _("ID number") if subject.is_person else _("Unified social credit code")
    facts = [
        (_("Name"), subject.shown_name),
        (number, subject.shown_number),
        (_("Kind"), str(subject.get_kind_display())),
    ]
    if subject.legal_representative:
        facts.append((_("Legal representative"), masked_name(subject.legal_representative)))
    if subject.address:
        facts.append((_("Address"), subject.address))
    if subject.standing:
        facts.append((_("Status"), str(subject.get_standing_display())))
    return facts


def _plain(subject: Subject) -> dict[str, str]:
    """The facts in the register's own terms, so that a later change of them is noticed."""
    return {
        "name": subject.shown_name,
        "number": subject.shown_number,
        "kind": subject.kind,
        "legal_representative": masked_name(subject.legal_representative),
        "address": subject.address,
        "standing": subject.standing,
    }


class SubjectCancelled(CaseError):
    default = _lazy("The entity is cancelled; please let the liquidator apply at the service window")


def refuse_for_the_cancelled(subject: Subject, by: Any) -> None:
    """An entity that no longer exists is represented by its liquidator, whom the window checks in person."""
    if subject.is_cancelled and not is_clerk(by):
        raise SubjectCancelled


@transaction.atomic
def check_subject(case: RepairCase, *, right: bool, remark: str, by: Any, on: date) -> SubjectCheck:
    """Keep the answer with the facts that it speaks of."""
    if not right and not remark.strip():
        raise CaseError(_("Please say what is wrong"), field="remark")
    said = {
        "facts": _plain(case.subject),
        "right": right,
        "remark": "" if right else remark,
        "by": by,
        "on": on,
    }
    given = SubjectCheck.objects.update_or_create(case=case, defaults=said)[0]
    share_with_the_others(case, by=by)
    return given


def share_with_the_others(case: RepairCase, *, by: Any) -> None:
    """Applications of the same entity that are being prepared too take the answer over."""
    others = RepairCase.objects.filter(subject=case.subject, status__in=PREPARING, opened_by=by)
    for other in others.exclude(pk=case.pk):
        share_answers(other, by=by)


def share_answers(case: RepairCase, *, by: Any) -> None:
    """What the same person has answered for the same entity need not be asked again (point 27).

    The check of the facts is carried over while the facts are the same, the contact with its consent.
    """
    others = RepairCase.objects.filter(subject=case.subject).exclude(pk=case.pk)
    if is_clerk(by):  # tomorrow somebody else may stand at the window
        others = others.filter(opened_by=by, opened_on=case.opened_on)
    checked = (
        SubjectCheck.objects.filter(case__in=others, facts=_plain(case.subject))
        .order_by("-on", "-pk")
        .first()
    )
    if checked and not SubjectCheck.objects.filter(case=case).exists():
        checked.pk, checked.case = None, case
        checked.save(force_insert=True)
    contact = Contact.objects.filter(case__in=others, by=by).order_by("-confirmed_at", "-pk").first()
    if contact and not Contact.objects.filter(case=case).exists():
        contact.pk, contact.case = None, case
        contact.save(force_insert=True)
