"""The probes find a guard that is gone, and leave nothing behind; the table of steps is what the code declares."""

from django.db import connection

from casework import guards, probes
from casework.models import Case, CaseEvent, LegalStep
from registry.models import Department, Record
from tests.casework.dropping import unnoticed
from tests.casework.scene import FORWARD, STATUS


def test_with_every_guard_in_place_the_check_finds_nothing(db):
    assert probes.failing_guards() == []
    assert probes.check_guards(databases=["default"]) == []


def test_a_probe_leaves_nothing_behind(db):
    before = (
        Case.objects.count(),
        CaseEvent.objects.count(),
        Department.objects.count(),
        Record.objects.count(),
    )
    probes.failing_guards()
    assert (
        Case.objects.count(),
        CaseEvent.objects.count(),
        Department.objects.count(),
        Record.objects.count(),
    ) == before


PROBED = [
    ("casework_case", "CONSTRAINT", STATUS),
    ("casework_case", "CONSTRAINT", "case_in_the_department_of_its_record"),
    ("casework_case", "INDEX", "case_one_open_per_record"),
    ("casework_case", "TRIGGER", FORWARD),
    ("casework_caseevent", "CONSTRAINT", "event_follows_the_one_before"),
    ("casework_caseevent", "CONSTRAINT", "event_is_a_legal_step"),
    ("casework_case", "CONSTRAINT", "case_begins_with_its_own_department"),
    ("casework_caseevent", "TRIGGER", "event_in_the_department_of_its_case"),
    ("casework_caseevent", "TRIGGER", "event_keeps_to_the_transfer"),
    ("casework_caseevent", "CONSTRAINT", "event_of_a_transfer_names_the_other_department"),
    ("casework_case", "CONSTRAINT", "case_waits_for_a_case_of_its_record"),
    ("casework_case", "CONSTRAINT", "case_waits_for_another_while_open"),
    ("casework_case", "TRIGGER", "case_waits_as_its_event_says"),
    ("casework_caseevent", "TRIGGER", "event_leaves_a_waiting_case_alone"),
    ("registry_record", "TRIGGER", "record_goes_with_its_case"),
    ("registry_recordmove", "TRIGGER", "record_move_is_never_changed"),
    ("casework_caseevent", "CONSTRAINT", "event_of_an_officer_of_the_department"),
    ("casework_caseevent", "CONSTRAINT", "event_of_an_officer_names_the_department"),
    ("casework_caseevent", "CONSTRAINT", "event_of_two_persons_has_two"),
    ("casework_caseevent", "CONSTRAINT", "event_first_has_no_source"),
    ("casework_caseevent", "CONSTRAINT", "event_key_of_the_next"),
    ("casework_caseevent", "TRIGGER", "event_moved_its_case"),
    ("casework_caseevent", "TRIGGER", "event_is_never_changed"),
    ("casework_removal", "CONSTRAINT", "removal_of_an_approved_case"),
    ("casework_removal", "CONSTRAINT", "removal_follows_an_approval"),
    ("casework_removal", "CONSTRAINT", "removal_of_the_record_of_its_case"),
    ("casework_removal", "TRIGGER", "removal_is_never_changed"),
    ("casework_recordcorrection", "CONSTRAINT", "correction_of_an_applied_case"),
    ("casework_recordcorrection", "CONSTRAINT", "correction_of_the_record_of_its_case"),
    ("casework_recordcorrection", "CONSTRAINT", "correction_is_carried_out"),
    ("casework_recordcorrection", "CONSTRAINT", "correction_once"),
    ("casework_recordcorrection", "CONSTRAINT", "correction_changes_something"),
    ("casework_recordcorrection", "TRIGGER", "correction_is_made"),
    ("casework_recordcorrection", "TRIGGER", "correction_is_never_changed"),
    ("casework_withdrawal", "CONSTRAINT", "withdrawal_of_an_applied_case"),
    ("casework_withdrawal", "CONSTRAINT", "withdrawal_of_the_record_of_its_case"),
    ("casework_withdrawal", "CONSTRAINT", "withdrawal_goes_with_its_principal"),
    ("casework_withdrawal", "CONSTRAINT", "withdrawal_is_carried_out"),
    ("casework_withdrawal", "CONSTRAINT", "withdrawal_kind_is_known"),
    ("casework_withdrawal", "CONSTRAINT", "withdrawal_once"),
    ("casework_withdrawal", "TRIGGER", "withdrawal_of_the_same_decision"),
    ("casework_withdrawal", "TRIGGER", "withdrawal_took_effect"),
    ("casework_withdrawal", "TRIGGER", "withdrawal_is_never_changed"),
    ("registry_record", "CONSTRAINT", "record_withdrawn_by_its_withdrawal"),
    ("registry_record", "CONSTRAINT", "record_withdrawn_names_its_withdrawal"),
    ("registry_record", "TRIGGER", "record_stays_as_corrected"),
    ("registry_record", "TRIGGER", "record_stays_withdrawn"),
    ("registry_publication", "CONSTRAINT", "publication_withdrawn_by_its_withdrawal"),
    ("registry_publication", "CONSTRAINT", "publication_withdrawn_names_its_withdrawal"),
    ("registry_publication", "TRIGGER", "publication_stays_withdrawn"),
    ("registry_publication", "TRIGGER", "withdrawn_record_is_not_published"),
    ("registry_reopeningcertificate", "CONSTRAINT", "reopening_certificate_of_a_withdrawal"),
    ("registry_reopeningcertificate", "CONSTRAINT", "reopening_certificate_once"),
    ("registry_reopeningcertificate", "CONSTRAINT", "reopening_certificate_says_why"),
    ("registry_reopeningcertificate", "CONSTRAINT", "reopening_certificate_after_its_notice"),
    ("registry_reopeningcertificate", "TRIGGER", "reopening_certificate_of_its_department"),
    ("registry_reopeningcertificate", "TRIGGER", "reopening_certificate_opens_once"),
    ("registry_correctionnotice", "TRIGGER", "correction_notice_is_taken_off_once"),
    ("registry_formernumber", "TRIGGER", "former_number_is_never_changed"),
    ("registry_recordshare", "TRIGGER", "record_share_is_never_changed"),
    ("repair_courseversion", "TRIGGER", "course_version_is_never_changed"),
    ("repair_quizanswer", "TRIGGER", "quiz_answer_is_never_changed"),
    ("repair_quizanswer", "TRIGGER", "quiz_answer_is_the_next"),
    ("repair_quizattempt", "TRIGGER", "quiz_attempt_is_never_changed"),
    ("repair_sectionread", "TRIGGER", "section_read_is_never_changed"),
    ("repair_trainingcertificate", "CONSTRAINT", "certificate_of_its_own_attempt"),
    ("repair_trainingcertificate", "TRIGGER", "certificate_stands_on_its_answers"),
    ("repair_trainingcertificate", "TRIGGER", "training_certificate_is_never_changed"),
    ("registry_publication", "CONSTRAINT", "publication_ended_by_repair_names_its_removal"),
    ("registry_publication", "CONSTRAINT", "publication_ended_by_a_removal_of_its_record"),
    ("registry_publication", "CONSTRAINT", "publication_ended_at_maximum_after_its_last_day"),
    ("registry_publication", "CONSTRAINT", "publication_state_has_a_guard"),
    ("registry_publication", "TRIGGER", "publication_stays_ended"),
    ("casework_effect", "CONSTRAINT", "effect_of_the_record_of_its_case"),
    ("casework_effect", "CONSTRAINT", "effect_begun_by_an_event"),
    ("casework_effect", "CONSTRAINT", "effect_ended_by_an_event"),
    ("casework_effect", "CONSTRAINT", "effect_runs_while_its_case_is_open"),
    ("casework_effect", "CONSTRAINT", "effect_kind_is_known"),
    ("casework_effect", "CONSTRAINT", "effect_ends_after_it_began"),
    ("casework_effect", "INDEX", "effect_runs_once"),
    ("casework_effect", "TRIGGER", "effect_goes_with_its_case"),
    ("casework_effect", "TRIGGER", "effect_ends_once"),
    ("casework_channelorder", "CONSTRAINT", "order_because_of_an_event"),
    ("casework_channelorder", "CONSTRAINT", "order_once"),
    ("casework_channelorder", "CONSTRAINT", "order_kind_is_known"),
    ("casework_channelorder", "CONSTRAINT", "order_seen_after_it_was_done"),
    ("casework_channelorder", "TRIGGER", "order_keeps_what_it_says"),
]


def test_a_guard_that_is_gone_is_reported_by_name(as_the_owner):
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {FORWARD} ON casework_case")
    assert set(probes.failing_guards()) == {FORWARD}
    assert all(FORWARD in str(error.msg) for error in probes.check_guards(databases=["default"]))


def test_no_guard_can_go_unnoticed(as_the_owner):
    assert unnoticed(PROBED) == []


def test_an_empty_table_of_steps_is_reported(as_the_owner):
    LegalStep.objects.all().delete()
    (error,) = probes.check_guards(databases=["default"])
    assert error.id == "casework.E002"


def test_the_table_of_legal_steps_is_what_the_code_declares(db):
    assert guards.stored_steps() == guards.declared_steps()


def test_a_step_that_the_code_no_longer_declares_leaves_the_table_unless_a_case_took_it(as_the_owner):
    LegalStep.objects.create(
        machine="repair", verb="wave_through", source="submitted", target="approved", capacity="department",
        closes=False, second=False,
    )  # fmt: skip
    guards.renew()
    assert guards.stored_steps() == guards.declared_steps()


def test_a_database_that_lacks_migrations_may_be_migrated(monkeypatch, db):
    monkeypatch.setattr(probes, "failing_guards", lambda: ["a_guard_that_a_migration_brings"])
    assert len(probes.check_guards(databases=["default"])) == 1
    monkeypatch.setattr(probes.MigrationExecutor, "migration_plan", lambda *_: ["that migration"])
    assert probes.check_guards(databases=["default"]) == []
