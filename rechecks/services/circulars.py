"""通报: a leader of the credit office decides that a delay is said aloud, to its department or to every one."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.errors import CaseError
from notifications.services import queue_letter_to_department, tell
from rechecks.letters import CircularLetter
from rechecks.models import Circular, SupervisionNotice
from rechecks.models.supervision import EventKind, Stage
from rechecks.services.supervising import note_event, of_the_office, spoken, tell_the_department
from rechecks.texts import supervision as texts
from registry.duties import office_people
from rules.services import office_calendar

EVERY_DEPARTMENT = "各认定单位"


@dataclass(frozen=True)
class Said:
    """What is said, who of the leaders decided it, and to whom."""

    words: str
    decided_by: str
    to_all: bool


@transaction.atomic
def send_circular(number: str, said: Said, *, by: Any, on: date) -> Circular:
    """Issue the circular with its letter; whoever it is for is told. It names no subject and moves no term."""
    notice = of_the_office(number, by)
    words, leader = spoken(said.words), said.decided_by.strip()
    if not leader:
        raise CaseError(_("Say who decided it"), field="decided_by")
    letter = queue_letter_to_department(
        _letter(notice, words, leader, to_all=said.to_all, on=on),
        department=notice.department,
        on=on,
        addressee=EVERY_DEPARTMENT if said.to_all else "",
    )
    made = Circular.objects.create(
        notice=notice,
        letter=letter,
        to_all=said.to_all,
        words=words,
        decided_by=leader,
        issued_by=by,
        issued_on=on,
    )
    note_event(notice, EventKind.CIRCULATED, by=by, on=on, stage=Stage.CIRCULAR, words=words)
    if said.to_all:
        tell(_every_officer(), texts.circulated(made), letter=letter)
    else:
        tell_the_department(notice, EventKind.CIRCULATED.label, words)
    return made


def _letter(notice: SupervisionNotice, words: str, leader: str, *, to_all: bool, on: date) -> CircularLetter:
    calendar = office_calendar()
    supervised = list(notice.supervised.all())
    reply = notice.events.filter(kind=EventKind.REPLIED).order_by("seq").first()
    return CircularLetter(
        department=notice.department.name,
        to_all=to_all,
        notice_number=notice.letter.number,
        notice_on=notice.issued_on,
        reply_by=notice.reply_by,
        replied_on=reply.on if reply else None,
        cases=len(supervised),
        longest=max(calendar.count(each.due_on, on) for each in supervised),
        words=words,
        decided_by=leader,
        platform=settings.SITE["name"],
    )


def _every_officer() -> list[Any]:
    """Everybody who works in a department, and the credit office."""
    working = get_user_model().objects.filter(
        memberships__until=None, memberships__isnull=False, is_active=True
    )
    return list(dict.fromkeys([*working.order_by("pk").distinct(), *office_people()]))
