"""A record withdrawn by objection may come back only behind its department's certificate, and after the subject was told."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from casework.errors import CaseError, NotOpenAnyMore
from casework.models import Withdrawal
from notifications.parts import about_record
from notifications.services import queue_office_letter, tell
from objections import righting_texts
from objections.letters import Reopening
from registry.duties import departments_where, holds, who_act_for
from registry.models import Record, ReopeningCertificate
from rules.calendar import Due
from rules.facts import Facts
from rules.objections import Term
from rules.services import objection_rules, office_calendar

NOTICE = "reopening_notice_working_days"
DUTY = "lead_department"
DAY = timedelta(days=1)


class CertifiedAlready(NotOpenAnyMore):
    default = _("A certificate for this record has been filed already.")


class NoNotice(CaseError):
    default = _("The rules do not say how long the subject is told beforehand: ask the credit office.")


def withdrawn_records_of(user: Any) -> "QuerySet[Record]":
    """Records withdrawn by objection, of the departments that the person leads."""
    ours = Record.objects.filter(department__in=departments_where(user, DUTY))
    return ours.filter(withdrawn_on__isnull=False).select_related("subject", "department")


@transaction.atomic
def certify(public_id: str, *, grounds: str, document: str, by: Any, on: date) -> ReopeningCertificate:
    """The head of the department certifies that the record is right after all; its subject is told at once.

    From the day after the notice has run, a file may bring the record back, once.
    """
    record = Record.objects.select_for_update(of=("self",)).get(public_id=public_id)
    if not holds(by, DUTY, record.department_id):
        raise PermissionDenied
    if record.withdrawal_id is None:
        raise NotOpenAnyMore
    if record.reopenings.filter(withdrawal_id=record.withdrawal_id).exists():
        raise CertifiedAlready
    term = notice_term(record, on)
    told_through = notice_through(term, on)
    certificate = ReopeningCertificate.objects.create(
        record=record,
        withdrawal_id=record.withdrawal_id,
        department=record.department,
        grounds=grounds,
        document=document,
        filed_by=by,
        filed_on=on,
        opens_on=told_through.on + DAY,
    )
    _tell_the_subject(certificate, term, is_provisional=told_through.provisional)
    return certificate


def notice_term(record: Record, on: date) -> Term:
    """How long the subject is told beforehand; raises NoNotice where no rule says so."""
    place = Facts(jurisdiction=record.jurisdiction, sector=record.sector)
    term = objection_rules(place, on).term(NOTICE)
    if term is None:
        raise NoNotice
    return term


def notice_through(term: Term, on: date) -> Due:
    """The last day of the notice that begins on a day."""
    return term.due(on, office_calendar())


def _tell_the_subject(certificate: ReopeningCertificate, term: Term, *, is_provisional: bool) -> None:
    record = certificate.record
    withdrawal = Withdrawal.objects.select_related("case").get(pk=certificate.withdrawal_id)
    facts = Reopening(
        case_number=withdrawal.case.number,
        withdrawn_on=withdrawal.on,
        grounds=certificate.grounds,
        document=certificate.document,
        filed_on=certificate.filed_on,
        opens_on=certificate.opens_on,
        notice_working_days=term.days,
        is_provisional=is_provisional,
        platform=settings.SITE["name"],
        **about_record(record),
    )
    letter = queue_office_letter(facts, subject=record.subject, on=certificate.filed_on)
    tell(
        who_act_for(record.subject_id, certificate.filed_on),
        righting_texts.reopening(certificate),
        letter=letter,
    )
