"""Two people at once: one wins, the other is told that the case has moved, and everything is done once.

Each person is a thread with a connection of its own and the rights of the application's role; a
barrier lets them go together. XINXIU_RACE_ROUNDS says how often each race is run (default 3).
"""

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from casework.errors import NotOpenAnyMore
from casework.models import Case, CaseEvent, Removal
from notifications.models import Letter, Outgoing
from repair import services
from repair.models import RepairCase, Status
from tests.world import Office, founded

ROUNDS = int(os.environ.get("XINXIU_RACE_ROUNDS", "3"))
PATIENCE = 30  # seconds until a race that hangs is a failure

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office(transactional_db, as_the_application, day) -> Office:
    return founded(day)


@dataclass
class Race:
    """What came of it: the answers of those who got through, and the refusals of the others."""

    won: list[str] = field(default_factory=list)
    refused: dict[str, BaseException] = field(default_factory=dict)

    @property
    def told_that_it_moved(self) -> bool:
        return all(isinstance(each, NotOpenAnyMore) for each in self.refused.values())


def race(**racers: Callable[[], Any]) -> Race:
    """Run everybody at once, each in a thread with its own connection."""
    result, start = Race(), threading.Barrier(len(racers))

    def run(name: str, act: Callable[[], Any]) -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute(f"SET ROLE {connection.ops.quote_name(settings.DATABASE_APP_ROLE)}")
            start.wait(PATIENCE)
            act()
            result.won.append(name)
        except Exception as refusal:  # noqa: BLE001 - whatever a page would have to answer
            result.refused[name] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each, name=each[0]) for each in racers.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
        assert not thread.is_alive(), f"{thread.name} hangs"
    return result


def one_wins(result: Race) -> str:
    """Exactly one got through, and everybody else was told that the case has moved."""
    assert len(result.won) == 1, result
    assert result.told_that_it_moved, result.refused
    return result.won[0]


def is_whole(case: Case) -> None:
    """Whatever won: one chain without gaps, the status of its last event, a letter and a removal per decision."""
    events = list(CaseEvent.objects.filter(case=case).order_by("seq"))
    now = RepairCase.objects.get(pk=case.pk)
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    assert (now.seq, now.status, now.closed) == (events[-1].seq, events[-1].target, events[-1].closes)
    grants = sum(event.verb == "approve" for event in events)
    assert Letter.objects.filter(case=case, kind="repair_granted").count() == grants
    assert Removal.objects.filter(case=case).count() == grants
    letters = Letter.objects.filter(case=case).values_list("pk", flat=True)
    assert Outgoing.objects.filter(key__in=[f"render:{pk}" for pk in letters]).count() == len(letters)


def rounds(prepare: Callable[[], RepairCase]):
    for _ in range(ROUNDS):
        case = prepare()
        yield case
        is_whole(case)


def test_two_reviewers_take_the_same_case(office):
    for case in rounds(office.has_received):
        result = race(lin=partial(office.reviewer.claims, case), wang=partial(office.colleague.claims, case))
        winner = one_wins(result)
        assert RepairCase.objects.get(pk=case.pk).claimed_by.username == winner


def test_a_case_is_granted_once_however_often_it_is_sent(office):
    for case in rounds(office.has_judged):
        one_wins(
            race(first=partial(office.reviewer.approves, case), again=partial(office.reviewer.approves, case))
        )


def test_granting_against_proposing_to_refuse(office):
    for case in rounds(office.has_judged):
        winner = one_wins(
            race(
                grant=partial(office.reviewer.approves, case),
                refuse=partial(office.reviewer.proposes_refusal, case),
            )
        )
        expected = Status.APPROVED if winner == "grant" else Status.ACCEPTED
        assert office.status_of(case) == expected


def test_withdrawing_against_granting(office):
    for case in rounds(office.has_judged):
        winner = one_wins(
            race(
                withdraw=partial(office.representative.withdraws, case),
                grant=partial(office.reviewer.approves, case),
            )
        )
        expected = Status.WITHDRAWN if winner == "withdraw" else Status.APPROVED
        assert office.status_of(case) == expected
        assert office.is_on_show(case.record)  # until the channels have worked


def test_signing_against_sending_back_against_withdrawing(office):
    for case in rounds(lambda: office.reviewer.proposes_refusal(office.has_taken_up())):
        result = race(
            sign=partial(office.second.countersigns, case),
            send_back=partial(office.second.sends_back, case),
            withdraw=partial(office.representative.withdraws, case),
        )
        assert result.told_that_it_moved, result.refused
        # what was sent back may still be withdrawn, so two may follow each other; never both decisions
        assert set(result.won) in ({"sign"}, {"send_back"}, {"withdraw"}, {"send_back", "withdraw"})


def test_an_application_is_submitted_once(office):
    def signed():
        case = office.representative.starts(office.identifies())
        office.representative.states(case)
        return office.representative.signs(case)

    for case in rounds(signed):
        one_wins(
            race(
                first=partial(office.representative.submits, case),
                again=partial(office.representative.submits, case),
            )
        )
        assert CaseEvent.objects.filter(case=case, verb="submit").count() == 1


def test_a_record_gets_one_application(office):
    for _ in range(ROUNDS):
        record = office.identifies()
        begin = {
            name: partial(office.representative.starts, record) for name in ("first", "again", "once_more")
        }
        one_wins(race(**begin))
        case = RepairCase.objects.get(record=record)
        is_whole(case)
    numbers = RepairCase.objects.order_by("pk").values_list("number", flat=True)
    assert list(numbers) == [f"XF-2026-{n:06d}" for n in range(1, ROUNDS + 1)]


def test_a_letter_is_signed_once(office):
    for case in rounds(lambda: office.representative.starts(office.identifies())):
        one_wins(
            race(
                first=partial(office.representative.signs, case),
                again=partial(office.representative.signs, case),
            )
        )
        assert Letter.objects.filter(case=case, kind="commitment").count() == 1


def test_two_nights_at_once_let_a_waiting_application_go_on_once(office, day):
    for n in range(ROUNDS):
        day("2026-11-23")
        case = office.representative.starts(office.identifies(decided_on=date(2026, 9, 8)))
        day("2026-12-09")
        result = race(first=office.night_passes, again=office.night_passes)
        assert not result.refused, (n, result.refused)
        assert list(CaseEvent.objects.filter(case=case).values_list("verb", flat=True)) == [
            "apply",
            "meet_period",
        ]


def test_two_workers_at_once_finish_a_granted_case_once(office):
    for case in rounds(office.has_granted):
        result = race(first=office.works_the_channels, again=office.works_the_channels)
        assert not result.refused, result.refused
        office.works_the_channels()  # what both have passed over, each seeing the other at work
        assert CaseEvent.objects.filter(case=case, verb="complete").count() == 1
        assert not office.is_on_show(case.record)


def test_answering_a_supplement_against_its_lapse_and_a_withdrawal(office):
    for case in rounds(lambda: office.reviewer.asks(office.has_taken_up(), "整改验收报告")):
        result = race(
            answer=partial(office.representative.supplements, case, "见附件"),
            withdraw=partial(office.representative.withdraws, case),
        )
        assert result.told_that_it_moved, result.refused
        assert set(result.won) in ({"withdraw"}, {"answer", "withdraw"})


def asked_of_another(office):
    return office.reviewer.asks_to_take_over(office.has_judged(), office.elsewhere)


def record_follows(case):
    now = RepairCase.objects.select_related("record").get(pk=case.pk)
    assert now.record.department_id == now.department_id
    return now


def test_taking_over_against_giving_back_against_withdrawing(office):
    for case in rounds(partial(asked_of_another, office)):
        result = race(
            take=partial(office.stranger.takes_over, case),
            give_back=partial(office.stranger.gives_back, case),
            withdraw=partial(office.representative.withdraws, case),
        )
        assert all(
            isinstance(each, NotOpenAnyMore | RepairCase.DoesNotExist) for each in result.refused.values()
        )
        assert (
            len({"take", "give_back"} & set(result.won)) <= 1
        )  # each may still be followed by the withdrawal
        record_follows(case)


def test_a_case_is_taken_over_once(office):
    for case in rounds(partial(asked_of_another, office)):
        result = race(
            first=partial(office.stranger.takes_over, case), again=partial(office.stranger.takes_over, case)
        )
        assert len(result.won) == 1, result
        assert record_follows(case).department == office.elsewhere
        assert Letter.objects.filter(case=case, kind="transfer").count() == 1
        assert case.record.moves.count() == 1


def test_deciding_against_handing_on(office):
    for case in rounds(office.has_judged):
        winner = one_wins(
            race(
                grant=partial(office.reviewer.approves, case),
                hand_on=partial(
                    services.propose_transfer, case.number, to=office.elsewhere, reason="认定单位有误。",
                    by=office.reviewer.user, on=office.day.today,
                ),
            )
        )  # fmt: skip
        assert office.status_of(case) == (Status.APPROVED if winner == "grant" else Status.ACCEPTED)


def test_deciding_against_taking_over(office):
    """The old department decides no more; whoever tries is told that the case has moved, or does not see it."""
    for case in rounds(partial(asked_of_another, office)):
        result = race(
            grant=partial(office.reviewer.approves, case), take=partial(office.stranger.takes_over, case)
        )
        assert result.won == ["take"]
        assert isinstance(result.refused["grant"], NotOpenAnyMore | RepairCase.DoesNotExist)


def test_the_credit_office_against_the_department_that_answers_late(office, day):
    for n in range(ROUNDS):
        day("2026-11-23")
        case = asked_of_another(office)
        day("2026-11-25")
        result = race(
            late=partial(office.stranger.takes_over, case),
            office=partial(office.credit_officer.settles, case, office.department),
        )
        assert len(result.won) == 1, (n, result)
        is_whole(case)
        expected = office.elsewhere if result.won == ["late"] else office.department
        assert record_follows(case).department == expected
