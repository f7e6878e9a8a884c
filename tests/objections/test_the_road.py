"""An objection goes its way: filed, checked, verified, answered, and every place corrected."""

import pytest

from casework.errors import CaseError, ConditionsNotMet, NotOpenAnyMore
from casework.models import Effect
from objections.models import Status
from objections.services import RepairRuns
from tests.objecting import as_it_stands

pytestmark = pytest.mark.django_db


def filed(office, day, **claimed):
    day("2026-11-23")
    record = office.identifies(**claimed.pop("facts", {}))
    return record, office.representative.objects(record, **(claimed or {"fine_yuan": "3200"}))


def forwarded(office, day, **claimed):
    record, case = filed(office, day, **claimed)
    office.credit_officer.takes_up(case)
    office.credit_officer.forwards(case)
    return record, case


def marks(record):
    return set(Effect.objects.running().filter(record=record).values_list("kind", flat=True))


def test_what_the_department_finds_right_is_corrected_everywhere(office, day):
    record, case = forwarded(office, day)
    assert "mark" in marks(record)
    office.reviewer.concludes(case)
    record.refresh_from_db()
    assert record.fine_yuan == 3200
    office.works_the_channels()
    office.night_passes()
    case = as_it_stands(case)
    assert (case.outcome, marks(record)) == (Status.UPHELD, set())


def test_a_dismissal_needs_a_second_person(office, day):
    record, case = forwarded(office, day)
    office.reviewer.concludes(case, fine_yuan="right")
    assert as_it_stands(case).status == Status.VERIFYING
    with pytest.raises(CaseError):
        office.second.concludes(case)
    office.second.confirms(case)
    assert as_it_stands(case).status == Status.DISMISSED
    record.refresh_from_db()
    assert record.fine_yuan == 32000
    assert marks(record) == set()


def test_some_right_and_some_wrong_is_upheld_in_part(office, day):
    record, case = forwarded(office, day, fine_yuan="3200", title="未按规定记录台账")
    office.reviewer.concludes(case, title="right")
    record.refresh_from_db()
    assert as_it_stands(case).outcome == Status.PARTLY_UPHELD
    assert (record.fine_yuan, record.title) == (3200, "未按规定建立危险废物管理台账")


def test_a_record_that_is_void_leaves_every_channel(office, day):
    day("2026-11-23")
    record = office.identifies()
    case = office.representative.objects(record, "not_publishable")
    office.credit_officer.takes_up(case)
    office.credit_officer.forwards(case)
    office.reviewer.concludes(case)
    assert not office.is_on_show(record)
    record.refresh_from_db()
    assert record.withdrawn_on == day.today


def test_the_platform_corrects_its_own_copy_at_once(office, day):
    record, case = filed(office, day)
    office.credit_officer.takes_up(case)
    office.credit_officer.answers(case)
    office.credit_officer.corrects_the_copy(case)
    record.refresh_from_db()
    assert record.fine_yuan == 3200


def test_nothing_new_is_closed_as_repeated_and_something_new_is_not(office, day):
    record, case = forwarded(office, day)
    office.reviewer.concludes(case, fine_yuan="right")
    office.second.confirms(case)
    again = office.representative.objects(record, fine_yuan="3200")
    assert as_it_stands(again).status == Status.REPEATED
    other = office.representative.objects(record, fine_yuan="3300")
    assert as_it_stands(other).status == Status.FILED


def test_misrouted_once_then_the_credit_office_says_whose_it_is(office, day):
    record, case = forwarded(office, day)
    office.reviewer.says_it_is_of(case, office.elsewhere)
    assert as_it_stands(case).status == Status.MISROUTED
    office.credit_officer.says_whose(case, office.elsewhere)
    case = as_it_stands(case)
    record.refresh_from_db()
    assert case.status == Status.VERIFYING
    assert case.department == record.department == office.elsewhere
    with pytest.raises(ConditionsNotMet):
        office.stranger.says_it_is_of(case, office.department)


def test_evidence_is_asked_for_once_a_stage(office, day):
    _record, case = forwarded(office, day)
    office.reviewer.asks_the_party(case, "处罚决定书原件照片")
    assert as_it_stands(case).status == Status.SUPPLEMENTING
    office.representative.sends_evidence(case, "已上传")
    assert as_it_stands(case).status == Status.VERIFYING
    with pytest.raises(ConditionsNotMet):
        office.reviewer.asks_the_party(case, "再要一次")


def test_a_claim_equal_to_what_the_record_says_is_refused_with_its_field(office, day):
    day("2026-11-23")
    case = office.representative.begins_objection(office.identifies())
    with pytest.raises(CaseError) as refusal:
        office.representative.claims_that(case, fine_yuan="32000.00")
    assert refusal.value.field == "claimed_fine_yuan"


def test_withdrawn_and_answered_a_second_later_is_too_late(office, day):
    record, case = forwarded(office, day)
    office.reviewer.takes_objection(case)
    office.representative.takes_back(case)
    assert marks(record) == set()
    with pytest.raises(NotOpenAnyMore):
        office.reviewer.answers(case)


def test_while_a_repair_runs_the_choice_is_offered_in_words(office, day):
    day("2026-11-23")
    repair = office.has_taken_up()
    with pytest.raises(RepairRuns):
        office.representative.begins_objection(repair.record)
    case = office.representative.begins_objection(repair.record, pause_repair=True)
    office.representative.claims_and_files(case, fine_yuan="3200")
    assert office.reload(repair).is_paused
    office.representative.takes_back(case)
    assert not office.reload(repair).is_paused


def test_the_department_finds_its_own_mistake(office, day):
    day("2026-11-23")
    record = office.identifies()
    case = office.reviewer.finds_wrong(record, fine_yuan="3200")
    office.credit_officer.takes_up(case)
    office.credit_officer.forwards(case)
    office.colleague.concludes(case)
    record.refresh_from_db()
    assert record.fine_yuan == 3200


def test_a_running_repair_gets_its_new_date_when_the_record_is_corrected(office, day):
    day("2026-11-23")
    repair = office.representative.starts(office.identifies(severity="serious"))
    assert office.status_of(repair) == "applied"
    case = office.representative.begins_objection(repair.record, kind="class_or_period", pause_repair=True)
    office.representative.claims_and_files(case, severity="general")
    office.credit_officer.takes_up(case)
    office.credit_officer.forwards(case)
    office.reviewer.concludes(case)
    office.works_the_channels()
    office.night_passes()
    assert as_it_stands(case).status == Status.CLOSED
    repair = office.reload(repair)
    assert (repair.status, repair.is_paused) == ("period_met", False)


def test_a_repair_on_a_void_record_ends_in_the_subjects_favour(office, day):
    day("2026-11-23")
    repair = office.has_taken_up()
    case = office.representative.begins_objection(repair.record, kind="not_publishable", pause_repair=True)
    office.representative.claims_and_files(case)
    office.credit_officer.takes_up(case)
    office.credit_officer.forwards(case)
    office.reviewer.concludes(case)
    assert office.status_of(repair) == "cleared"
    assert any(repair.number in said and case.number in said for said in office.told(office.representative))


def test_a_re_check_is_done_once_and_by_somebody_without_a_part(office, day):
    record, case = forwarded(office, day)
    office.reviewer.concludes(case, fine_yuan="right")
    office.second.confirms(case)
    case = as_it_stands(case)
    assert case.review_until is not None
    office.representative.asks_for_review(case)
    with pytest.raises(ConditionsNotMet):
        office.credit_officer.reviews(case)  # accepted and forwarded it
    checker = office.joins_the_credit_office("ma")
    checker.reviews(case)
    record.refresh_from_db()
    assert (as_it_stands(case).outcome, record.fine_yuan) == (Status.UPHELD, 3200)
    with pytest.raises(NotOpenAnyMore):
        office.representative.asks_for_review(case)


def test_a_draft_that_nobody_files_keeps_nobody_from_objecting(office, day):
    day("2026-08-24")
    record = office.identifies()
    draft = office.representative.begins_objection(record)
    day("2026-11-22")
    office.night_passes()
    assert as_it_stands(draft).status == Status.DRAFTED
    day("2026-11-23")
    office.night_passes()
    assert as_it_stands(draft).status == Status.WITHDRAWN
    assert office.reviewer.finds_wrong(record, fine_yuan="3200").status == Status.FILED
