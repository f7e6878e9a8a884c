"""The straight road of a repair case: from the application to the last channel."""

from datetime import date

from repair.models import Status


def test_a_company_gets_its_record_repaired_by_the_department_that_identified_it(office):
    record = office.identifies(decided_on=date(2026, 8, 6))
    case = office.representative.applies(record)
    assert office.is_on_show(record)
    office.reviewer.accepts(case)
    office.reviewer.judges(case)
    office.reviewer.approves(case)
    office.works_the_channels()
    assert office.reload(case).status == Status.REPAIRED
    assert not office.is_on_show(record)


def test_the_measures_that_stood_because_of_the_record_are_lifted(office):
    record = office.identifies()
    case = office.representative.applies(record)
    office.reviewer.accepts(case)
    office.reviewer.judges(case)
    office.reviewer.approves(case)
    office.works_the_channels()
    assert record.sanctions.get().lifted_on == office.day.today
