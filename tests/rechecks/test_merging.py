"""Departments merge: the plan says what moves, the merger moves just that, and everybody works on the same day."""

from datetime import date
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, transaction

from casework.deferring import check_now, put_off
from casework.guards import declared_steps, machines
from casework.models import Case
from rechecks.models import SupervisionNotice
from rechecks.services.merging import CannotMerge, merge_departments, plan_merger
from registry.duties import DUTIES, duty_group, forget, give_duty, holds
from registry.models import Department, Membership, Record, RecordMove
from repair.models import DepartmentPhrase
from tests.correcting import again, checkers_of, hears
from tests.rechecks.supervising import issued, late_case, replied
from tests.world import user

STAYS = "stays with what it is part of"
# What a merger does about every column that names a department; a new one has to be thought of here.
COLUMNS = {
    "registry.Department.parent": "below", "registry.Department.successor": "the merger itself",
    "registry.Membership.department": "members", "registry.Record.department": "records",
    "registry.RecordMove.source": STAYS, "registry.RecordMove.target": STAYS,
    "registry.ReopeningCertificate.department": STAYS, "casework.Case.department": "open_cases",
    "casework.Case.transfer_to": "asked_of_it", "casework.CaseEvent.to_department": STAYS,
    "casework.CaseEvent.department": STAYS, "casework.CaseEvent.officer_of": STAYS,
    "notifications.Letter.department": STAYS, "repair.DepartmentPhrase.department": "phrases",
    "rechecks.SupervisionNotice.department": "notices", "rechecks.SupervisionEvent.officer_of": STAYS,
    "rechecks.Interview.department": STAYS, "rechecks.CaseFacts.department": "counted anew with its case",
    "rechecks.CaseMonth.department": "follows the facts of its cases",
}  # fmt: skip


@pytest.fixture
def before(office):
    """Cases of every kind in the department that ends, and whatever else is its own."""
    office.day("2026-11-23")
    repaired = office.has_granted()
    office.works_the_channels()
    theirs = office.identifies(department=office.elsewhere)
    asked = office.stranger.asks_to_take_over(office.representative.applies(theirs), office.department)
    handed_on = office.reviewer.asks_to_take_over(office.has_received(), office.elsewhere)
    objection = office.representative.objects(office.identifies(), fine_yuan="3200")
    office.credit_officer.takes_up(objection)
    office.credit_officer.forwards(objection)
    office.reviewer.takes_objection(objection)
    DepartmentPhrase.objects.create(
        department=office.department, use="reject", code="own", label="自有理由", text="…"
    )
    late = late_case(office)
    notice = issued(office, late)
    check_now("supervision_notice_is_whole")  # as at the end of its own transaction
    put_off("supervision_notice_is_whole")
    return {
        "repaired": repaired, "asked": asked, "handed on": handed_on, "objection": objection, "late": late,
        "notice": notice,
    }  # fmt: skip


def merged(office):
    done = merge_departments(office.department, office.elsewhere, on=office.day.today)
    for person in (office.reviewer, office.colleague, office.second, office.stranger):
        forget(person.user)  # as with the next request
    return done


def test_what_the_plan_shows_is_what_the_merger_does(office, before):
    planned = plan_merger(office.department, office.elsewhere)
    assert planned.moves.open_cases == (("objection", 1), ("repair", 2))
    assert (planned.moves.asked_of_it, planned.moves.handed_on, planned.closed_cases) == (1, 1, 1)
    assert (planned.moves.notices, planned.moves.phrases, planned.known_there) == (1, 1, ())
    there = Record.objects.filter(department=office.elsewhere).count()
    assert merged(office) == planned.moves
    assert Record.objects.filter(department=office.elsewhere).count() == there + planned.moves.records
    assert RecordMove.objects.count() == planned.moves.records


def test_open_cases_move_with_their_record_and_term_and_closed_ones_stay(office, before):
    terms = dict(Case.objects.open().values_list("pk", "due_on"))
    merged(office)
    assert not Case.objects.open().filter(department=office.department).exists()
    assert dict(Case.objects.open().values_list("pk", "due_on")) == terms
    closed = Case.objects.get(pk=before["repaired"].pk)
    assert closed.department == office.department
    assert closed.record.department == office.elsewhere
    assert Case.objects.get(pk=before["late"].pk).claimed_by == office.reviewer.user


def test_old_clerks_work_in_the_new_department_the_same_day(office, before):
    merged(office)
    judged = office.reviewer.judges(office.reload(before["late"]))
    approved = office.reviewer.approves(judged)
    assert approved.status == "approved"
    assert approved.letters.latest("pk").department_name == office.elsewhere.name
    office.reviewer.concludes(before["objection"], fine_yuan="right")
    office.second.confirms(before["objection"])
    reply = replied(office, SupervisionNotice.objects.get())
    assert reply.department == office.elsewhere


def test_a_question_of_where_a_case_belongs_stays_as_it_was_asked(office, before):
    merged(office)
    asked, handed_on = (Case.objects.get(pk=before[name].pk) for name in ("asked", "handed on"))
    assert (asked.department, asked.transfer_to) == (office.elsewhere, office.elsewhere)
    assert handed_on.transfer_to == office.elsewhere
    taken = office.stranger.takes_over(office.reload(before["handed on"]))
    assert (taken.department, taken.transfer_to) == (office.elsewhere, None)


def test_a_case_that_nobody_had_asked_about_can_still_be_handed_on(office, before):
    third = Department.objects.create(
        uscc="12239999MB0000099X", name="江澜市第三局", short_name="第三局", letter_prefix="江三", region="239999",
        region_name="江澜市",
    )  # fmt: skip
    give_duty(user("third"), third, "review_cases", office.day.today)
    merged(office)
    asked = office.reviewer.asks_to_take_over(office.reload(before["late"]), third)
    assert asked.transfer_to == third


def test_duties_and_memberships_move(office, before):
    merged(office)
    for duty in DUTIES:
        assert not duty_group(office.department, duty).user_set.exists()
    assert holds(office.reviewer.user, "review_cases", office.elsewhere.pk)
    assert not Membership.objects.filter(department=office.department, until=None).exists()
    assert any(office.elsewhere.name in words for words in office.told(office.colleague))


def test_a_record_that_both_have_stops_it_and_nothing_is_done(office, before):
    office.identifies(department=office.elsewhere, document_number=before["late"].record.document_number)
    assert plan_merger(office.department, office.elsewhere).known_there
    with pytest.raises(CannotMerge):
        merged(office)
    assert Department.objects.get(pk=office.department.pk).merged_on is None


def test_the_command_shows_first_and_moves_only_when_told(office, before):
    def said(*words):
        out = StringIO()
        call_command("merge_departments", office.department.uscc, office.elsewhere.name, *words, stdout=out)
        return out.getvalue()

    shown = said()
    assert "objection 1, repair 2" in shown
    assert Case.objects.open().filter(department=office.department).count() == 3
    done = said("--apply").rpartition("Done:\n")[2]
    assert done.splitlines() == shown.splitlines()[1 : 1 + len(done.splitlines())]
    with pytest.raises(CommandError):
        said("--apply")


def test_the_database_lets_no_merger_leave_something_behind_or_be_undone(office, before):
    def quietly():
        columns = {"merged_on": date(2026, 12, 7), "successor": office.elsewhere}
        Department.objects.filter(pk=office.department.pk).update(**columns)
        check_now("merged_department_is_empty")

    with pytest.raises(DatabaseError, match="leaves something behind"), transaction.atomic():
        quietly()
    merged(office)
    with pytest.raises(DatabaseError, match="stands"), transaction.atomic():
        Department.objects.filter(pk=office.department.pk).update(merged_on=None)
    with pytest.raises(DatabaseError, match="has merged"), transaction.atomic():
        office.identifies()


def test_every_kind_passes_to_the_successor_from_every_status_in_which_it_is_open(db):
    steps = [
        dict(zip(("machine", "verb", "source", "target"), step[:4], strict=True)) | {"closes": step[5]}
        for step in declared_steps()
    ]
    for machine in machines():
        its = [each for each in steps if each["machine"] == machine]
        open_ones = {each["target"] for each in its if not each["closes"]}
        passing = {each["source"] for each in its if each["verb"] == "pass_to_successor"}
        assert open_ones <= passing, machine


def test_every_column_that_names_a_department_is_thought_of():
    found = {
        f"{field.model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields(include_parents=False)
        if field.many_to_one and field.related_model is Department and field.model is model
    }
    assert found == set(COLUMNS)


def test_an_order_to_correct_goes_along_and_is_carried_out_in_the_new_department(office):
    checkers = checkers_of(office)
    case = office.has_granted()
    office.works_the_channels()
    recheck = checkers.order(checkers.find("wrongly_repaired", examined=office.reload(case)))
    days = recheck.order_to_correct.answer_by, recheck.order_to_correct.correct_by
    planned = plan_merger(office.department, office.elsewhere)
    assert planned.moves.open_cases == (("recheck", 1),)
    assert merged(office) == planned.moves
    recheck = again(recheck)
    assert recheck.department == office.elsewhere
    assert (recheck.order_to_correct.answer_by, recheck.order_to_correct.correct_by) == days
    assert recheck.status == "correction_ordered"
    assert hears(office, recheck).status == "hearing"  # by a clerk who came along
