"""The risk of earlier findings: wrong and missed repairs of a department that a second person confirmed."""

from datetime import date

from casework import moves
from rechecks.models import BLIND_POINTS, Finding, Point, RecheckCase
from rechecks.selectors import Scope, closed_cases
from rechecks.selectors.earlier_findings import departments_at_fault

FAULT = {"verdict": "missed", "clause": "示例办法第七条", "gravity": "general", "facts": "义务早已履行。"}


def confirmed(office, examined):
    """A refusal of which one person found, and a second one confirmed, that the record should have gone."""
    checker, second = (office.joins_the_credit_office(name).user for name in ("he", "xu"))
    on = office.day.today
    case = RecheckCase(record=examined.record, examines=examined, checker=checker)
    moves.open_case(case, by=office.credit_officer.user, on=on, prefix="FC")
    for number, points, said in ((1, BLIND_POINTS, {}), (2, tuple(Point), FAULT)):
        marks = {point.value: {"answer": "ok", "note": ""} for point in points}
        Finding.objects.create(
            case=case, number=number, assessed="should_go", points=marks, by=checker, on=on, **said
        )
        for step in (case.propose,) if said else (case.examine, case.reveal):
            moves.make(step, by=checker, on=on)
    moves.make(case.confirm_missed, by=second, on=on, proposer=checker)
    return case


def refused(office):
    office.reviewer.proposes_refusal(case := office.has_judged())
    return office.second.countersigns(case)


def test_a_confirmed_finding_weighs_on_the_cases_of_its_department(office, day):
    examined = refused(office)
    assert departments_at_fault(office.day.today, 365) == set()
    confirmed(office, examined)
    scope = Scope(date(2026, 11, 1), office.day.today)
    [item] = closed_cases(scope, ("department",), ())
    assert "earlier_findings" in item.risks
    assert departments_at_fault(date(2027, 11, 22), 365) == {office.department.uscc}


def test_it_weighs_no_longer_than_the_look_back_and_not_on_others(office, day):
    confirmed(office, refused(office))
    assert departments_at_fault(date(2027, 11, 23), 365) == set()
    assert departments_at_fault(date(2026, 11, 22), 365) == set()
    assert departments_at_fault(office.day.today, 0) == set()
