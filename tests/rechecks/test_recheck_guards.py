"""What the database refuses of rechecks: each guard that is gone is reported, and findings are never rewritten."""

import pytest
from django.db import connection

from tests.casework.dropping import unnoticed
from tests.casework.scene import NO_RIGHT, refusal

CASES, EVENTS, FINDINGS = "rechecks_recheckcase", "casework_caseevent", "rechecks_finding"
PROBED = [
    (CASES, "TRIGGER", "recheck_checker_had_no_part"),
    (CASES, "TRIGGER", "recheck_checker_is_of_another_department"),
    (CASES, "TRIGGER", "recheck_examines_a_closed_case_of_its_record"),
    (CASES, "TRIGGER", "recheck_is_drawn_for_what_it_examines"),
    (CASES, "TRIGGER", "recheck_says_what_was_found"),
    (CASES, "CONSTRAINT", "recheck_confirmed_by_another_than_found"),
    (EVENTS, "TRIGGER", "recheck_step_is_its_checkers"),
    (EVENTS, "TRIGGER", "recheck_is_done_by_outsiders"),
    (EVENTS, "TRIGGER", "recheck_is_confirmed_by_another"),
    (EVENTS, "TRIGGER", "recheck_follows_its_finding"),
    (FINDINGS, "TRIGGER", "finding_is_the_checkers_in_its_time"),
    (FINDINGS, "TRIGGER", "finding_is_blind_at_first"),
    (FINDINGS, "TRIGGER", "finding_says_why_it_changed"),
    (FINDINGS, "TRIGGER", "finding_goes_through_its_points"),
    (FINDINGS, "TRIGGER", "finding_is_never_changed"),
    (FINDINGS, "CONSTRAINT", "finding_of_a_fault_says_which"),
]


def test_a_guard_that_is_gone_is_reported(as_the_owner):
    assert unnoticed(PROBED) == []


@pytest.mark.parametrize("attack", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_applications_role_may_not_change_a_finding(db, attack):
    def tried():
        with connection.cursor() as cursor:
            cursor.execute(attack.format(FINDINGS))

    assert refusal(tried) == NO_RIGHT
