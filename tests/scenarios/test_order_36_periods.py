"""《信用修复管理办法》 (Order 36), in force from 2026-04-01: 轻微、一般、严重."""

from datetime import date

from tests.rules.asking import asked, met


def test_a_general_record_is_on_show_for_three_months_at_least_and_one_year_at_most():
    answer = asked("2026-12-08", severity="general")
    assert answer.rule_set == "CN-NDRC-36-GENERAL"
    assert answer.min_period_ends_on == date(2026, 12, 8)
    assert answer.max_period_ends_on == date(2027, 9, 8)


def test_on_the_last_day_of_the_minimum_it_is_too_early_to_apply():
    answer = asked("2026-12-08", severity="general")
    assert not answer.repairable
    assert not answer.may_apply
    assert answer.condition("min_period").met is False


def test_on_the_day_after_it_is_time():
    answer = asked("2026-12-09", severity="general")
    assert answer.repairable_from == date(2026, 12, 9)
    assert answer.repairable


def test_three_months_from_the_end_of_november_end_with_february():
    answer = asked("2026-04-01", severity="general", decided_on="2025-11-30")
    assert answer.min_period_ends_on == date(2026, 2, 28)


def test_a_serious_record_is_on_show_for_one_year_at_least_and_three_at_most():
    answer = asked("2026-09-20", severity="serious")
    assert answer.rule_set == "CN-NDRC-36-SERIOUS"
    assert answer.min_period_ends_on == date(2027, 9, 8)
    assert answer.max_period_ends_on == date(2029, 9, 8)


def test_the_period_counts_from_the_decision_not_from_publication():
    answer = asked("2026-12-09", severity="general", published_on="2026-09-20")
    assert answer.min_period_ends_on == date(2026, 12, 8)


def test_a_minor_record_is_not_published_unless_the_department_published_it():
    assert not asked("2026-09-20", severity="minor").published
    assert asked("2026-09-20", severity="minor", published_on="2026-09-15").published


def test_a_minor_record_is_published_for_three_months_at_most():
    facts = {"severity": "minor", "published_on": "2026-09-15"}
    assert asked("2026-12-08", **facts).published
    assert not asked("2026-12-09", **facts).published


def test_a_minor_record_can_be_repaired_from_the_decision_on():
    answer = asked("2026-09-08", severity="minor")
    assert answer.min_period_ends_on is None
    assert answer.repairable_from == date(2026, 9, 8)
    assert answer.repairable


def test_a_record_is_on_show_through_the_last_day_of_the_maximum_and_no_longer():
    assert asked("2027-09-08", severity="general").published
    assert not asked("2027-09-09", severity="general").published


def test_a_record_is_not_on_show_before_the_decision():
    assert not asked("2026-09-07", severity="general").published


def test_past_the_maximum_a_record_with_open_obligations_stays_on_show():
    assert asked("2027-09-09", severity="general", obligations_fulfilled=False).published


def test_past_the_maximum_a_record_whose_obligations_nobody_knows_goes():
    assert not asked("2027-09-09", severity="general", obligations_fulfilled=None).published


def test_open_obligations_stand_in_the_way_and_unknown_ones_do_not_stop_an_application():
    closed = asked("2026-12-09", severity="general", obligations_fulfilled=False)
    unknown = asked("2026-12-09", severity="general", obligations_fulfilled=None)
    assert (closed.repairable, closed.may_apply) == (False, False)
    assert (unknown.repairable, unknown.may_apply) == (False, True)
    assert unknown.condition("obligations").met is None


def test_without_a_commitment_one_may_apply_but_not_be_repaired():
    answer = asked("2026-12-09", severity="general", commitment_made=False)
    assert (answer.repairable, answer.may_apply) == (False, True)


def test_neither_training_nor_a_credit_report_is_asked_for():
    for severity in ("minor", "general", "serious"):
        assert {"training", "credit_report"}.isdisjoint(met(asked("2026-12-09", severity=severity)))


def test_a_ban_still_running_puts_repair_off():
    answer = asked("2026-12-09", severity="general", ban_until="2027-01-31")
    assert answer.repairable_from == date(2027, 2, 1)
    assert met(answer)["ban_expired"] is False
    assert asked("2027-02-01", severity="general", ban_until="2027-01-31").repairable


def test_a_ban_that_ended_within_the_minimum_changes_nothing():
    answer = asked("2026-12-09", severity="general", ban_until="2026-10-01")
    assert answer.repairable_from == date(2026, 12, 9)


def test_the_class_is_the_department_s_to_set_and_no_penalty_overrides_it():
    answer = asked("2026-12-09", severity="general", penalty_types=("licence_revocation",))
    assert answer.rule_set == "CN-NDRC-36-GENERAL"


def test_without_a_class_there_are_no_dates_and_a_suggestion_by_the_longest_period():
    answer = asked("2026-12-09", penalty_types=("confiscation", "licence_revocation"))
    assert (answer.min_period_ends_on, answer.max_period_ends_on, answer.repairable_from) == (
        None,
        None,
        None,
    )
    assert met(answer)["min_period"] is None
    assert met(answer)["severity_known"] is False
    assert not answer.repairable
    assert not answer.may_apply
    assert answer.suggested_class.rule_set == "CN-NDRC-36-SERIOUS"
    assert answer.suggested_class.confirmed


def test_a_fine_alone_gives_a_suggestion_that_is_not_sure():
    suggestion = asked("2026-12-09", penalty_types=("fine",)).suggested_class
    assert (suggestion.severity, suggestion.confirmed) == ("general", False)


def test_the_simplified_procedure_suggests_minor():
    suggestion = asked("2026-12-09", procedure="simplified", penalty_types=("fine",)).suggested_class
    assert suggestion.severity == "minor"


def test_a_class_of_the_old_rules_has_to_be_set_anew():
    answer = asked("2026-12-09", severity="specified_serious")
    assert met(answer)["severity_known"] is False
    assert not answer.repairable


def test_an_unclassified_record_stays_on_show_where_it_was_published_and_goes_nowhere_new():
    assert asked("2026-12-09", published_on="2026-10-01").published
    assert not asked("2026-12-09").published


def test_the_serious_list_is_serious_and_the_abnormal_list_minor_where_nobody_says_otherwise():
    serious, abnormal = asked("2026-12-09", kind="serious_list"), asked("2026-12-09", kind="abnormal_list")
    assert (serious.rule_set, serious.condition("severity_known").confirmed) == ("CN-NDRC-36-SERIOUS", True)
    assert (abnormal.rule_set, abnormal.condition("severity_known").confirmed) == ("CN-NDRC-36-MINOR", False)


def test_a_decision_whose_date_is_unknown_has_no_dates():
    answer = asked("2026-12-09", severity="general", decided_on=None)
    assert answer.repairable_from is None
    assert met(answer)["min_period"] is None


def test_the_digits_nobody_has_read_are_marked_and_the_one_that_was_read_elsewhere_is_not():
    deadlines = asked("2026-12-09", severity="general").deadlines
    assert (deadlines["accept_working_days"].value, deadlines["accept_working_days"].confirmed) == (3, True)
    assert deadlines["accept_working_days"].cites.startswith("国办发〔2025〕22号")
    assert (deadlines["decide_working_days"].value, deadlines["decide_working_days"].confirmed) == (7, False)
    assert (deadlines["extension_working_days"].value, deadlines["extension_working_days"].confirmed) == (
        10,
        False,
    )
