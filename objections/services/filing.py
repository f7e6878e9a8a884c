"""The verbs of who objects: the subject, the department that finds its own mistake, the credit office."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework import moves
from casework.errors import CaseError, NotOpenAnyMore
from casework.evidence.handing_in import hand_in_evidence
from casework.models import Case
from casework.models.events import ClockMark
from casework.policy import system_user
from casework.routing import desk_of, end_process, note_desk
from objections.flows import ObjectionFlow
from objections.models import THE_RECORD, Claim, ObjectionCase, Origin, Status
from objections.models.kinds import OF_FIELDS
from objections.services import law, telling
from objections.services.access import of_whoever_objects
from objections.services.evidence import missing_papers
from objections.services.moving import asked, move, resumed, settle_dates
from objections.services.repeats import repeated_by
from registry.correctable import FIELDS, CannotCorrect
from registry.models import Record
from repair.services import pause_for
from repair.services.other_matter import undecided_on

NUMBER_PREFIX = "YY"
NOTHING_LEFT = _("This record has been withdrawn; there is nothing left to object to.")


class RepairRuns(CaseError):
    """Raised where an application for repair runs on the record and nobody has said that it may wait."""

    default = _(
        "An application for repair is running on this record. Choose: let it wait until the objection is"
        " answered, or go on with it and object afterwards."
    )

    def __init__(self, repair: Case) -> None:
        super().__init__(field="pause_repair")
        self.repair = repair


@dataclass(frozen=True)
class ClaimDraft:
    """One thing that is said to be wrong: the field (or the record as a whole), what it should say, and why."""

    field: str
    claimed: str = ""
    explanation: str = ""


def draft_of(number: str, by: Any, on: date) -> ObjectionCase:
    """One's own objection while it is being written, locked."""
    case = moves.locked(of_whoever_objects(by, on), number=number)
    if case.status != Status.DRAFTED:
        raise NotOpenAnyMore(_("This objection has been filed; what it says stands."))
    return case


@transaction.atomic
def begin(
    record: Record,
    *,
    kind: str,
    origin: str = Origin.SUBJECT,
    contested: bool = False,
    informant: str = "",
    pause_repair: bool = False,
    by: Any,
    on: date,
) -> ObjectionCase:
    """Begin an objection to a record; it is a draft until it is filed.

    Raises AlreadyOpen where one is open, RepairRuns where a repair runs and is not to wait.
    """
    repair = undecided_on(record)  # cases are locked before their record
    record = Record.objects.select_for_update(no_key=True).order_by().get(pk=record.pk)
    if record.withdrawn_on:
        raise NotOpenAnyMore(NOTHING_LEFT)
    if repair is not None and not repair.is_paused and not pause_repair:
        raise RepairRuns(repair)
    case = ObjectionCase(
        record=record, kind=kind, origin=origin, contested=contested, informant=informant.strip()
    )
    moves.open_case(case, by=by, on=on, prefix=NUMBER_PREFIX)
    ObjectionFlow.start.run(case=case)
    case.save(update_fields=["process"])
    note_desk(case)
    return case


@transaction.atomic
def change_kind(number: str, *, kind: str, contested: bool, by: Any, on: date) -> ObjectionCase:
    """Say that something else is wrong; claims that no longer fit the kind are dropped."""
    case = draft_of(number, by, on)
    case.kind, case.contested = kind, contested
    case.save(update_fields=["kind", "contested"])
    claims = (
        case.claims.filter(field=THE_RECORD) if kind in OF_FIELDS else case.claims.exclude(field=THE_RECORD)
    )
    claims.delete()
    return case


@transaction.atomic
def claim_fields(number: str, claims: Sequence[ClaimDraft], *, by: Any, on: date) -> ObjectionCase:
    """Say field by field what is wrong; replaces what the draft said. Raises CaseError with the field."""
    case = draft_of(number, by, on)
    wanted = [_claim(case, each) for each in claims]
    if not wanted:
        raise CaseError(_("Tick at least one thing that is wrong."), field="fields")
    if len({each.field for each in wanted}) < len(wanted):
        raise CaseError(_("Each field can be claimed once."), field="fields")
    kept = {each.field: each for each in case.claims.all()}
    case.claims.exclude(field__in=[each.field for each in wanted]).delete()
    number_of = max((each.number for each in kept.values()), default=0)
    for each in wanted:
        before = kept.get(each.field)
        number_of += before is None
        Claim.objects.update_or_create(
            case=case,
            field=each.field,
            defaults={
                "number": before.number if before else number_of,
                "stated": each.stated,
                "claimed": each.claimed,
                "explanation": each.explanation,
            },
        )
    return case


def _claim(case: ObjectionCase, said: ClaimDraft) -> Claim:
    explanation = said.explanation.strip()
    if said.field == THE_RECORD:
        if not explanation:
            raise CaseError(_("Say what is wrong with the record."), field=f"explanation_{said.field}")
        return Claim(case=case, field=THE_RECORD, explanation=explanation)
    field = FIELDS.get(said.field)
    if field is None:
        raise CaseError(_("A record has no such field."), field="fields")
    try:
        claimed = field.packed(field.read(said.claimed))
        same = field.says_already(case.record, said.claimed)
    except CannotCorrect as refusal:
        raise CaseError(str(refusal), field=f"claimed_{said.field}") from refusal
    if same:
        raise CaseError(_("That is what the record says already."), field=f"claimed_{said.field}")
    stated = field.packed(field.value(case.record))
    return Claim(case=case, field=said.field, stated=stated, claimed=claimed, explanation=explanation)


@transaction.atomic
def state(
    number: str, *, statement: str, shown: bool, notice_wanted: bool, by: Any, on: date
) -> ObjectionCase:
    """Add the subject's own statement, and say whether it and a correction notice are to be published."""
    case = draft_of(number, by, on)
    words = statement.strip()
    longest = ObjectionCase._meta.get_field("statement").max_length
    if len(words) > longest:
        raise CaseError(_("Please keep this to %(limit)s characters") % {"limit": longest}, field="statement")
    rules = law.governing(case, on)
    allowed = rules.word("statement_shown", case.kind) == "yes"
    case.statement, case.statement_shown = words, shown and allowed and bool(words)
    case.notice_wanted = notice_wanted
    case.save(update_fields=["statement", "statement_shown", "notice_wanted"])
    return case


@transaction.atomic
def file(
    number: str,
    *,
    contact_name: str = "",
    contact_phone: str = "",
    pause_repair: bool = False,
    by: Any,
    on: date,
) -> ObjectionCase:
    """Hand the objection in: the rules of this day govern it from now on. A mere repetition is closed at once.

    Raises RepairRuns where a repair was begun since the draft and is not to wait.
    """
    case = draft_of(number, by, on)
    if missing := missing_papers(case):
        words = _("Please upload %(paper)s") % {"paper": missing[0].label}
        raise CaseError(words, field=f"paper_{missing[0].code}")
    case.contact_name, case.contact_phone = contact_name.strip(), contact_phone.strip()
    case.filed_on = on
    rules = law.keep_rules(case, on)
    case.repeats = repeated_by(case)
    repair = undecided_on(case.record)
    if case.repeats is None and repair and begun_since(case, repair) and not pause_repair:
        raise RepairRuns(repair)
    with desk_of(case, ObjectionFlow.file):
        move(case, _filing_step(case), by=by, on=on, stage=law.acceptance_stage(case, rules, on))
    hand_in_evidence(case, on)
    if case.repeats is not None:
        _close_as_repeated(case, on)
    else:
        pause_for(case.record, case, on=on)
    settle_dates(case, on)
    (telling.received if case.repeats is None else telling.repeated)(case, on=on)
    return case


def begun_since(case: ObjectionCase, repair: Case) -> bool:
    """Whether a repair runs of which nobody was told when the objection was begun: the choice is still open."""
    return repair.pk > case.pk and not repair.is_paused


def _filing_step(case: ObjectionCase) -> Any:
    steps = {Origin.SUBJECT: case.file, Origin.DEPARTMENT: case.file_as_department}
    return steps.get(Origin(case.origin), case.file_as_office)


def _close_as_repeated(case: ObjectionCase, on: date) -> None:
    case.repeats_case = case.repeats
    with desk_of(case, ObjectionFlow.accept):
        move(
            case,
            case.close_as_repeated,
            by=system_user(),
            on=on,
            clock=moves.Clock(ClockMark.STOP, ""),
            facts={"repeats": case.repeats.number},
        )


@transaction.atomic
def withdraw(number: str, *, words: str = "", by: Any, on: date) -> ObjectionCase:
    """Take the objection back before it is answered; what waited for it goes on."""
    case = moves.locked(of_whoever_objects(by, on), number=number)
    if not case.is_the_subjects and case.is_handed_in and not words.strip():
        raise CaseError(_("Say why this is taken back."), field="words")
    steps = {Origin.SUBJECT: case.withdraw, Origin.DEPARTMENT: case.withdraw_as_department}
    step = steps.get(Origin(case.origin), case.withdraw_as_office)
    move(case, step, by=by, on=on, words=words.strip(), clock=moves.Clock(ClockMark.STOP, ""))
    end_process(case)
    settle_dates(case, on)
    telling.withdrawn(case, on=on)
    return case


@transaction.atomic
def answer_request(number: str, *, answers: Sequence[str], by: Any, on: date) -> ObjectionCase:
    """Hand in the evidence that was asked for, item by item; the clock runs on."""
    case = moves.locked(of_whoever_objects(by, on), number=number)
    asked(case, on)
    request = case.requests.filter(answered_on=None).last()
    if request is None:
        raise NotOpenAnyMore
    if len([each for each in answers if each.strip()]) != len(request.items):
        raise CaseError(_("Every item of the list must be answered or explained."), field="answers")
    step = {
        Status.FILED: case.supplement_for_acceptance,
        Status.ACCEPTED: case.supplement_for_check,
        Status.VERIFYING: case.supplement_for_verification,
    }[Status(request.asked_in)]
    with desk_of(case, ObjectionFlow.supplement):
        move(case, step, by=by, on=on, clock=resumed(case))
        request.answers, request.answered_on = [each.strip() for each in answers], on
        request.save(update_fields=["answers", "answered_on"])
    hand_in_evidence(case, on)
    settle_dates(case, on)
    telling.evidence_handed_in(case, on=on)
    return case
