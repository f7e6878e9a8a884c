"""(十二) 核查复查: a closed case is checked by somebody who had no part in it, first without knowing how it ended."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from casework import moves
from casework.errors import CaseError, ConditionsNotMet, NotOpenAnyMore
from rechecks import services
from rechecks.models import Finding, RecheckCase, Status
from registry.duties import give_duty
from tests.rechecks.sampling import blind, open_eyed, sampling


@pytest.fixture
def credit(office):
    return sampling(office)


@pytest.fixture
def repaired(office):
    """A repair that was granted and has left every channel."""
    case = office.has_granted()
    office.works_the_channels()
    return office.reload(case)


@pytest.fixture
def refused(office):
    case = office.has_judged()
    office.reviewer.proposes_refusal(case)
    return office.second.countersigns(case)


def test_what_was_handled_correctly_is_closed_by_its_checker(credit, repaired):
    [case] = credit.draws()
    assert (case.examines_id, case.checker, case.status) == (repaired.pk, credit.checker.user, "assigned")
    credit.assesses(case)
    credit.looks(case)
    case = credit.concludes(case, open_eyed())
    assert (case.status, case.closed, case.verdict) == (Status.CORRECT, True, "correct")
    assert [each.verdict for each in case.findings.all()] == ["", "correct"]


def test_the_first_finding_keeps_the_assessment_by_the_rules_of_that_day(credit, repaired):
    [case] = credit.draws()
    credit.assesses(case)
    kept = case.findings.get().anew
    assert kept["layers"] == repaired.assessment["layers"]
    assert kept["as_of"] == repaired.assessment["as_of"]


def test_nobody_sees_the_outcome_before_a_first_finding(credit, repaired):
    [case] = credit.draws()
    with pytest.raises(NotOpenAnyMore):
        credit.looks(case)
    with pytest.raises(NotOpenAnyMore):
        credit.concludes(case, open_eyed())


def test_a_wrong_repair_is_found_by_two(credit, repaired, office):
    [case] = credit.draws()
    case = credit.finds(case, "wrongly_repaired", "should_stay")
    assert (case.status, case.proposed_by) == (Status.EXAMINED, credit.checker.user)
    with pytest.raises(CaseError, match="不能由您复核"):
        credit.confirms(case, by=credit.checker)
    with pytest.raises(CaseError):
        credit.confirms(case, by=office.reviewer)
    case = credit.confirms(case)
    assert (case.status, case.confirmed_by, case.closed) == ("wrongly_repaired", credit.second.user, False)


def test_a_missed_repair_is_found_by_two(credit, refused):
    [case] = credit.draws()
    credit.finds(case, "missed", "should_go")
    assert credit.confirms(case).status == Status.MISSED


def test_what_is_gone_cannot_be_missed(credit, repaired):
    [case] = credit.draws()
    with pytest.raises(ConditionsNotMet):
        credit.finds(case, "missed", "should_go")


def test_who_finds_something_else_beside_the_outcome_says_why_and_both_stay(credit, repaired):
    [case] = credit.draws()
    credit.assesses(case, blind("should_stay"))
    credit.looks(case)
    with pytest.raises(CaseError, match="请写明理由"):
        credit.concludes(case, open_eyed("correct", "should_go"))
    credit.concludes(case, open_eyed("correct", "should_go", reason="补充材料中有复查合格意见，首次漏看。"))
    assert [each.assessed for each in case.findings.all()] == ["should_stay", "should_go"]


def test_what_the_second_person_sends_back_is_looked_at_again(credit, repaired):
    [case] = credit.draws()
    credit.finds(case, "wrongly_repaired", "should_stay")
    services.send_back(case.number, reasons="请核对复查日期。", by=credit.second.user, on=credit.today)
    case = RecheckCase.objects.get()
    assert (case.status, case.verdict, case.proposed_by) == (Status.ASSIGNED, "", None)
    case = credit.concludes(case, open_eyed("correct", "should_go", reason="日期系笔误，材料齐全。"))
    assert case.status == Status.CORRECT


def test_a_procedural_fault_alone_is_noted_and_orders_nothing(credit, repaired):
    [case] = credit.draws()
    credit.assesses(case)
    credit.looks(case)
    late = {"terms": ("not_ok", "受理超过规定时限2个工作日。")}
    said = open_eyed(points=late, procedural_fault=True, facts="受理通知书迟发2日。")
    case = credit.concludes(case, said)
    assert (case.status, case.procedural_fault) == (Status.CORRECT, True)


def test_another_checker_begins_blindly(credit, repaired, office):
    [case] = credit.draws()
    credit.assesses(case)
    credit.looks(case)
    boss = office.credit_officer.user
    with pytest.raises(CaseError, match="不能核查"):
        services.reassign(case.number, to=office.colleague.user, reason="请假", by=boss, on=credit.today)
    services.reassign(case.number, to=office.stranger.user, reason="请假", by=boss, on=credit.today)
    case = RecheckCase.objects.get()
    assert (case.checker, case.is_blind) == (office.stranger.user, True)
    with pytest.raises(PermissionDenied):
        credit.assesses(case)
    credit.assesses(case, by=office.stranger)
    credit.looks(case, by=office.stranger)
    assert credit.concludes(case, open_eyed(), by=office.stranger).status == Status.CORRECT


def test_a_record_is_rechecked_by_one_after_the_other(credit, repaired, office):
    [first] = credit.draws()
    assert credit.draws(office.stranger, seed="8", again_because="换人复核") == []
    credit.assesses(first)
    credit.looks(first)
    credit.concludes(first, open_eyed())
    second = RecheckCase.objects.exclude(pk=first.pk).get()
    assert (second.checker, second.status) == (office.stranger.user, Status.ASSIGNED)


def test_a_recheck_stands_in_nobodys_way(credit, refused, office):
    """The subject applies again, and the new case goes its way while the old one is checked."""
    credit.draws()
    again = office.representative.applies(refused.record)
    office.reviewer.accepts(again)
    office.reviewer.judges(again)
    assert office.reviewer.approves(again).status == "approved"
    assert RecheckCase.objects.get().status == Status.ASSIGNED


def test_a_record_that_changes_hands_takes_its_recheck_along(credit, refused, office):
    credit.draws()
    again = office.representative.applies(refused.record)
    office.reviewer.asks_to_take_over(again, office.elsewhere)
    office.stranger.takes_over(again)
    assert RecheckCase.objects.get().department == office.elsewhere


def test_who_joins_the_department_meanwhile_cannot_go_on(credit, repaired, office):
    [case] = credit.draws()
    give_duty(credit.checker.user, office.department, "review_cases", credit.today)
    with pytest.raises(CaseError, match="另行指派核查人"):
        credit.assesses(case)
    finding = {"case": case, "number": 1, "by": credit.checker.user, "on": credit.today}
    Finding.objects.create(**finding, **blind().columns())  # as if the service had not asked
    with pytest.raises(IntegrityError, match="had a part"), transaction.atomic():
        moves.make(case.examine, by=credit.checker.user, on=credit.today)
