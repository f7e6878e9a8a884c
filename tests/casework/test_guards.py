"""Every illegal statement is refused: by the ORM's ways and by raw SQL, for the application and the owner.

The application's role is stopped by its grants or by a guard; the owner of the tables, whom grants
do not bind, by the guard alone. Each attack is lawful but for the one thing it does wrong.
"""

from datetime import date
from functools import partial

import pytest

from casework.models import Case, Removal
from registry.models import Publication, Record, Subject
from repair.models import RepairCase
from tests.casework.scene import FORWARD, NO_RIGHT, STATUS, refusal

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
    columns = {
        f.attname: getattr(scene.case, f.attname) for f in Case._meta.concrete_fields if not f.generated
    }
    built = Case(**columns | {"status": "approved"})
    built.save()


def built_anew_in_its_old_place(scene):
    columns = {
        f.attname: getattr(scene.case, f.attname) for f in Case._meta.concrete_fields if not f.generated
    }
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


def other_subject():
    return Subject.objects.create(
        kind="organisation", name="江澜市白鹭商贸有限公司", uscc="91239999MA0000029X"
    )


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
        "record_goes_with_its_case",
    ),
    "the record to another subject": (
        lambda s: Record.objects.filter(pk=s.repaired.record_id).update(subject=other_subject()),
        "record_goes_with_its_case",
    ),
    "two steps at once": (lambda s: moved_to(s, seq=s.case.seq + 2), FORWARD),
    "shown to a department that was not asked": (lambda s: moved_to(s, transfer_to=s.theirs), FORWARD),
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
        "publication_withdrawn_names_its_withdrawal",
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
