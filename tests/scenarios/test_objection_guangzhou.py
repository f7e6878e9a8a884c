"""Objections in Guangzhou, by the guide page of its credit site: two working days to accept, two to check, ten for the
provider. A page is no instrument: every figure is unconfirmed.

Qingming 2026 is off from 4 to 6 April.
"""

import pytest

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
