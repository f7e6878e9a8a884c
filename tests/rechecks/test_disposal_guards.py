"""What the database refuses of disposal: each guard that is gone is reported."""

from tests.casework.dropping import unnoticed

LISTS, HOLDS = "rechecks_disposal", "rechecks_legalhold"
PROBED = [
    (LISTS, "TRIGGER", "disposal_stands"),
    (LISTS, "CONSTRAINT", "disposal_kind_is_known"),
    (LISTS, "CONSTRAINT", "disposal_is_approved_by_another"),
    (LISTS, "CONSTRAINT", "disposal_is_carried_out_once_approved"),
    (LISTS, "CONSTRAINT", "disposal_dropped_by_somebody"),
    (LISTS, "INDEX", "disposal_one_open_of_a_kind"),
    (HOLDS, "TRIGGER", "legal_hold_stands"),
    (HOLDS, "CONSTRAINT", "legal_hold_lifted_by_somebody"),
    (HOLDS, "INDEX", "legal_hold_stands_once"),
    ("casework_evidencefile", "TRIGGER", "evidence_goes_by_an_approved_list"),
    ("casework_caselook", "TRIGGER", "case_look_goes_by_an_approved_list"),
    ("casework_evidencelook", "TRIGGER", "evidence_look_goes_by_an_approved_list"),
]


def test_a_guard_that_is_gone_is_reported(as_the_owner):
    assert unnoticed(PROBED) == []
