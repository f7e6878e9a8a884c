"""Every illegal statement is refused: by the ORM's ways, by fixtures, by raw SQL, for the application and the owner.

The application's role is stopped by its grants or by a guard; the owner of the tables, whom grants
do not bind, by the guard alone. Each attack is lawful but for the one thing it does wrong.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.core import serializers
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError

from casework import guards, probes
from casework.fsm import ConcurrentTransition
from casework.models import Case, CaseEvent, LegalStep, Removal
from registry.models import Department, Publication, Record
from repair.models import RepairCase
from rules.models import RuleSetVersion

STATUS = "case_stands_where_its_last_event_says"
FORWARD = "case_goes_forward"
NO_RIGHT = probes.NO_RIGHT


@dataclass
class Scene:
    """What the attacks are made on: a case under review, a granted and a finished one, read anew each time."""

    office: Any
    keys: dict[str, int]

    @property
    def case(self) -> RepairCase:
        return RepairCase.objects.get(pk=self.keys["case"])

    @property
    def granted(self) -> RepairCase:
        return RepairCase.objects.get(pk=self.keys["granted"])

    @property
    def repaired(self) -> RepairCase:
        return RepairCase.objects.get(pk=self.keys["repaired"])

    @property
    def theirs(self) -> Department:
        return Department.objects.get(letter_prefix="江交测")

    def next_event(self, **lies: Any) -> CaseEvent:
        """The lawful event that would grant the case under review, with the lies put in."""
        columns = {
            "case_id": self.case.pk, "seq": self.case.seq + 1, "machine": "repair", "verb": "approve",
            "source": "accepted", "target": "approved", "capacity": "department", "closes": False,
            "second": False, "actor": self.office.reviewer.user, "department": self.office.department,
            "officer_of": self.office.department, "on": date(2026, 11, 23),
        }  # fmt: skip
        return CaseEvent.objects.create(**columns | lies)


@pytest.fixture
def scene(office):
    repaired = office.has_granted()
    office.works_the_channels()
    judged, granted = office.has_judged(), office.has_granted()
    return Scene(office, {"case": judged.pk, "granted": granted.pk, "repaired": repaired.pk})


@pytest.fixture(params=["application", "owner"])
def role(request):
    """As whom the attack is made; `scene` is built before the rights change."""
    request.getfixturevalue("scene")
    if request.param == "owner":
        request.getfixturevalue("as_the_owner")
    return request.param


def refusal(attack: Callable[[], Any]) -> str:
    """Run an attack in a savepoint through its commit checks: the guard that refused it, or NO_RIGHT, or ""."""
    try:
        with transaction.atomic():
            attack()
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            transaction.set_rollback(True)
    except DatabaseError as refused:
        diagnosis = refused.__cause__.diag
        return diagnosis.sqlstate if diagnosis.sqlstate == NO_RIGHT else diagnosis.constraint_name
    return ""


# --- the ways of the ORM ----------------------------------------------------------------------


def written_into_the_object(scene, **values):
    case = scene.case
    case.__dict__.update(values)
    case.save()


def written_in_bulk(scene):
    case = Case.objects.get(pk=scene.case.pk)
    case.__dict__["status"] = "approved"
    Case.objects.bulk_update([case], ["status"])


def built_anew_and_saved(scene):
    columns = {f.attname: getattr(scene.case, f.attname) for f in Case._meta.concrete_fields}
    built = Case(**columns | {"status": "approved"})
    built.save()


def built_anew_in_its_old_place(scene):
    columns = {f.attname: getattr(scene.case, f.attname) for f in Case._meta.concrete_fields}
    Case.objects.filter(pk=scene.case.pk).update(
        **{k: v for k, v in columns.items() if k != "id"} | {"status": "approved"}
    )


def created_approved(scene):
    record = scene.office.identifies()
    RepairCase.objects.create(
        record=record, department=record.department, subject=record.subject, number="XF-2026-999999",
        machine="repair", status="approved", seq=1, opened_on=date(2026, 11, 23), opened_by=scene.office.reviewer.user,
    )  # fmt: skip


def the_transition_alone(scene):
    case = scene.case
    case.moving_on, case.moving_by = date(2026, 11, 23), scene.office.reviewer.user
    case.withdraw()
    case.save()


def moved_to(scene, **columns):
    Case.objects.filter(pk=scene.case.pk).update(**columns)


def second_open_case(scene):
    one = Case.objects.get(pk=scene.case.pk)
    one.pk, one.id, one._state.adding, one.number, one.process = None, None, True, "XF-2026-999998", None
    one.save(force_insert=True)


def removal(scene, **lies):
    event = scene.granted.events.get(verb="approve")
    columns = {
        "record": scene.granted.record,
        "case": scene.granted,
        "seq": event.seq,
        "ordered_on": event.on,
    }
    Removal.objects.create(**columns | lies)


def publications(case):
    return Publication.objects.filter(record=case.record)


ON_THE_CASE = {
    "update status": (lambda s: moved_to(s, status="approved"), STATUS),
    "update status and seq": (lambda s: moved_to(s, status="approved", seq=s.case.seq + 1), STATUS),
    "update status of the kind": (lambda s: RepairCase.objects.filter(pk=s.case.pk).update(status="approved"), STATUS),
    "bulk_update": (written_in_bulk, STATUS),
    "__dict__ and save": (lambda s: written_into_the_object(s, status="approved"), STATUS),
    "create(status=approved)": (created_approved, STATUS),
    "update of every column": (built_anew_in_its_old_place, STATUS),
    "transition without the door": (the_transition_alone, STATUS),
    "close without a step": (lambda s: moved_to(s, closed=True), STATUS),
    "open a closed case": (lambda s: Case.objects.filter(pk=s.repaired.pk).update(closed=False), STATUS),
    "back to an earlier step": (lambda s: moved_to(s, status="submitted", seq=s.case.seq - 1), FORWARD),
    "another department": (lambda s: moved_to(s, department=s.theirs), FORWARD),
    "another record": (lambda s: moved_to(s, record=s.granted.record), FORWARD),
    "another number": (lambda s: moved_to(s, number="XF-2026-000777"), FORWARD),
    "another machine": (lambda s: moved_to(s, machine="objection"), FORWARD),
    "backdated": (lambda s: moved_to(s, opened_on=date(2020, 1, 1)), FORWARD),
    "a second open case": (second_open_case, "case_one_open_per_record"),
    "the record to another department": (
        lambda s: Record.objects.filter(pk=s.case.record_id).update(department=s.theirs),
        "case_in_the_department_of_its_record",
    ),
}  # fmt: skip

ON_THE_CHAIN = {
    "an event without its case moving": (lambda s: s.next_event(), "event_moved_its_case"),
    "a step nobody declared": (lambda s: s.next_event(verb="decree"), "event_is_a_legal_step"),
    "a jump": (
        lambda s: s.next_event(verb="complete", target="repaired", capacity="system", officer_of=None),
        "event_is_a_legal_step",
    ),
    "a step that says it closes": (lambda s: s.next_event(closes=True), "event_is_a_legal_step"),
    "a step of two taken as a step of one": (
        lambda s: s.next_event(verb="reject", target="rejected", closes=True),
        "event_is_a_legal_step",
    ),
    "a gap": (lambda s: s.next_event(seq=s.case.seq + 2), "event_follows_the_one_before"),
    "a false past": (
        lambda s: s.next_event(verb="accept", source="submitted", target="accepted"),
        "event_follows_the_one_before",
    ),
    "a fork": (lambda s: s.next_event(seq=s.case.seq, verb="decline", source="submitted", target="not_accepted", closes=True), "event_once"),
    "an officer of another department": (
        lambda s: s.next_event(actor=s.office.stranger.user),
        "event_of_an_officer_of_the_department",
    ),
    "in the name of another department": (
        lambda s: s.next_event(actor=s.office.stranger.user, department=s.theirs, officer_of=s.theirs),
        "event_in_the_department_of_its_case",
    ),
    "an officer of nowhere": (lambda s: s.next_event(officer_of=None), "event_of_an_officer_names_the_department"),
    "one person twice": (
        lambda s: s.next_event(
            verb="reject", target="rejected", closes=True, second=True,
            actor=s.office.second.user, proposer=s.office.second.user,
        ),
        "event_of_two_persons_has_two",
    ),
    "one person alone": (
        lambda s: s.next_event(verb="reject", target="rejected", closes=True, second=True),
        "event_of_two_persons_has_two",
    ),
    "another kind of case": (lambda s: s.next_event(machine="objection"), "event_is_a_legal_step"),
    "words changed": (lambda s: s.case.events.update(words="其他"), "event_is_never_changed"),
    "person changed": (lambda s: s.case.events.update(actor=s.office.stranger.user), "event_is_never_changed"),
    "last event deleted": (lambda s: s.case.events.filter(seq=s.case.seq).delete(), "event_is_never_changed"),
}  # fmt: skip

ON_THE_REMOVAL = {
    "of a case under review": (
        lambda s: removal(s, case=s.case, record=s.case.record, seq=s.case.seq),
        "removal_of_an_approved_case",
    ),
    "of a step that granted nothing": (
        lambda s: removal(s, case=s.case, record=s.case.record, seq=s.case.seq, target="accepted"),
        "removal_follows_an_approval",
    ),
    "of another record": (
        lambda s: Removal.objects.filter(case=s.granted).update(record=s.case.record),
        "removal_is_never_changed",
    ),
    "deleted": (
        lambda s: Removal.objects.filter(case=s.granted)._raw_delete("default"),
        "removal_is_never_changed",
    ),
    "hidden without a removal": (
        lambda s: publications(s.case).update(state="ended_by_repair", ended_on=date(2026, 11, 23)),
        "publication_ended_by_repair_names_its_removal",
    ),
    "hidden with the removal of another record": (
        lambda s: publications(s.case).update(
            state="ended_by_repair", ended_on=date(2026, 11, 23), removal_id=s.granted.removal.pk
        ),
        "publication_ended_by_a_removal_of_its_record",
    ),
    "hidden under a name without a guard": (
        lambda s: publications(s.case).update(state="shielded"),
        "publication_state_has_a_guard",
    ),
    "withdrawn by a stroke of the pen": (
        lambda s: publications(s.case).update(state="withdrawn"),
        "publication_state_has_a_guard",
    ),
    "ended before the maximum period is over": (
        lambda s: publications(s.case).update(state="ended_at_maximum", ended_on=date(2026, 11, 23)),
        "publication_ended_at_maximum_after_its_last_day",
    ),
    "shown again after the repair": (
        lambda s: publications(s.repaired).update(state="shown", ended_on=None, removal_id=None),
        "publication_stays_ended",
    ),
}  # fmt: skip


# What the application's role may not even try; the owner is stopped by the guard.
NOT_GRANTED = {"words changed", "person changed", "last event deleted", "of another record", "deleted"}


def outcome(scene, attacks):
    return {name: refusal(partial(attack, scene)) for name, (attack, _guard) in attacks.items()}


@pytest.mark.parametrize(
    "attacks", [ON_THE_CASE, ON_THE_CHAIN, ON_THE_REMOVAL], ids=["case", "chain", "removal"]
)
def test_every_illegal_statement_is_refused_by_its_guard(scene, role, attacks):
    by_grants = {name: NO_RIGHT for name in attacks if name in NOT_GRANTED} if role == "application" else {}
    assert outcome(scene, attacks) == {name: guard for name, (_attack, guard) in attacks.items()} | by_grants
    assert scene.office.status_of(scene.case) == "accepted"


def test_the_same_statements_made_lawfully_pass(scene, role):
    """So that the refusals above are refusals of the lie, not of the statement."""

    def grant():
        scene.next_event()
        Case.objects.filter(pk=scene.case.pk).update(status="approved", seq=scene.case.seq + 1)

    assert refusal(grant) == ""


# --- ways that Python already refuses ---------------------------------------------------------


def test_a_status_is_not_assigned(scene):
    with pytest.raises(AttributeError):
        scene.case.status = "approved"


def test_a_case_built_anew_with_another_status_is_refused_as_stale(scene):
    with pytest.raises(ConcurrentTransition), transaction.atomic():
        built_anew_and_saved(scene)


def test_a_case_with_a_history_cannot_be_deleted(scene, role):
    with pytest.raises(ProtectedError):
        scene.case.delete()


# --- fixtures ---------------------------------------------------------------------------------


def fixture_of(case: Case, **lies: Any) -> str:
    (row,) = serializers.serialize("python", [Case.objects.get(pk=case.pk)])
    row["fields"].update(lies)
    return serializers.serialize("json", [each.object for each in serializers.deserialize("python", [row])])


def test_a_deserialised_case_does_not_stand_where_no_event_led(scene, role):
    text = fixture_of(scene.case, status="approved")

    def load():
        for each in serializers.deserialize("json", text):
            each.save()

    with pytest.raises((ConcurrentTransition, DatabaseError)), transaction.atomic():
        load()
    assert scene.office.status_of(scene.case) == "accepted"


def test_loaddata_does_not_move_a_case(scene, role, tmp_path):
    path = tmp_path / "approved.json"
    path.write_text(fixture_of(scene.case, status="approved"), encoding="utf-8")
    with pytest.raises((ConcurrentTransition, DatabaseError)), transaction.atomic():
        call_command("loaddata", str(path), verbosity=0)
    assert scene.office.status_of(scene.case) == "accepted"


def test_loaddata_does_not_forge_an_event(scene, role, tmp_path):
    (row,) = json.loads(serializers.serialize("json", [scene.case.events.latest("seq")]))
    row["pk"] = None
    row["fields"] |= {"seq": scene.case.seq + 1, "verb": "decree", "source": "accepted", "target": "approved"}
    row["fields"].pop("prev_seq", None)
    path = tmp_path / "forged.json"
    path.write_text(json.dumps([row]), encoding="utf-8")
    with pytest.raises(DatabaseError, match="event_is_a_legal_step"), transaction.atomic():
        call_command("loaddata", str(path), verbosity=0)


# --- what the application's role may not even try ---------------------------------------------

NOT_THE_APPLICATIONS = {
    "change an event": "UPDATE casework_caseevent SET words = 'x'",
    "delete events": "DELETE FROM casework_caseevent",
    "truncate events": "TRUNCATE casework_caseevent CASCADE",
    "delete a case": "DELETE FROM casework_case",
    "change a removal": "UPDATE casework_removal SET ordered_on = ordered_on",
    "delete a removal": "DELETE FROM casework_removal",
    "declare a step": "INSERT INTO casework_legalstep (machine, verb, source, target, capacity, closes, second)"
    " VALUES ('repair', 'decree', 'accepted', 'repaired', 'department', true, false)",
    "change a step": "UPDATE casework_legalstep SET second = false",
    "drop a step": "DELETE FROM casework_legalstep",
    "delete a membership": "DELETE FROM registry_membership",
    "change a law in force": "UPDATE rules_rulesetversion SET content = '{}'",
    "delete a law": "DELETE FROM rules_rulesetversion",
    "rewrite a course": "UPDATE repair_courseversion SET content = '{}'",
    "improve an answer": 'UPDATE repair_quizanswer SET "right" = true',
    "take an attempt away": "DELETE FROM repair_quizattempt",
    "make a certificate last": "UPDATE repair_trainingcertificate SET valid_until = '2099-12-31'",
    "rewrite how a record went off show": "UPDATE registry_publicationchange SET because = 'x'",
    "pretend a migration": "DELETE FROM django_migrations",
    "drop a key": f"ALTER TABLE casework_case DROP CONSTRAINT {STATUS}",
    "drop a trigger": f"DROP TRIGGER {FORWARD} ON casework_case",
    "disable triggers": "ALTER TABLE casework_caseevent DISABLE TRIGGER ALL",
    "replace a guard's function": "CREATE OR REPLACE FUNCTION xinxiu_append_only() RETURNS trigger"
    " LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "go round the guards": "SET session_replication_role = replica",
    "become the owner": "ALTER TABLE casework_case OWNER TO xinxiu_app",
    "grant itself rights": "GRANT UPDATE ON casework_caseevent TO xinxiu_app; UPDATE casework_caseevent SET words = ''",
}


@pytest.mark.parametrize("sql", NOT_THE_APPLICATIONS.values(), ids=NOT_THE_APPLICATIONS)
def test_the_applications_role_has_no_right_to(db, sql):
    def attack():
        with connection.cursor() as cursor:
            cursor.execute(sql)

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("xinxiu_app",)
    assert refusal(attack) == NO_RIGHT
    assert RuleSetVersion.objects.exists()
    assert guards.stored_steps() == guards.declared_steps()


# --- the probes can fail ----------------------------------------------------------------------


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
    ("casework_caseevent", "CONSTRAINT", "event_in_the_department_of_its_case"),
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
]


@pytest.mark.parametrize(("table", "kind", "guard"), PROBED, ids=[each[2] for each in PROBED])
def test_a_guard_that_is_gone_is_reported_by_name(as_the_owner, table, kind, guard):
    drop = {
        "CONSTRAINT": f"ALTER TABLE {table} DROP CONSTRAINT {guard} CASCADE",
        "TRIGGER": f"DROP TRIGGER {guard} ON {table}",
        "INDEX": f"DROP INDEX {guard}",
    }[kind]
    with connection.cursor() as cursor:
        cursor.execute(drop)
    assert guard in probes.failing_guards()
    assert any(guard in str(error.msg) for error in probes.check_guards(databases=["default"]))


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
