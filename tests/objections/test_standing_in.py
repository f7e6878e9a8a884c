"""While a colleague is away: whoever stands in takes their objections over, in their own name, and is reminded."""

from datetime import date

import pytest

from casework.routing import TakenByAColleague
from objections.selectors.lists import department_list
from objections.services import run_nightly
from repair import services
from repair.models import Handover
from rules.services import office_calendar


@pytest.fixture
def case(office):
    """With the department since 23 November, taken by Lin, who is away from the 24th to the 26th."""
    case = office.representative.objects(office.identifies(), fine_yuan="3200")
    office.credit_officer.takes_up(case)
    office.credit_officer.forwards(case)
    office.reviewer.takes_objection(case)
    services.delegate(
        to=office.colleague.user, since=date(2026, 11, 24), until=date(2026, 11, 26), by=office.reviewer.user,
        on=office.day.today,
    )  # fmt: skip
    case.refresh_from_db()
    return case


def mine(office):
    page = department_list(office.colleague.user, on=office.day.today, lens="mine")
    return [each.number for each in page.cases]


def test_the_delegate_finds_it_and_takes_it_over_with_a_trace(office, day, case):
    day("2026-11-24")
    assert mine(office) == [case.number]
    taken = office.colleague.takes_objection(case)
    assert taken.claimed_by == office.colleague.user
    handover = Handover.objects.get(case=case.pk)
    assert (handover.giver, handover.taker) == (office.reviewer.user, office.colleague.user)


@pytest.mark.parametrize("on", ["2026-11-23", "2026-11-27"])
def test_the_day_before_and_the_day_after_it_is_its_reviewers(office, day, case, on):
    day(on)
    assert mine(office) == []
    with pytest.raises(TakenByAColleague):
        office.colleague.takes_objection(case)


def test_both_are_reminded_one_working_day_before_and_on_the_day(office, day, case):
    services.delegate(
        to=office.colleague.user, since=date(2026, 11, 24), until=date(2026, 12, 31), by=office.reviewer.user,
        on=office.day.today,
    )  # fmt: skip

    def told(person):
        return [words for words in office.told(person) if case.number in words and f"{case.due_on}" in words]

    before = {person.user.pk: len(told(person)) for person in (office.reviewer, office.colleague)}
    for each in _days_before(case.due_on):
        day(each)
        run_nightly(office.day.today)
        run_nightly(office.day.today)
    for person in (office.reviewer, office.colleague):
        assert len(told(person)) == before[person.user.pk] + 2


def _days_before(due):
    calendar = office_calendar()
    ahead = due
    while calendar.count(ahead, due) < 1:
        ahead = date.fromordinal(ahead.toordinal() - 1)
    return [ahead.isoformat(), due.isoformat()]
