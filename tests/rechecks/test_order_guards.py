"""What the database refuses of correction orders: each guard that is gone is reported, and what was said stays."""

import pytest
from django.db import connection

from tests.casework.dropping import unnoticed
from tests.casework.scene import NO_RIGHT, refusal

ORDERS, EVENTS = "rechecks_correctionorder", "casework_caseevent"
PROPOSALS, STATEMENTS = "rechecks_proposal", "rechecks_statement"
PROOFS, JUDGED = "rechecks_compliance", "rechecks_acceptance"
SETTLERS = "rechecks_othersettler"
PROBED = [
    (EVENTS, "TRIGGER", "correction_has_its_order"),
    (EVENTS, "TRIGGER", "dispute_is_settled_by_the_named_person"),
    (EVENTS, "TRIGGER", "subject_is_heard_first"),
    (ORDERS, "TRIGGER", "correction_order_stands_on_a_finding"),
    (ORDERS, "TRIGGER", "correction_order_is_settled_from_outside"),
    (ORDERS, "TRIGGER", "correction_order_is_never_changed"),
    (ORDERS, "CONSTRAINT", "correction_order_demand_is_known"),
    (ORDERS, "CONSTRAINT", "correction_order_leaves_time"),
    (ORDERS, "CONSTRAINT", "correction_order_says_what"),
    (ORDERS, "CONSTRAINT", "correction_order_of_deceit_restores"),
    (PROPOSALS, "TRIGGER", "proposal_is_never_changed"),
    (PROPOSALS, "CONSTRAINT", "proposal_says_why"),
    (PROPOSALS, "CONSTRAINT", "proposal_to_revoke_hears_the_subject"),
    (STATEMENTS, "TRIGGER", "statement_is_in_time"),
    (STATEMENTS, "TRIGGER", "statement_is_never_changed"),
    (STATEMENTS, "CONSTRAINT", "statement_says_something"),
    (EVENTS, "TRIGGER", "correction_meets_every_demand"),
    (EVENTS, "TRIGGER", "step_names_another_settler"),
    (SETTLERS, "TRIGGER", "other_settler_is_named_by_a_step"),
    (SETTLERS, "TRIGGER", "other_settler_is_from_outside"),
    (SETTLERS, "TRIGGER", "other_settler_is_never_changed"),
    (PROOFS, "TRIGGER", "compliance_is_of_its_order"),
    (PROOFS, "TRIGGER", "compliance_is_never_changed"),
    (PROOFS, "CONSTRAINT", "compliance_says_what_was_done"),
    (JUDGED, "TRIGGER", "compliance_is_judged_by_the_office"),
    (JUDGED, "TRIGGER", "acceptance_is_never_changed"),
    (JUDGED, "CONSTRAINT", "acceptance_refused_says_why"),
]


def test_a_guard_that_is_gone_is_reported(as_the_owner):
    assert unnoticed(PROBED) == []


@pytest.mark.parametrize("table", [ORDERS, SETTLERS, PROPOSALS, STATEMENTS, PROOFS, JUDGED])
@pytest.mark.parametrize("attack", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_applications_role_may_not_change_what_was_ordered_and_said(db, table, attack):
    def tried():
        with connection.cursor() as cursor:
            cursor.execute(attack.format(table))

    assert refusal(tried) == NO_RIGHT
