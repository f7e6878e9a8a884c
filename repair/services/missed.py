"""A repair that was missed (漏修): a record shown too long goes, and a refusal that was wrong is replaced.

Like `revoking`, it is called by whoever corrects, in the transaction of the correction.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from casework import moves
from casework.channels import end_by_repair
from casework.effects import tell_channels
from casework.errors import CaseError
from casework.models import CaseEvent, OrderKind, Removal
from casework.models.events import ClockMark
from casework.routing import note_desk
from casework.wording import iso_day
from notifications.models import Letter
from notifications.models.letters import LetterState
from notifications.papers import issue
from notifications.parts import about
from notifications.services import queue_office_letter, replace_letter, tell
from registry.assessing import facts_of
from registry.duties import who_act_for
from registry.models import Publication, PublicationChange, Record, SanctionsMeasure
from registry.models.publication import ON_SHOW, PublicationState
from repair import correction_texts, sms
from repair.flows import RepairFlow
from repair.letters import MissedRepair, NotAccepted, RepairRefused
from repair.models import FulfilmentStatement, RepairCase, Status
from repair.services.channels import nudge_channels
from repair.services.decide import note_fulfilment, order_removal
from repair.services.decision_facts import granted_facts
from repair.services.law import assess_case, keep_assessment
from repair.services.papers import tell_applicant
from repair.services.revoking import DecidedByThem
from rules.periods import is_on_show, periods_of
from rules.services import current_library

DAY = timedelta(days=1)
GRANTED_INSTEAD = "经核查复查，原不予修复的决定有误，已更正为准予信用修复。"
JUDGED_ANEW = "经核查复查重新核验"


class StillToBeShown(CaseError):
    """Nothing says that the record should be gone."""


@dataclass(frozen=True)
class Overdue:
    """Why a record should be gone, and since which day."""

    because: str
    since: date
    removal: Removal | None = None


def overdue(record: Record, *, on: date) -> Overdue | None:
    """Why and since when a record should be shown no more; None where it may be on show."""
    if record.withdrawn_on:
        return Overdue("该信息已经撤下", record.withdrawn_on)
    repaired = RepairCase.objects.filter(record=record, status=Status.REPAIRED, removal__isnull=False)
    if case := repaired.order_by("-pk").first():
        return Overdue("该信息已经准予信用修复", case.removal.ordered_on, case.removal)
    facts = facts_of(record)
    rules = current_library().governing(facts, on)
    periods = periods_of(facts, rules)
    if is_on_show(facts, rules, periods, on):
        return None
    if periods.maximum and periods.maximum < on:
        return Overdue("该信息的最长公示期已经届满", periods.maximum + DAY)
    return Overdue("按照规定，这类信息不予公示", periods.start or record.decided_on)


@transaction.atomic
def stop_showing(correcting: CaseEvent, *, on: date) -> Overdue:
    """Take a record that should be gone off every channel, lift its measures, and say sorry.

    `correcting` is the step of the case that corrects it. Raises StillToBeShown where the rules keep
    the record on show: then it is for a repair, and not for a correction, to end that.
    """
    case = correcting.case
    record = Record.objects.select_for_update(of=("self",)).select_related("subject").get(pk=case.record_id)
    late = overdue(record, on=on)
    if late is None:
        words = format_lazy(
            _("By the rules the record is on show until {day}; it ends earlier by a repair only."),
            day=iso_day(record.max_period_ends_on) if record.max_period_ends_on else "—",
        )
        raise StillToBeShown(words)
    tell_channels(case, [OrderKind.END], event=correcting, everywhere=True)
    for shown in Publication.objects.select_for_update().filter(record=record, state__in=ON_SHOW):
        _end(shown, late, because=case.number, on=on)
    standing = SanctionsMeasure.objects.filter(record=record, lifted_on__isnull=True)
    measures = tuple(standing.order_by("pk").values_list("measure", flat=True))
    standing.update(lifted_on=on, lifted_because=case.number)
    facts = MissedRepair(
        because=late.because,
        should_have_ended_on=late.since,
        days_too_long=max((on - late.since).days, 0),
        ended_on=on,
        measures=measures,
        phone=case.department.phone,
        platform=settings.SITE["name"],
        **about(case),
    )
    letter = queue_office_letter(facts, subject=record.subject, on=on, department=case.department)
    tell(who_act_for(record.subject_id, on), correction_texts.missed(record, late.since), letter=letter)
    return late


def _end(shown: Publication, late: Overdue, *, because: str, on: date) -> None:
    if late.removal:
        end_by_repair(late.removal, shown.channel.code, on=on)
        return
    source, last = shown.state, late.since - DAY
    shown.shown_until = min(last, shown.shown_until) if shown.shown_until else last
    shown.state, shown.ended_on = PublicationState.ENDED_AT_MAXIMUM, on
    shown.save(update_fields=["state", "shown_until", "ended_on"])
    PublicationChange.objects.create(
        publication=shown, source=source, target=shown.state, on=on, because=because
    )


@transaction.atomic
def grant_after_all(
    refused: RepairCase, *, finding: CaseEvent, correcting: CaseEvent, proposer: Any, by: Any, on: date
) -> RepairCase:
    """Replace a wrong refusal by the grant, as two persons of the department decide; the record goes.

    The rules of the day of application have to allow it; what was not accepted as fulfilled is judged anew.
    """
    case = moves.locked(RepairCase.objects.order_by(), pk=refused.pk)
    if proposer.pk == case.decided_by_id:
        raise DecidedByThem
    case.finding = finding
    judged = FulfilmentStatement.objects.filter(case=case).exclude(accepted=True)
    judged.update(accepted=True, judgement=JUDGED_ANEW, judged_by=by)
    assess_case(case, on)
    facts = {"finding": finding.case.number, "correction": correcting.case.number}
    stop = moves.Clock(ClockMark.STOP, "")
    event = moves.make(case.grant_after_all, by=by, on=on, clock=stop, proposer=proposer, facts=facts)
    keep_assessment(case)
    RepairFlow.again.run(case=case)
    case.save()
    note_desk(case)
    note_fulfilment(case, on)
    order_removal(case, event.seq, on)
    letter = issue(case, granted_facts(case), on=on)
    wrong = Letter.objects.of_case(case).filter(
        kind__in=[RepairRefused.kind, NotAccepted.kind], state=LetterState.VALID
    )
    for each in wrong:
        replace_letter(each, letter, reason=GRANTED_INSTEAD, on=on)
    tell_applicant(case, correction_texts.granted_after_all(case), letter, sms.granted(case))
    transaction.on_commit(nudge_channels, robust=True)
    return case
