"""The credit office's people, and a recheck that two of them have brought to a finding."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from casework import moves
from casework.models import Case
from casework.routing import desk_of, note_desk
from rechecks.flows import RecheckFlow
from rechecks.models import BLIND_POINTS, OPEN_POINTS, Demand, Finding, Point, RecheckCase
from rechecks.services import correcting, orders
from registry.models import Record
from tests.world import Office, Person

FACTS = {
    "wrongly_repaired": "罚款缴款书经与非税系统核对，流水号不存在，义务没有履行。",
    "missed": "该信息应当停止公示，核查当日仍在公示。",
}
CLAUSE = "《信用修复管理办法》第三章（条号待核实）：纠正失信行为，完全履行规定的义务"


@dataclass
class Checkers:
    """Three persons of the credit office: who finds, who confirms, who settles a dispute."""

    office: Office
    finder: Person
    second: Person
    settler: Person

    def find(
        self, verdict: str, *, examined: Case | None = None, record: Record | None = None
    ) -> RecheckCase:
        """A recheck whose finding a second person has confirmed."""
        day = self.office.day.today
        with transaction.atomic():
            recheck = RecheckCase(
                record=examined.record if examined else record, examines=examined, checker=self.finder.user
            )
            moves.open_case(recheck, by=self.finder.user, on=day, prefix="HC")
            RecheckFlow.start.run(case=recheck)
            recheck.save(update_fields=["process"])
            note_desk(recheck)
            self._finding(recheck, 1, BLIND_POINTS, verdict)
            with desk_of(recheck, RecheckFlow.examine):
                moves.make(recheck.examine, by=self.finder.user, on=day)
            moves.make(recheck.reveal, by=self.finder.user, on=day)
            every = (*BLIND_POINTS, *OPEN_POINTS)
            self._finding(recheck, 2, every, verdict, verdict=verdict, gravity="general")
            with desk_of(recheck, RecheckFlow.conclude):
                moves.make(recheck.propose, by=self.finder.user, on=day)
            confirm = {"wrongly_repaired": recheck.confirm_wrong_repair, "missed": recheck.confirm_missed}
            with desk_of(recheck, RecheckFlow.confirm):
                moves.make(confirm[verdict], by=self.second.user, on=day, proposer=self.finder.user)
        return recheck

    def _finding(
        self, recheck: RecheckCase, number: int, points: tuple[Point, ...], means: str, **more: Any
    ) -> None:
        facts = FACTS[means] if more else ""
        stays = "should_go" if means == "missed" else "should_stay"
        Finding.objects.create(
            case=recheck, number=number, assessed=stays, facts=facts, clause=CLAUSE if more else "",
            points={point.value: {"answer": "ok", "note": ""} for point in points}, by=self.finder.user,
            on=self.office.day.today, reason="", **more,
        )  # fmt: skip

    def order(self, recheck: RecheckCase, demand: str = Demand.RESTORE, **more: Any) -> RecheckCase:
        asked = orders.Order(demand=demand, words="请依法更正。", settles=self.settler.user, **more)
        orders.order(recheck.number, asked, by=self.second.user, on=self.office.day.today)
        return again(recheck)


def again(recheck: RecheckCase) -> RecheckCase:
    return RecheckCase.objects.get(pk=recheck.pk)


def checkers_of(office: Office) -> Checkers:
    names = ("he", "luo", "tang")
    return Checkers(office, *(office.joins_the_credit_office(name) for name in names))


def hears(office: Office, recheck: RecheckCase, by: Person | None = None, **more: Any) -> RecheckCase:
    """A colleague of who decided proposes to revoke, and the subject is told."""
    correcting.hear(
        recheck.number,
        ground=FACTS["wrongly_repaired"],
        clause=CLAUSE,
        **({"deceived": recheck.order_to_correct.deceived} | more),
        by=(by or office.colleague).user,
        on=office.day.today,
    )
    return again(recheck)


def revokes(
    office: Office, recheck: RecheckCase, considered: str = "", by: Person | None = None, **more: Any
) -> RecheckCase:
    correcting.decide_to_revoke(
        recheck.number,
        considered=considered,
        **({"deceived": recheck.proposal.notice.facts["deceived"]} | more),
        by=(by or office.second).user,
        on=office.day.today,
    )
    return again(recheck)


def closes(office: Office, recheck: RecheckCase) -> RecheckCase:
    """The channels are worked, and what has followed is closed."""
    office.works_the_channels()
    correcting.close_what_has_followed(on=office.day.today)
    return again(recheck)
