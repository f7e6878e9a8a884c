"""A reconsideration or lawsuit is recorded by the department, marks the record while it runs, and ends with its result."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework import moves
from casework.effects import bring_about
from casework.errors import CaseError, NotOpenAnyMore
from casework.evidence.receiving import Place, receive
from casework.models import CaseEvent, Desk, EffectKind, EvidenceFile
from casework.models.evidence import Purpose
from notifications.papers import tell_party
from objections import contest_texts as texts
from objections.models import ContestCase
from objections.models.kinds import CONTEST_NOTICE
from registry.assessing import facts_of
from registry.models import Record
from repair.services.evidence import have_it_checked
from rules.objections import ObjectionRules
from rules.services import objection_rules
from rules.terms import Figure

NUMBER_PREFIX = "SS"
RESULT_PAPER = "contest_result"


class NotThen(CaseError):
    """A day on which it cannot have been."""


@dataclass(frozen=True)
class Notice:
    """What the notice of acceptance says."""

    way: str
    organ: str
    number: str
    accepted_on: date


@dataclass(frozen=True)
class Outcome:
    """What the document says that ends the matter."""

    result: str
    number: str
    on: date


@transaction.atomic
def record_contest(record: Record, notice: Notice, upload: UploadedFile, *, by: Any, on: date) -> ContestCase:
    """Record that the decision behind a record is contested; the record is marked at once.

    Raises AlreadyOpen where one is recorded already, FileRefused with words about the notice.
    """
    record = Record.objects.select_for_update(no_key=True).order_by().get(pk=record.pk)
    if record.withdrawn_on:
        raise NotOpenAnyMore(_("This record has been withdrawn."))
    _was_possible(notice.accepted_on, record.decided_on, on, field="accepted_on")
    case = ContestCase(
        record=record,
        way=notice.way,
        organ=notice.organ,
        notice_number=notice.number,
        accepted_on=notice.accepted_on,
        desk=Desk.OUTSIDE,
    )
    moves.open_case(case, by=by, on=on, prefix=NUMBER_PREFIX)
    _keep(case, upload, CONTEST_NOTICE.code, by=by, on=on)
    _follow(case, case.events.get(seq=1), on)
    tell_party(case, texts.recorded(case), phone="")
    return case


@transaction.atomic
def attach_paper(number: str, upload: UploadedFile, *, by: Any, on: date) -> EvidenceFile:
    """Attach the notice anew, or a further paper, while the matter runs."""
    case = _ours(number, by)
    if case.closed:
        raise NotOpenAnyMore
    return _keep(case, upload, CONTEST_NOTICE.code, by=by, on=on)


@transaction.atomic
def end_contest(
    number: str, outcome: Outcome, upload: UploadedFile | None = None, *, by: Any, on: date
) -> ContestCase:
    """Record how it ended: the mark and what else it brought about end with it."""
    case = _ours(number, by)
    _was_possible(outcome.on, case.accepted_on, on, field="result_on")
    said: dict[str, Any] = {
        "result": outcome.result,
        "result_number": outcome.number,
        "result_on": outcome.on,
    }
    event = moves.make(case.end, by=by, on=on, **said)
    if upload:
        _keep(case, upload, RESULT_PAPER, by=by, on=on)
    return _is_over(case, event, on)


@transaction.atomic
def cancel_contest(number: str, *, reason: str, by: Any, on: date) -> ContestCase:
    """Cancel what was recorded by mistake, as somebody else than who recorded it."""
    case = _ours(number, by)
    event = moves.make(case.cancel, by=by, on=on, words=reason, proposer=case.opened_by)
    return _is_over(case, event, on)


def _is_over(case: ContestCase, event: CaseEvent, on: date) -> ContestCase:
    case.desk = Desk.NOBODY
    case.save(update_fields=["desk"])
    _follow(case, event, on)
    tell_party(case, texts.over(case), phone="")
    return case


def _ours(number: str, by: Any) -> ContestCase:
    """A contest of one of the departments in which the user reviews, locked."""
    return moves.locked(ContestCase.objects.visible_to_staff(by).order_by(), number=number)


def _was_possible(day: date, earliest: date, today: date, *, field: str) -> None:
    if day > today:
        raise NotThen(_("This day lies in the future."), field=field)
    if day < earliest:
        words = _("This cannot have been before %(day)s.") % {"day": earliest.isoformat()}
        raise NotThen(words, field=field)


def _keep(case: ContestCase, upload: UploadedFile, asked_as: str, *, by: Any, on: date) -> EvidenceFile:
    file = receive(case, upload, Place(Purpose.ANSWER, asked_as=asked_as), by=by)
    file.handed_in_on = on
    file.save(update_fields=["handed_in_on"])
    transaction.on_commit(have_it_checked)
    return file


def _follow(case: ContestCase, event: CaseEvent, on: date) -> None:
    wanted = {} if case.closed else effects_of(objection_rules(facts_of(case.record), on))
    bring_about(case, wanted, event=event, on=on)


def effects_of(rules: ObjectionRules) -> dict[EffectKind, Figure]:
    """What the rules give a record whose decision is contested, with the clause of each."""
    said = {
        EffectKind.CONTESTED: rules.figure("contest_mark"),
        EffectKind.SUSPEND_DISCLOSURE: rules.figure("contest_pauses_publication"),
    }
    return {kind: figure for kind, figure in said.items() if figure and figure.value == "yes"}
