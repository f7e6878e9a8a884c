"""The applicant may take an application back until it is decided, and apply again; not afterwards."""

import pytest

from casework.errors import NotOpenAnyMore
from casework.models import Desk
from repair.models import Status


def supplementing(office):
    return office.reviewer.asks(office.has_taken_up(), "整改验收报告")


def refusal_proposed(office):
    return office.reviewer.proposes_refusal(office.has_taken_up())


def begun(office):
    return office.representative.starts(office.identifies())


def signed(office):
    return office.representative.signs(begun(office))


UNDECIDED = {
    "begun": begun,
    "signed": signed,
    "submitted": lambda office: office.has_received(),
    "under review": lambda office: office.has_taken_up(),
    "waiting for a supplement": supplementing,
    "refusal proposed, not signed": refusal_proposed,
}


@pytest.mark.parametrize("undecided", UNDECIDED.values(), ids=UNDECIDED)
def test_before_a_decision_it_is_taken_back_and_the_record_may_be_applied_for_again(office, undecided):
    case = undecided(office)
    office.representative.withdraws(case)
    withdrawn = office.reload(case)
    assert (withdrawn.status, withdrawn.closed, withdrawn.desk, withdrawn.due_on) == (
        Status.WITHDRAWN, True, Desk.NOBODY, None,
    )  # fmt: skip
    assert office.is_on_show(case.record)
    assert office.representative.applies(case.record).status == Status.SUBMITTED


def test_a_granted_application_cannot_be_taken_back(office):
    case = office.has_granted()
    with pytest.raises(NotOpenAnyMore):
        office.representative.withdraws(case)


def test_a_repaired_one_neither(office):
    case = office.has_granted()
    office.works_the_channels()
    with pytest.raises(NotOpenAnyMore):
        office.representative.withdraws(case)


def test_a_refused_one_neither(office):
    case = refusal_proposed(office)
    office.second.countersigns(case)
    with pytest.raises(NotOpenAnyMore):
        office.representative.withdraws(case)


def test_it_is_taken_back_once(office):
    case = office.has_received()
    office.representative.withdraws(case)
    with pytest.raises(NotOpenAnyMore):
        office.representative.withdraws(case)


def test_the_department_cannot_go_on_with_what_was_taken_back(office):
    case = office.has_judged()
    office.representative.withdraws(case)
    for step in (office.reviewer.approves, office.reviewer.proposes_refusal, office.reviewer.claims):
        with pytest.raises(NotOpenAnyMore):
            step(case)
