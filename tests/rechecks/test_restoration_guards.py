"""What the database refuses of restorations, bars and drawn records: each guard that is gone is reported."""

from tests.casework.dropping import unnoticed

RESTORATIONS, BARS, PUBLICATIONS = "casework_restoration", "casework_applicationbar", "registry_publication"
PROBED = [
    (PUBLICATIONS, "TRIGGER", "publication_is_not_lengthened"),
    (RESTORATIONS, "TRIGGER", "restoration_finding_is_confirmed"),
    (RESTORATIONS, "TRIGGER", "restoration_took_effect"),
    (RESTORATIONS, "TRIGGER", "restoration_is_never_changed"),
    (RESTORATIONS, "CONSTRAINT", "restoration_stands_on_a_finding_about_its_record"),
    ("casework_caseevent", "TRIGGER", "revocation_has_a_finding"),
    (BARS, "TRIGGER", "application_bar_of_its_subject"),
    (BARS, "TRIGGER", "application_bar_is_never_changed"),
    ("registry_subject", "TRIGGER", "subject_is_barred_by_its_bars"),
    ("registry_subject", "TRIGGER", "subject_begins_without_a_bar"),
    ("registry_record", "TRIGGER", "record_of_a_living_department"),
    ("rechecks_recheckcase", "TRIGGER", "recheck_is_of_the_drawn_record"),
    ("rechecks_drawnitem", "CONSTRAINT", "drawn_item_record_once"),
    ("rechecks_drawnitem", "CONSTRAINT", "drawn_item_case_once"),
]


def test_a_guard_that_is_gone_is_reported(as_the_owner):
    assert unnoticed(PROBED) == []
