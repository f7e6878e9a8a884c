"""Objections in Guangzhou, by the guide page of its credit site: two working days to accept, two to check, ten for the
provider. A page is no instrument: every figure is unconfirmed.

Qingming 2026 is off from 4 to 6 April.
"""

import pytest

from tests.objecting import as_it_stands, of_a_place, reminded
from tests.rules.asking import holds, objection_rules

FILED = "2026-04-02"  # a Thursday
RULES = objection_rules("CN-GD-GUANGZHOU", FILED)


@pytest.mark.parametrize(
    ("term", "start", "last", "late"),
    [
        ("accept_working_days", FILED, "2026-04-07", "2026-04-08"),
        ("own_check_working_days", "2026-04-03", "2026-04-08", "2026-04-09"),
        ("provider_working_days", "2026-04-08", "2026-04-22", "2026-04-23"),
    ],
)
def test_the_last_day_in_time_and_the_first_that_is_late(term, start, last, late):
    assert holds(RULES, term, start, last, late)
    assert RULES.figure(term).clause == "信用广州异议申请指引"
    assert not RULES.figure(term).confirmed


def test_shenzhen_s_own_regulation_does_not_speak_in_guangzhou():
    assert {layer.id for layer in RULES.layers} & {"CN-GD-SHENZHEN-2022", "CN-GD-ZHANJIANG-GUIDE"} == set()


def test_on_the_road_of_a_case(office, day):
    day(FILED)
    case = office.representative.objects(of_a_place(office, "CN-GD-GUANGZHOU"), fine_yuan="3200")
    assert str(as_it_stands(case).due_on) == "2026-04-07"
    day("2026-04-03")
    office.credit_officer.takes_up(case)
    stands = as_it_stands(case)
    assert (str(stands.due_on), str(stands.overall_due_on)) == ("2026-04-08", "2026-05-07")
    day("2026-04-08")
    office.credit_officer.forwards(case)
    assert str(as_it_stands(case).due_on) == "2026-04-22"
    assert not reminded(day, "2026-04-22")
    assert reminded(day, "2026-04-23")
