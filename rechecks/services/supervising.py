"""The verbs of supervision (督办). The credit office asks, the department answers; no verb here touches a case or its term."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.errors import CaseError, NotOpenAnyMore
from casework.models import Case, NumberSeries
from casework.policy import system_user
from casework.wording import person_name
from notifications import preview
from notifications.models import Letter, LetterPreview
from notifications.parts import stated
from notifications.services import queue_letter_to_department, tell
from rechecks.letters import LateCase, SupervisionLetter
from rechecks.models import Interview, SupervisedCase, SupervisionEvent, SupervisionNotice
from rechecks.models.supervision import EventKind, InterviewKind, Stage
from rechecks.selectors.supervision import late_cases, without_notice
from rechecks.texts import supervision as texts
from rechecks.texts import supervision_sms as sms
from registry.duties import (
    DESK_DUTIES,
    duty_group,
    holds,
    office_people,
    sits_in_credit_office,
)
from registry.models import Department
from repair.services.reminders import text_reminder
from rules.services import office_calendar

PREFIX = "DB"


@dataclass(frozen=True)
class Draft:
    """What the office fills in before a notice is issued."""

    cases: tuple[str, ...]  # their numbers
    responsible: Any
    facts: str
    reply_by: date


def answerable(department: Department) -> list[Any]:
    """Who can be named as the person responsible: the heads of the department first, then its reviewers."""
    heads = duty_group(department, "lead_department").user_set.filter(is_active=True).order_by("pk")
    reviewers = duty_group(department, "review_cases").user_set.filter(is_active=True).order_by("pk")
    return list(dict.fromkeys([*heads, *reviewers]))


@transaction.atomic
def issue_notice(draft: Draft, *, by: Any, on: date) -> SupervisionNotice:
    """Issue a notice about late cases of one department, with its letter; the department is told."""
    cases = _cases_meant(draft, by=by, on=on)
    department = cases[0].department
    if draft.responsible not in answerable(department):
        raise CaseError(_("Choose somebody of the department"), field="responsible")
    if draft.reply_by <= on:
        raise CaseError(_("The department needs at least one day to reply"), field="reply_by")
    letter = queue_letter_to_department(_letter(draft, cases, on), department=department, on=on)
    notice = SupervisionNotice.objects.create(
        number=f"{PREFIX}-{on.year}-{NumberSeries.take(f'{PREFIX}-{on.year}'):06d}",
        department=department,
        responsible=draft.responsible,
        facts=draft.facts.strip(),
        reply_by=draft.reply_by,
        letter=letter,
        issued_by=by,
        issued_on=on,
    )
    for case in cases:
        SupervisedCase.objects.create(notice=notice, case=case, due_on=stated(case.due_on))
    note_event(notice, EventKind.ISSUED, by=by, on=on, stage=Stage.NOTICE)
    people = people_answering(notice)
    tell(people, texts.issued(notice), letter=letter)
    for each in people:
        text_reminder(each, sms.issued(notice), f"supervision:{notice.pk}")
    return notice


def preview_notice(draft: Draft, *, by: Any, on: date) -> LetterPreview:
    """The letter as it would be issued now; nothing of it stays."""
    first = Case.objects.get(number=draft.cases[0])

    def step() -> Letter:
        return issue_notice(draft, by=by, on=on).letter

    return preview.preview(first, step, by=by)


def _cases_meant(draft: Draft, *, by: Any, on: date) -> list[Case]:
    """The cases, locked: late, of one department in which the person does not work, and without a notice."""
    if not draft.facts.strip():
        raise CaseError(_("State the facts"), field="facts")
    wanted = Case.objects.filter(number__in=draft.cases).order_by("pk")
    locked = list(wanted.select_for_update(of=("self",)).values_list("pk", flat=True))
    late = without_notice(late_cases(on, office_calendar())).filter(pk__in=locked)
    cases = list(late.order_by("due_on", "pk"))
    if not cases or len(cases) != len(set(draft.cases)):
        raise NotOpenAnyMore(_("One of these cases is not late any more, or is supervised already."))
    if len({each.department_id for each in cases}) > 1:
        raise CaseError(_("A notice goes to one department"))
    _supervises(by, cases[0].department_id)
    return cases


def _letter(draft: Draft, cases: Sequence[Case], on: date) -> SupervisionLetter:
    calendar = office_calendar()
    return SupervisionLetter(
        department=cases[0].department.name,
        responsible=person_name(draft.responsible),
        facts=draft.facts.strip(),
        cases=tuple(_late(each, calendar.count(each.due_on, on)) for each in cases if each.due_on),
        reply_by=draft.reply_by,
        platform=settings.SITE["name"],
        phone=settings.SITE["phone"],
    )


KINDS = {"repair": "信用修复", "objection": "信用信息异议", "recheck": "核查复查"}


def _late(case: Case, days: int) -> LateCase:
    return LateCase(
        number=case.number,
        kind=KINDS.get(case.machine, "其他事项"),
        subject=case.subject.shown_name,
        document_number=case.record.document_number,
        due_on=stated(case.due_on),
        days_over=days,
    )


@transaction.atomic
def reply(
    number: str, *, reason: str, measures: str, expected_on: date, by: Any, on: date
) -> SupervisionNotice:
    """The department says why, what it does, and when it will be done; it may say more later."""
    notice = _locked(number)
    if not any(holds(by, duty, notice.department_id) for duty in DESK_DUTIES):
        raise SupervisionNotice.DoesNotExist
    if expected_on < on:
        raise CaseError(_("The day cannot lie in the past"), field="expected_on")
    said = {"words": reason.strip(), "measures": measures.strip(), "expected_on": expected_on}
    event = note_event(notice, EventKind.REPLIED, by=by, on=on, officer_of_id=notice.department_id, **said)
    tell(office_people(), texts.replied(notice, reason.strip()), key=f"replied:{notice.pk}:{event.seq}")
    return notice


@dataclass(frozen=True)
class Talk:
    """What an interview record holds."""

    held_on: date
    place: str
    held_by: str
    attended_by: str
    matters: str
    demands: str
    put_right_by: date | None = None


@transaction.atomic
def interview_department(number: str, talk: Talk, *, by: Any, on: date) -> Interview:
    """Keep the record of an interview that the office held with the department."""
    notice = of_the_office(number, by)
    kept = keep_talk(talk, InterviewKind.DEPARTMENT, notice.department_id, by=by, on=on, notice=notice)
    note_event(notice, EventKind.INTERVIEWED, by=by, on=on, stage=Stage.INTERVIEW, words=talk.demands.strip())
    tell_the_department(notice, EventKind.INTERVIEWED.label, talk.demands)
    return kept


def keep_talk(talk: Talk, kind: str, department: int, *, by: Any, on: date, **about: Any) -> Interview:
    """Keep what was written down of an interview that was held."""
    if talk.held_on > on:
        raise CaseError(_("An interview is recorded after it was held"), field="held_on")
    if talk.put_right_by and talk.put_right_by < talk.held_on:
        raise CaseError(_("The day lies before the interview"), field="put_right_by")
    kept = {
        "held_on": talk.held_on,
        "place": talk.place.strip(),
        "held_by": talk.held_by.strip(),
        "attended_by": talk.attended_by.strip(),
        "matters": talk.matters.strip(),
        "demands": talk.demands.strip(),
        "put_right_by": talk.put_right_by,
    }
    return Interview.objects.create(
        kind=kind, department_id=department, recorded_by=by, recorded_on=on, **kept, **about
    )


@transaction.atomic
def close_notice(number: str, *, words: str, by: Any, on: date) -> SupervisionNotice:
    """办结督办: the department has replied, or nothing of the cases is open any more."""
    notice = of_the_office(number, by)
    replied = notice.events.filter(kind=EventKind.REPLIED).exists()
    if not replied and notice.supervised.filter(case__closed=False).exists():
        raise CaseError(_("The department has not replied, and a case is still open."))
    note_event(notice, EventKind.CLOSED, by=by, on=on, words=spoken(words))
    tell_the_department(notice, EventKind.CLOSED.label, words)
    return notice


@transaction.atomic
def raise_stage(notice: SupervisionNotice, stage: Stage, *, on: date) -> bool:
    """Note, once, that the next stage has come because no reply did; whether to take it is the office's to say."""
    notice = _locked(notice.number)
    events = notice.events.all()
    known = events.filter(kind=EventKind.RAISED, stage=stage) | events.filter(kind=EventKind.REPLIED)
    if known.exists():
        return False
    note_event(notice, EventKind.RAISED, by=system_user(), on=on, stage=stage)
    tell(office_people(), texts.raised(notice, stage), key=f"raised:{notice.pk}:{stage}")
    return True


def note_event(notice: SupervisionNotice, kind: str, *, by: Any, on: date, **more: Any) -> SupervisionEvent:
    """The next entry of the log."""
    seq = notice.events.count() + 1
    return SupervisionEvent.objects.create(notice=notice, seq=seq, kind=kind, by=by, on=on, **more)


def _locked(number: str) -> SupervisionNotice:
    rows = SupervisionNotice.objects.select_for_update(of=("self",)).select_related("department", "letter")
    notice = rows.get(number=number)
    if notice.events.filter(kind=EventKind.CLOSED).exists():
        raise NotOpenAnyMore(_("This supervision has been closed."))
    return notice


def of_the_office(number: str, by: Any) -> SupervisionNotice:
    """An open notice, locked, for somebody of the office who may supervise its department."""
    notice = _locked(number)
    _supervises(by, notice.department_id)
    return notice


def _supervises(by: Any, department: int) -> None:
    """The credit office supervises, and nobody of it who works in the department."""
    works_there = by.memberships.filter(department=department, until=None).exists()
    if not sits_in_credit_office(by) or works_there:
        raise PermissionDenied


def people_answering(notice: SupervisionNotice) -> list[Any]:
    """Who is told in the department: the person responsible, its heads, and whoever has one of the cases."""
    heads = duty_group(notice.department, "lead_department").user_set.filter(is_active=True).order_by("pk")
    rows = notice.supervised.select_related("case__claimed_by")
    busy = [each.case.claimed_by for each in rows if each.case.claimed_by]
    return list(dict.fromkeys([notice.responsible, *heads, *busy]))


def tell_the_department(notice: SupervisionNotice, what: Any, words: str) -> None:
    tell(people_answering(notice), texts.taken_note_of(notice, what, words.strip()))


def spoken(words: str) -> str:
    if not words.strip():
        raise CaseError(_("Please say why"), field="words")
    return words.strip()
