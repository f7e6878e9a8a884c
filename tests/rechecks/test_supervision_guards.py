"""What the database refuses of supervision: each guard that is gone is reported, and the log takes no change."""

import pytest
from django.db import connection

from tests.casework.dropping import unnoticed
from tests.casework.scene import NO_RIGHT, refusal

NOTICE, EVENT = "rechecks_supervisionnotice", "rechecks_supervisionevent"
CASE, INTERVIEW, RULE = "rechecks_supervisedcase", "rechecks_interview", "rechecks_escalation"
CIRCULAR = "rechecks_circular"
PROBED = [
    ("rechecks_movedday", "TRIGGER", "moved_day_is_never_changed"),
    ("rechecks_movedday", "CONSTRAINT", "moved_day_is_of_one_thing"),
    ("rechecks_movedday", "CONSTRAINT", "moved_day_moves"),
    (NOTICE, "TRIGGER", "supervision_notice_stands"),
    (NOTICE, "TRIGGER", "supervision_notice_is_whole"),
    (NOTICE, "CONSTRAINT", "supervision_notice_states_facts"),
    (NOTICE, "CONSTRAINT", "supervision_reply_after_its_issue"),
    (CASE, "TRIGGER", "supervised_case_is_its_departments"),
    (CASE, "TRIGGER", "supervised_case_is_never_changed"),
    (EVENT, "TRIGGER", "supervision_event_in_its_turn"),
    (EVENT, "TRIGGER", "supervision_event_is_never_changed"),
    (EVENT, "CONSTRAINT", "supervision_reply_by_an_officer"),
    (EVENT, "CONSTRAINT", "supervision_reply_is_whole"),
    (EVENT, "CONSTRAINT", "supervision_step_of_the_office_says_why"),
    (EVENT, "CONSTRAINT", "supervision_raised_names_its_stage"),
    (EVENT, "CONSTRAINT", "supervision_event_kind_is_known"),
    (INTERVIEW, "TRIGGER", "interview_by_whom_it_is_due"),
    (INTERVIEW, "TRIGGER", "interview_is_never_changed"),
    (INTERVIEW, "CONSTRAINT", "interview_of_a_department_or_of_a_subject"),
    (INTERVIEW, "CONSTRAINT", "interview_was_held"),
    (CIRCULAR, "TRIGGER", "circular_is_never_changed"),
    (CIRCULAR, "CONSTRAINT", "circular_says_what_and_who_decided"),
    (RULE, "TRIGGER", "escalation_is_never_changed"),
    (RULE, "CONSTRAINT", "escalation_confirmed_names_its_source"),
]


def test_a_guard_that_is_gone_is_reported(as_the_owner):
    assert unnoticed(PROBED) == []


@pytest.mark.parametrize("table", [NOTICE, CASE, EVENT, INTERVIEW, RULE, CIRCULAR])
@pytest.mark.parametrize("attack", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_applications_role_may_not_change_what_was_said(db, table, attack):
    def tried():
        with connection.cursor() as cursor:
            cursor.execute(attack.format(table))

    assert refusal(tried) == NO_RIGHT
