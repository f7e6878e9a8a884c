"""The review: every statement of the applicant is judged, and repair is granted only where the law allows it."""

from datetime import date

import pytest

from casework.errors import CaseError, ConditionsNotMet, NotOpenAnyMore
from casework.routing import TakenByAColleague
from notifications.models import Letter
from repair.models import Status, conditions


def test_nothing_is_granted_before_every_statement_is_judged(office):
    case = office.has_taken_up()
    with pytest.raises(ConditionsNotMet) as refusal:
        office.reviewer.approves(case)
    assert conditions.every_statement_is_judged.words in refusal.value.reasons


def test_what_is_not_accepted_has_a_reason(office):
    case = office.has_taken_up()
    with pytest.raises(CaseError) as refusal:
        office.reviewer.judges(case, accepted=False, reason=" ")
    assert refusal.value.field == f"reason_{case.statements.get().pk}"


def test_with_a_statement_not_accepted_the_law_does_not_allow_the_repair(office):
    case = office.has_taken_up()
    office.reviewer.judges(case, accepted=False, reason="票据与处罚决定不符。")
    with pytest.raises(ConditionsNotMet) as refusal:
        office.reviewer.approves(case)
    assert refusal.value.reasons == [conditions.law_allows_the_repair.words]
    assert office.status_of(case) == Status.ACCEPTED


def test_a_judgement_can_be_changed_until_the_decision(office):
    case = office.has_taken_up()
    office.reviewer.judges(case, accepted=False, reason="票据与处罚决定不符。")
    office.reviewer.judges(case)
    assert office.reviewer.approves(case).status == Status.APPROVED
    with pytest.raises(NotOpenAnyMore):
        office.reviewer.judges(case, accepted=False, reason="再想想。")


def test_only_the_reviewer_who_has_the_case_judges(office):
    case = office.has_taken_up()
    with pytest.raises(TakenByAColleague):
        office.colleague.judges(case)


def test_what_was_accepted_as_fulfilled_is_fulfilled_in_the_register(office):
    case = office.has_granted()
    obligation = case.record.obligations.get()
    assert (obligation.fulfilled, obligation.fulfilled_on) == (True, date(2026, 8, 6))
    assert case.number in obligation.source


def test_before_the_decision_the_register_does_not_take_the_applicants_word(office):
    case = office.has_judged()
    assert case.record.obligations.get().fulfilled is None


def test_what_the_register_learns_is_unfulfilled_stops_the_repair(office):
    case = office.has_judged()
    case.record.obligations.update(fulfilled=False)
    office.reviewer.judges(case, accepted=False, reason="经核实尚未缴纳。")
    with pytest.raises(ConditionsNotMet):
        office.reviewer.approves(case)


def test_after_submission_the_statements_change_in_a_supplement_only(office):
    case = office.has_taken_up()
    with pytest.raises(CaseError):
        office.representative.states(case, "2026-11-20")


def test_a_commitment_is_issued_with_the_signature_and_a_decision_with_the_grant(office):
    case = office.representative.signs(office.representative.starts(office.identifies()))
    assert list(case.letters.values_list("kind", flat=True)) == ["commitment"]
    granted = office.has_granted()
    assert list(granted.letters.order_by("pk").values_list("kind", flat=True)) == [
        "commitment",
        "receipt",
        "acceptance",
        "repair_granted",
    ]


def test_a_refused_step_leaves_no_letter_and_takes_no_number(office):
    case = office.has_taken_up()
    with pytest.raises(ConditionsNotMet):
        office.reviewer.approves(case)
    assert not Letter.objects.filter(kind="repair_granted").exists()
    office.reviewer.judges(case)
    office.reviewer.approves(case)
    assert Letter.objects.get(kind="repair_granted").number.endswith("〔2026〕1号")


def test_a_granted_case_is_granted_once(office):
    case = office.has_granted()
    with pytest.raises(NotOpenAnyMore):
        office.reviewer.approves(case)
    assert Letter.objects.filter(kind="repair_granted").count() == 1
