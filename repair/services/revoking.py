"""A repair that was wrong is revoked by its department, behind a finding that two persons of the credit office made.

Which kind of case found it, repair need not know: whoever corrects calls this in its own transaction.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework import moves
from casework.deferring import check_now, put_off
from casework.errors import CaseError, NotOpenAnyMore
from casework.models import ApplicationBar, CaseEvent, Restoration
from casework.restoring import HAS_ITS_FINDING, restore
from notifications.models import Letter
from notifications.models.letters import LetterState
from notifications.papers import issue
from notifications.parts import remedies, stated
from notifications.services import revoke_letter
from registry.assessing import refresh
from registry.models import Obligation, Record, SanctionsMeasure, Subject
from repair import correction_texts, sms
from repair.letters import Bar, RepairGranted, RepairRevoked
from repair.models import RepairCase, Status
from repair.services.commitment import signed_letter
from repair.services.decide import noted_by
from repair.services.decision_facts import about_decision
from repair.services.law import case_facts
from repair.services.papers import tell_applicant
from rules.library import RuleSet
from rules.services import current_library

BARRED_FOR, SAID_FOR = "false_statement_bar", "false_statement_published"
REVOKED_BECAUSE = "经核查复查，原准予信用修复决定已撤销，详见撤销信用修复决定书。"
UNTRUE_BECAUSE = "经核查复查，承诺不实，所涉信用修复已撤销。"


class DecidedByThem(CaseError):
    default = _("Whoever decided the application does not put the decision right: another person has to.")


@dataclass(frozen=True)
class Revocation:
    """What the department decides: why, on which clause, after what was heard; and whether it was deceived."""

    ground: str
    clause: str
    heard: str
    deceived: bool
    proposer: Any


@transaction.atomic
def revoke(
    repaired: RepairCase,
    decision: Revocation,
    *,
    finding: CaseEvent,
    correcting: CaseEvent,
    by: Any,
    on: date,
) -> Restoration:
    """Revoke a repair, with everything that follows on the same day.

    `finding` found it wrong, `correcting` is the event at which the case behind it now stands. The
    record is shown again for what is left of its time, what the repair noted as fulfilled is open
    again, the certificate is revoked, and who deceived cannot apply for as long as the rules say.
    """
    case = moves.locked(RepairCase.objects.order_by(), pk=repaired.pk)
    if case.status != Status.REPAIRED:
        raise NotOpenAnyMore
    if decision.proposer.pk == case.decided_by_id:
        raise DecidedByThem
    case.finding = finding
    put_off(HAS_ITS_FINDING)
    about = {"finding": finding.case.number, "clause": decision.clause, "deceived": decision.deceived}
    event = moves.make(
        case.revoke,
        by=by,
        on=on,
        words=decision.ground,
        proposer=decision.proposer,
        facts=about,
        ground=decision.ground,
    )
    _open_again_what_it_noted(case)
    restoration = restore(case, event, finding=finding, correcting=correcting, ground=decision.ground, on=on)
    check_now(HAS_ITS_FINDING)
    rules = current_library().governing(case_facts(case), on)
    bar = _bar(restoration, rules, on) if decision.deceived else None
    of_whom = {"subject": case.subject_id} if bar else {"pk": case.record_id}
    refresh(Record.objects.filter(**of_whom), on)
    letter = issue(case, _facts(case, decision, restoration, bar, rules), on=on)
    _end_its_letters(case, deceived=decision.deceived, on=on)
    tell_applicant(case, correction_texts.revoked(case, restoration), letter, sms.revoked(case))
    return restoration


def _open_again_what_it_noted(case: RepairCase) -> None:
    """What the wrong decision noted as fulfilled is no longer known to be; it can be shown anew."""
    noted = Obligation.objects.filter(record=case.record_id, source__endswith=noted_by(case))
    noted.update(fulfilled=None, fulfilled_on=None, source="")


def _bar(restoration: Restoration, rules: RuleSet, on: date) -> ApplicationBar | None:
    """Keep for how long the subject cannot apply; none where the rules of the place give none."""
    barred, said = rules.figure(BARRED_FOR), rules.figure(SAID_FOR)
    if barred is None:
        return None
    subject = Subject.objects.select_for_update().get(pk=restoration.record.subject_id)
    bar = ApplicationBar.objects.create(
        subject=subject,
        restoration=restoration,
        starts_on=on,
        until=barred.ends_on(on),
        published_until=said.ends_on(on) if said else None,
        cites=barred.cites,
        confirmed=barred.confirmed and (said is None or said.confirmed),
    )
    longest = subject.repair_bars.order_by("-until", "pk")[0]
    subject.repair_barred_from, subject.repair_barred_until = longest.starts_on, longest.until
    subject.save(update_fields=["repair_barred_from", "repair_barred_until"])
    return bar


def _facts(
    case: RepairCase,
    decision: Revocation,
    restoration: Restoration,
    bar: ApplicationBar | None,
    rules: RuleSet,
) -> RepairRevoked:
    granted = _granted(case)
    until = restoration.shown_until
    lifted = SanctionsMeasure.objects.filter(record=case.record_id, lifted_because=case.number)
    return RepairRevoked(
        granted_number=granted.number if granted else case.number,
        granted_on=stated(case.decided_on),
        found_by=settings.SITE["office"],
        finding_number=restoration.finding.number,
        ground=decision.ground,
        clause=decision.clause,
        heard=decision.heard,
        revoked_on=restoration.on,
        is_shown_again=until is None or until >= restoration.on,
        shown_until=until,
        measures=tuple(lifted.order_by("pk").values_list("measure", flat=True)),
        deceived=decision.deceived,
        bar=Bar(bar.until, bar.published_until, bar.cites, bar.confirmed) if bar else None,
        remedies=remedies(rules, case.department),
        **about_decision(case),
    )


def _granted(case: RepairCase) -> Letter | None:
    letters = Letter.objects.of_case(case).filter(kind=RepairGranted.kind, state=LetterState.VALID)
    return letters.first()


def _end_its_letters(case: RepairCase, *, deceived: bool, on: date) -> None:
    """The certificate says at once that it is revoked; so does a commitment that was untrue."""
    if granted := _granted(case):
        revoke_letter(granted, reason=REVOKED_BECAUSE, on=on)
    if deceived and (commitment := signed_letter(case)):
        revoke_letter(commitment, reason=UNTRUE_BECAUSE, on=on)
