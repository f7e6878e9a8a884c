"""How many SQL statements a person waits for: a verb, a whole case, a page of the queue.

The bounds are what is measured today with some room; whoever runs into one has made a step slower
for everybody, and either makes it lean again or moves the bound and says why.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.duties import give_duty
from registry.models import Department
from repair.selectors import card_of, case_file, queue
from tests.world import Office, user

VERB, CASE, QUEUE, FILE, CARD = 75, 360, 12, 20, 10


def statements(act: Callable[[], Any]) -> int:
    """Statements that reach the database; savepoints are not counted, they hardly cost anything."""
    with CaptureQueriesContext(connection) as captured:
        act()
    return sum("SAVEPOINT" not in each["sql"] for each in captured)


@pytest.fixture
def say(capsys):
    def line(words: str) -> None:
        with capsys.disabled():
            print(f"\n  {words}", end="")

    return line


def straight_case(office: Office, counts: dict[str, int]) -> None:
    """The straight road, with the statements of each verb put into `counts`."""
    record = office.identifies()

    def count(name: str, act: Callable[..., Any], *said: Any) -> Any:
        case: list[Any] = []
        counts[name] = statements(lambda: case.append(act(*said)))
        return case[0]

    case = count("start", office.representative.starts, record)
    count("state", office.representative.states, case)
    count("sign", office.representative.signs, case)
    count("submit", office.representative.submits, case)
    count("claim and accept", office.reviewer.accepts, case)
    count("judge", office.reviewer.judges, case)
    count("approve", office.reviewer.approves, case)
    count("channels", office.works_the_channels)
    assert office.status_of(case) == "repaired"


def test_a_whole_case(office, say):
    straight_case(office, {})  # the first one fills what is read once a process
    counts: dict[str, int] = {}
    straight_case(office, counts)
    total = sum(counts.values())
    say(f"statements of a straight case: {total} ({', '.join(f'{verb} {n}' for verb, n in counts.items())})")
    assert max(counts.values()) <= VERB
    assert total <= CASE


def reviewer_of(departments: list[Department], office: Office) -> Any:
    reviewer = user(f"reviewer of {len(departments)}")
    for department in departments:
        give_duty(reviewer, department, "review_cases", office.day.today)
    return reviewer


def page_of_the_queue(reviewer: Any, office: Office) -> int:
    on_this_request = get_user_model().objects.get(pk=reviewer.pk)
    today = office.day.today
    return statements(lambda: queue(on_this_request, on=today, soon=today))


def test_a_page_of_the_queue_costs_the_same_for_one_department_and_for_fifty(office, say):
    for _ in range(3):
        office.has_received()
    others = [
        Department(
            uscc=f"112399990000000{n:03d}",
            name=f"第{n}局（测试）",
            short_name=f"第{n}局",
            letter_prefix=f"第{n}测",
            region="239999",
            region_name="江澜市",
        )
        for n in range(49)
    ]
    Department.objects.bulk_create(others)
    page_of_the_queue(office.reviewer.user, office)  # what is read once a process
    one = page_of_the_queue(reviewer_of([office.department], office), office)
    fifty = page_of_the_queue(reviewer_of([office.department, *others], office), office)
    say(f"statements of a page of the queue: {one} with one department, {fifty} with fifty")
    assert one == fifty <= QUEUE


def test_a_longer_queue_costs_no_more(office):
    office.has_received()
    page_of_the_queue(office.reviewer.user, office)  # what is read once a process
    short = page_of_the_queue(office.reviewer.user, office)
    for _ in range(4):
        office.has_received()
    assert page_of_the_queue(office.reviewer.user, office) == short


def test_the_page_of_a_case_and_of_a_record(office, say):
    case = office.has_granted()
    today = office.day.today
    file = statements(lambda: case_file(office.reload(case), today))
    card = statements(lambda: card_of(case.record, today))
    say(f"statements of a case's file: {file}, of a record's card: {card}")
    assert file <= FILE
    assert card <= CARD
