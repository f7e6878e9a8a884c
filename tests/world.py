"""The people and papers of the scenarios: an office with its reviewers, a company, a day.

Everything here goes through the same services as the pages; dates are written out by the test.
"""

from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from casework.channels import Look
from casework.orders import follow_orders
from notifications.models import Message
from objections import services as objections
from registry.assessing import assess_record, publish, stamp_periods
from registry.departments import public_page
from registry.documents import document_key
from registry.duties import CREDIT_OFFICE, give_duty
from registry.models import Department, Mandate, Obligation, Publication, Record, SanctionsMeasure, Subject
from repair import services
from repair.models import CourseVersion, QuizAttempt, RepairCase
from repair.services import training
from repair.services.channels import work_channels
from repair.services.nightly import run_nightly
from rules.services import current_library
from tests.objecting import ObjectionVerbs

USCCS = ["91239999MA0000010K", "91239999MA0000029X"]
_numbers = count(1)


def user(name: str) -> Any:
    return get_user_model().objects.create_user(username=name, password="a-long-Passphrase-1", email="")


@dataclass
class Day:
    """The day on which things happen; `day("2026-11-23")` moves it."""

    traveller: Any
    today: date = field(init=False)

    def __call__(self, text: str) -> None:
        self.today = date.fromisoformat(text)
        self.traveller.move_to(f"{text}T10:00:00+08:00")


@dataclass
class Person(ObjectionVerbs):
    """Someone who acts: the verbs of the procedure, on the day it is."""

    user: Any
    day: Day

    def _do(self, verb: Any, *args: Any, **facts: Any) -> RepairCase:
        return verb(*args, by=self.user, on=self.day.today, **facts)

    # the applicant
    def starts(self, record: Record) -> RepairCase:
        return self._do(services.start, record)

    def states(self, case: RepairCase, fulfilled_on: str = "", proof: str = "缴款书 23990001") -> RepairCase:
        """For every open obligation: fulfilled on that day, by default on that of the decision."""
        fulfilled = date.fromisoformat(fulfilled_on) if fulfilled_on else case.record.decided_on
        said = dict.fromkeys(case.record.obligations.exclude(fulfilled=True), (fulfilled, proof))
        return self._do(services.state_fulfilment, case.number, said)

    def signs(self, case: RepairCase) -> RepairCase:
        return self._do(services.sign_commitment, case.number, signatory="周宁", role="法定代表人")

    def passes(
        self, subject: Subject, *, right: int | None = None, course: str = "credit-repair"
    ) -> QuizAttempt:
        """Answer the questions of a course for a subject: all of them rightly, or only so many."""
        version = CourseVersion.objects.newest().get(course=course)
        attempt = self._do(training.begin_quiz, version, subject=subject)
        for position in range(1, len(attempt.questions) + 1):
            question = training.question_at(attempt, position)
            knows = right is None or position <= right
            wrong = set(range(1, len(question.options) + 1)) - question.right
            self._do(training.answer_quiz, attempt, position, question.right if knows else {min(wrong)})
        return attempt

    def trains(self, case: RepairCase) -> RepairCase:
        """Take the course, and hand its certificate in."""
        self.passes(case.subject)
        return self._do(services.confirm_training, case.number, credit_report="综合信用报告 2023-001")

    def submits(self, case: RepairCase) -> RepairCase:
        return self._do(services.submit, case.number, contact_name="周宁", contact_phone="13800000000")

    def applies(self, record: Record) -> RepairCase:
        """The whole road to submission."""
        case = self.starts(record)
        self.states(case)
        self.signs(case)
        if case.training_asked:
            self.trains(case)
        return self.submits(case)

    def supplements(self, case: RepairCase, *answers: str) -> RepairCase:
        return self._do(services.answer_supplement, case.number, answers=list(answers))

    def withdraws(self, case: RepairCase) -> RepairCase:
        return self._do(services.withdraw, case.number)

    # the department
    def claims(self, case: RepairCase) -> RepairCase:
        return services.claim(case.number, by=self.user)

    def releases(self, case: RepairCase) -> RepairCase:
        return services.release(case.number, by=self.user)

    def accepts(self, case: RepairCase) -> RepairCase:
        self.claims(case)
        return self._do(services.accept, case.number)

    def declines(self, case: RepairCase, reasons: str) -> RepairCase:
        self.claims(case)
        return self._do(services.decline, case.number, reasons=reasons)

    def asks(self, case: RepairCase, *items: str) -> RepairCase:
        self.claims(case)
        return self._do(services.ask_supplement, case.number, items=list(items))

    def judges(self, case: RepairCase, *, accepted: bool = True, reason: str = "") -> RepairCase:
        said = {each.pk: (accepted, reason) for each in case.statements.all()}
        return self._do(services.judge, case.number, said)

    def approves(self, case: RepairCase) -> RepairCase:
        return self._do(services.approve, case.number)

    def proposes_refusal(self, case: RepairCase, reasons: str = "整改复查未通过。") -> RepairCase:
        return self._do(
            services.propose_refusal, case.number, reasons=reasons, remedy="复查通过后可再次申请。"
        )

    def countersigns(self, case: RepairCase) -> RepairCase:
        return self._do(services.countersign, case.number)

    def extends(self, case: RepairCase, reason: str = "需要现场复查。") -> RepairCase:
        return self._do(services.extend, case.number, reason=reason)

    def asks_to_take_over(
        self, case: RepairCase, to: Department, reason: str = "处罚决定由贵单位作出。"
    ) -> RepairCase:
        self.claims(case)
        return self._do(services.propose_transfer, case.number, to=to, reason=reason)

    def takes_over(self, case: RepairCase) -> RepairCase:
        return self._do(services.accept_transfer, case.number)

    def gives_back(self, case: RepairCase, reason: str = "不是本单位作出的决定。") -> RepairCase:
        return self._do(services.return_transfer, case.number, reason=reason)

    # the credit office
    def settles(self, case: RepairCase, to: Department, reason: str = "按处罚决定书落款确定。") -> RepairCase:
        return self._do(services.settle_transfer, case.number, to=to, reason=reason)

    def sends_back(self, case: RepairCase, reasons: str = "请补充核查。") -> RepairCase:
        return self._do(services.send_back, case.number, reasons=reasons)


@dataclass
class Office:
    """A department with a reviewer, a colleague and a second person, and the companies it deals with."""

    day: Day
    department: Department
    reviewer: Person
    colleague: Person
    second: Person
    stranger: Person  # reviews in another department
    company: Subject
    representative: Person
    elsewhere: Department  # where the stranger reviews
    credit_officer: Person

    @transaction.atomic
    def identifies(self, **facts: Any) -> Record:
        """A record of the company, fined and published, under the rules of the day."""
        number = facts.pop("document_number", f"江环罚〔2026〕{next(_numbers)}号")
        obligations = facts.pop("obligations", [("fine", None)])
        columns = {
            "subject": self.company, "department": self.department, "jurisdiction": self.department.jurisdiction,
            "sector": self.department.sector, "kind": "penalty", "severity": "general", "penalty_types": ["fine"],
            "decided_on": date(2026, 8, 6), "published_on": date(2026, 8, 10), "title": "未按规定建立危险废物管理台账",
            "facts": "检查时未能提供台账。", "basis": "《示例条例》", "content": "罚款32000元", "fine_yuan": 32000,
        }  # fmt: skip
        columns |= facts
        record = Record.objects.create(document_number=number, document_key=document_key(number), **columns)
        for kind, fulfilled in obligations:
            Obligation.objects.create(
                record=record, kind=kind, description=f"履行{kind}", amount_yuan=32000, fulfilled=fulfilled,
                source="非税系统" if fulfilled else "",
            )  # fmt: skip
        SanctionsMeasure.objects.create(
            record=record, measure="限制参加政府采购", imposed_by="江澜市财政局", imposed_on=record.decided_on
        )
        assessed = assess_record(record, self.day.today, current_library())
        stamp_periods(record, assessed, self.day.today)
        record.save()
        publish(record, assessed, self.day.today)
        return record

    def has_received(self, **facts: Any) -> RepairCase:
        """An application that waits to be taken up."""
        return self.representative.applies(self.identifies(**facts))

    def has_taken_up(self, **facts: Any) -> RepairCase:
        """An application under review, with its reviewer."""
        case = self.has_received(**facts)
        return self.reviewer.accepts(case)

    def has_judged(self, **facts: Any) -> RepairCase:
        """An application of which every statement is accepted, ready for the decision."""
        case = self.has_taken_up(**facts)
        return self.reviewer.judges(case)

    def has_granted(self, **facts: Any) -> RepairCase:
        """A granted application whose record is still to leave the channels."""
        case = self.has_judged(**facts)
        return self.reviewer.approves(case)

    def joins_the_credit_office(self, name: str) -> Person:
        """Somebody new there, who had no part in anything yet."""
        new = Person(user(name), self.day)
        new.user.groups.add(Group.objects.get_or_create(name=CREDIT_OFFICE)[0])
        return new

    def is_on_show(self, record: Record) -> bool:
        return Publication.objects.public(self.day.today).filter(record=record).exists()

    def works_the_channels(self) -> int:
        done = follow_orders(now=timezone.now(), on=self.day.today)
        return done + work_channels(now=timezone.now(), on=self.day.today)

    def night_passes(self) -> dict[str, int]:
        """What the job after midnight does on the day it is."""
        of_objections = objections.run_nightly(self.day.today)
        return {f"objections_{name}": n for name, n in of_objections.items()} | run_nightly(self.day.today)

    def reload(self, case: RepairCase) -> RepairCase:
        return RepairCase.objects.get(pk=case.pk)

    def status_of(self, case: RepairCase) -> str:
        return self.reload(case).status

    def told(self, person: Person) -> list[str]:
        """What lies in a person's inbox, oldest first."""
        return [
            f"{each.title} {each.text}" for each in Message.objects.filter(user=person.user).order_by("pk")
        ]


class Platform:
    """A channel of somebody else's: it works, is down, or takes the order and goes on showing."""

    def __init__(self):
        self.is_down, self.obeys, self.shown, self.calls = False, True, True, 0
        self.looks: dict[int, Look] = {}

    def remove(self, removal, *, on):
        self.calls += 1
        if self.is_down:
            raise OSError("no answer")
        self.shown = self.shown and not self.obeys

    def shows(self, record, *, on):
        return self.shown

    def follow(self, order, look, *, on):
        self.calls += 1
        if self.is_down:
            raise OSError("no answer")
        if self.obeys:
            self.looks[order.record_id] = look

    def shows_as(self, record, *, on):
        return self.looks.get(record.pk, Look(self.shown))


def founded(day: Day) -> Office:
    """Two departments, their people and one company with its legal representative."""
    public_page()
    ours, theirs = (
        Department.objects.create(
            uscc=uscc,
            name=name,
            short_name=name[3:],
            letter_prefix=prefix,
            region="239999",
            region_name="江澜市",
            reconsideration_organ="江澜市人民政府",
        )
        for uscc, name, prefix in [
            ("11239999MB0000011C", "江澜市生态环境局（测试）", "江环测"),
            ("11239999MB00000211", "江澜市交通运输局（测试）", "江交测"),
        ]
    )
    people = {name: Person(user(name), day) for name in ("lin", "wang", "chen", "sun", "zhou", "gao")}
    people["gao"].user.groups.add(Group.objects.get_or_create(name=CREDIT_OFFICE)[0])
    for name, department, duty in [
        ("lin", ours, "review_cases"), ("wang", ours, "review_cases"), ("chen", ours, "review_cases"),
        ("chen", ours, "countersign_cases"), ("chen", ours, "lead_department"), ("sun", theirs, "review_cases"), ("sun", theirs, "countersign_cases"),
    ]:  # fmt: skip
        give_duty(people[name].user, department, duty, day.today)
    company = Subject.objects.create(
        kind="organisation", name="江澜市禾丰食品有限公司", uscc=USCCS[0], legal_representative="周宁"
    )
    Mandate.objects.create(
        subject=company, user=people["zhou"].user, role="legal_representative", authorised_on=date(2020, 1, 1)
    )
    return Office(
        day,
        ours,
        people["lin"],
        people["wang"],
        people["chen"],
        people["sun"],
        company,
        people["zhou"],
        theirs,
        people["gao"],
    )
