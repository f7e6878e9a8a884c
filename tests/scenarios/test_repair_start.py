"""What shuts the door before an application begins; the minimum period alone only makes it wait."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from casework.errors import AlreadyOpen, CaseError, ConditionsNotMet
from registry.assessing import assess_record
from repair.models import RepairCase, Status
from rules.services import current_library
from rules.words import condition_text


def refused(office, record):
    with pytest.raises(ConditionsNotMet) as refusal:
        office.representative.starts(record)
    assert not RepairCase.objects.filter(record=record).exists()
    return refusal.value


def test_a_record_that_is_not_classified_yet_cannot_be_applied_for(office):
    refusal = refused(office, office.identifies(severity="", penalty_types=["fine"]))
    assert len(refusal.reasons) == 1


def test_a_record_the_rules_exclude_from_repair_cannot_be_applied_for(office, day):
    day("2022-10-10")  # 527号: specified serious, shown for three years, not repaired
    record = office.identifies(
        severity="specified_serious", decided_on=date(2022, 1, 5), published_on=date(2022, 1, 8)
    )
    refused(office, record)


def test_an_obligation_known_to_be_unfulfilled_shuts_the_door(office):
    refused(office, office.identifies(obligations=[("fine", True), ("rectification", False)]))


def test_an_obligation_nobody_knows_about_does_not(office):
    assert (
        office.representative.starts(office.identifies(obligations=[("fine", None)])).status
        == Status.PERIOD_MET
    )


def test_a_ban_that_still_runs_shuts_the_door_through_its_last_day(office, day):
    record = office.identifies(ban_until=date(2026, 12, 31))
    day("2026-12-31")
    refused(office, record)
    day("2027-01-01")
    assert office.representative.starts(record).status == Status.PERIOD_MET


def test_every_reason_is_told_at_once(office):
    record = office.identifies(ban_until=date(2026, 12, 31), obligations=[("fine", False)])
    refusal = refused(office, record)
    assert len(refusal.reasons) == 2
    assert all(each and "%(" not in each for each in map(str, refusal.reasons))


def test_what_is_repaired_in_another_system_is_not_applied_for_here(office):
    office.department.repairs_elsewhere = "国家企业信用信息公示系统"
    office.department.save()
    with pytest.raises(CaseError, match="国家企业信用信息公示系统"):
        office.representative.starts(office.identifies())


def test_a_record_has_one_open_application(office):
    record = office.identifies()
    office.representative.starts(record)
    with pytest.raises(AlreadyOpen):
        office.representative.starts(record)


def test_two_records_may_be_applied_for_at_the_same_time(office):
    first, second = office.has_received(), office.has_received()
    assert first.number != second.number


def test_only_who_acts_for_the_subject_may_apply(office):
    record = office.identifies()
    for somebody_else in (office.reviewer, office.second, office.stranger):
        with pytest.raises(PermissionDenied):
            somebody_else.starts(record)


def test_an_application_lies_with_the_department_that_identified_the_record(office):
    case = office.has_received()
    assert case.department == office.department == case.record.department


def test_the_words_of_a_refusal_are_those_of_the_rules(office):
    record = office.identifies(obligations=[("fine", False)])
    refusal = refused(office, record)
    assessed = assess_record(record, office.day.today, current_library())
    assert refusal.reasons == [condition_text(assessed.condition("obligations"))]
