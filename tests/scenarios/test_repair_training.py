"""Training is asked for where the rules of the day ask for it: 527号 and Shandong until 2023, Order 36 never."""

from datetime import date

import pytest

from casework.errors import ConditionsNotMet, NotOpenAnyMore
from repair.models import Status

SERIOUS_IN_2022 = {"severity": "serious", "decided_on": date(2022, 1, 5), "published_on": date(2022, 1, 8)}


def test_527_asks_for_training_after_a_serious_breach(office, day):
    day("2022-10-10")
    assert office.representative.starts(office.identifies(**SERIOUS_IN_2022)).training_asked


def test_527_asks_for_none_after_a_general_one(office, day):
    day("2022-10-10")
    assert not office.representative.starts(
        office.identifies(**SERIOUS_IN_2022 | {"severity": "general"})
    ).training_asked


def test_shandong_asks_for_training_while_527_is_in_force(office, day):
    day("2022-10-10")
    record = office.identifies(jurisdiction="CN-SD", **SERIOUS_IN_2022)
    assert office.representative.starts(record).training_asked


@pytest.mark.parametrize("jurisdiction", ["CN", "CN-SD"])
@pytest.mark.parametrize("severity", ["minor", "general", "serious"])
def test_order_36_asks_for_none_anywhere(office, jurisdiction, severity):
    record = office.identifies(severity=severity, jurisdiction=jurisdiction, decided_on=date(2025, 6, 2))
    assert not office.representative.starts(record).training_asked


def test_where_it_is_asked_for_nothing_is_submitted_without_it(office, day):
    day("2022-10-10")
    case = office.representative.starts(office.identifies(**SERIOUS_IN_2022))
    office.representative.states(case)
    office.representative.signs(case)
    with pytest.raises(NotOpenAnyMore):
        office.representative.submits(case)
    office.representative.trains(case)
    assert office.status_of(case) == Status.TRAINED
    assert office.representative.submits(case).status == Status.SUBMITTED


def test_where_none_is_asked_for_none_is_confirmed(office):
    case = office.representative.starts(office.identifies())
    office.representative.signs(case)
    with pytest.raises((NotOpenAnyMore, ConditionsNotMet)):
        office.representative.trains(case)


def test_trained_a_serious_case_of_2022_can_be_repaired(office, day):
    day("2022-10-10")
    case = office.has_judged(**SERIOUS_IN_2022)
    assert office.reviewer.approves(case).status == Status.APPROVED
