"""A year of invented cases, so that the figures of the credit office count something.

Every case goes through the services of the pages, on days that lie behind; nothing is written past a guard.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from casework.errors import CaseError
from notifications.models import Outgoing, OutgoingState
from rechecks.demo.deeds import applied, found_in_order, taken_up
from registry.duties import give_duty
from registry.models import Department, Mandate, Record
from registry.models.subjects import MandateRole, SubjectKind
from repair import services
from repair.models import RepairCase
from repair.services.channels import work_channels
from rules.services import office_calendar

AGENT = "daiban"  # hands in the past cases of every company
PLACES = {
    "江环": "赵",
    "江交": "钱",
    "江消": "吴",
    "江城管": "郑",
}  # a department, and the surname of its people
CASES, RECENT = 30, 15
FURTHER_APART = timedelta(seconds=20)  # letters of the past are drawn one by one, behind those of the play
REFUSAL = "现场复查时整改没有完成。"
REMEDY = "整改完成并经复查合格后，可以再次申请。"


@dataclass(frozen=True)
class Past:
    """How one invented case went: from its number alone, so that every demonstration has the same year."""

    n: int

    @property
    def department(self) -> str:
        return list(PLACES)[self.n % len(PLACES)]

    @property
    def days_ago(self) -> int:
        """The day it was handed in: half of them in the last weeks, the others over the year."""
        return 10 + self.n * 3 if self.n < RECENT else 60 + (self.n - RECENT) * 20

    @property
    def is_open(self) -> bool:
        """In hand and late: what the office chases."""
        return self.n in (4, 8, 10)

    @property
    def is_refused(self) -> bool:
        return self.n % 8 == 5

    @property
    def is_returned(self) -> bool:
        return self.n % 6 == 2

    @property
    def takes(self) -> int:
        """Working days from taking it up to the decision; now and then more than there are."""
        return 14 if self.n % 11 == 7 else 2 + self.n % 5


def make_history(on: date) -> int:
    """Play the past once; returns how many cases were made."""
    if RepairCase.objects.filter(opened_by__username=AGENT).exists():
        return 0
    before = timezone.now()
    people = _people(on)
    records = {prefix: _records(prefix, on) for prefix in PLACES}
    made = sum(_one(Past(n), records, people, on) for n in range(CASES))
    _later(before)
    return made


def _people(on: date) -> dict[str, Any]:
    """The agent, and of each department a reviewer and a second person; none of them can sign in."""
    since = on - timedelta(days=800)
    people = {AGENT: _account(AGENT, "代办", "员")}
    for prefix, surname in PLACES.items():
        department = Department.objects.get(letter_prefix=prefix)
        for duty, given in (("review_cases", "经办"), ("countersign_cases", "复核")):
            person = _account(f"{duty.split('_')[0]}-{department.pk}", surname, given)
            give_duty(person, department, duty, since)
            people[f"{prefix}/{duty}"] = person
    return people


def _account(username: str, surname: str, given: str) -> Any:
    users = get_user_model()
    account, made = users.objects.get_or_create(
        username=username, defaults={"last_name": surname, "first_name": given}
    )
    if made:
        account.set_unusable_password()
        account.save()
    return account


def _records(prefix: str, on: date) -> Iterator[Record]:
    """Records of organisations without a case, those at the end of the register first: the play begins at its head."""
    found = Record.objects.filter(
        department__letter_prefix=prefix,
        department__repairs_elsewhere="",
        severity="general",
        repairable_from__lte=on - timedelta(days=10),
        cases__isnull=True,
        subject__kind=SubjectKind.ORGANISATION,
        subject__mandates__isnull=True,
    )
    return iter(found.select_related("subject", "department").order_by("-pk")[:200])


def _one(past: Past, records: dict[str, Iterator[Record]], people: dict[str, Any], on: date) -> bool:
    """One case on the next record that could be repaired on its day."""
    handed_in = office_calendar().after(on - timedelta(days=past.days_ago), 0)
    for record in records[past.department]:
        if record.repairable_from is None or record.repairable_from > handed_in:
            continue
        try:
            with transaction.atomic():
                _goes(past, record, people, handed_in)
        except CaseError:
            continue
        return True
    return False


def _goes(past: Past, record: Record, people: dict[str, Any], handed_in: date) -> None:
    """From the application to the last look at the channels, day by day."""
    agent, calendar = people[AGENT], office_calendar()
    reviewer, second = (people[f"{past.department}/{duty}"] for duty in ("review_cases", "countersign_cases"))
    _may_act(agent, record)
    number = applied(record, f"缴款凭证（{record.document_number}）", by=agent, on=handed_in)
    day = calendar.after(handed_in, 1)
    taken_up(number, by=reviewer, on=day)
    if past.is_open:
        return
    if past.is_returned:
        services.ask_supplement(number, items=["缴款凭证看不清，请重新提供。"], by=reviewer, on=day)
        day = calendar.after(day, 3)
        services.answer_supplement(number, answers=["已重新提供。"], by=agent, on=day)
    day = calendar.after(day, past.takes)
    found_in_order(number, by=reviewer, on=day)
    if past.is_refused:
        services.propose_refusal(number, reasons=REFUSAL, remedy=REMEDY, by=reviewer, on=day)
        services.countersign(number, by=second, on=day)
        return
    services.approve(number, by=reviewer, on=day)
    work_channels(now=timezone.now(), on=day)


def _may_act(agent: Any, record: Record) -> None:
    Mandate.objects.get_or_create(
        subject=record.subject,
        user=agent,
        defaults={
            "role": MandateRole.AGENT,
            "authorisation": "授权委托书（合成）",
            "authorised_on": record.decided_on,
            "until": date(2099, 12, 31),
        },
    )


def _later(before: Any) -> None:
    """Have the letters of the past drawn behind those of the play, one at a time: nobody waits for them."""
    rows = Outgoing.objects.filter(queued_at__gte=before, state=OutgoingState.QUEUED).order_by("pk")
    begin = timezone.now() + timedelta(minutes=5)
    for n, row in enumerate(rows):
        row.next_at = begin + n * FURTHER_APART
    Outgoing.objects.bulk_update(rows, ["next_at"], batch_size=500)
