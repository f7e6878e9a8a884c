"""A case keeps the rules it was made under, in the version they had; a change of law is a new version."""

import re
from datetime import date

import pytest

from repair.services.law import facts_from_json
from rules.assess import assess
from rules.assessment import Assessment
from rules.models import RuleSetVersion
from rules.services import library_of


def test_a_changed_file_is_a_new_version_and_the_old_one_stays(office, the_term_is_shortened):
    (changed,) = the_term_is_shortened()
    assert (changed.instrument, changed.ordinal) == ("CN-NDRC-36", 2)
    assert RuleSetVersion.objects.filter(instrument="CN-NDRC-36").count() == 2


def test_a_submitted_case_keeps_its_version(office, the_term_is_shortened):
    case = office.has_received()
    the_term_is_shortened()
    office.reviewer.accepts(case)
    assert case.events.get(verb="accept").working_days == 7
    office.reviewer.judges(case)
    office.reviewer.approves(case)
    before, after = case.assessment["rule_version"], office.reload(case).assessment["rule_version"]
    assert before == after


def test_an_application_made_after_the_change_goes_by_the_new_version(office, the_term_is_shortened):
    old = office.has_received()
    the_term_is_shortened()
    new = office.has_taken_up()
    assert new.events.get(verb="accept").working_days == 5
    assert new.assessment["rule_version"] != old.assessment["rule_version"]


def test_a_change_between_the_last_look_and_the_submission_is_shown_first(
    office, client, the_term_is_shortened
):
    case = office.representative.starts(office.identifies())
    office.representative.states(case)
    office.representative.signs(case)
    client.force_login(office.representative.user)
    address = f"/apply/{case.number}/check/"
    seen = re.search(r'name="rules_seen" value="([^"]+)"', client.get(address).content.decode())[1]
    the_term_is_shortened()
    said = {"contact_name": "周宁", "contact_phone": "13800006021", "true": "on"}
    between = client.post(address, said | {"rules_seen": seen})
    page = between.content.decode()
    assert between.status_code == 409
    assert "规则有变化" in page
    assert "<td>7</td><td>5</td>" in page
    assert office.status_of(case) == "committed"
    seen = re.search(r'name="rules_seen" value="([^"]+)"', page)[1]
    assert client.post(address, said | {"rules_seen": seen}).url == f"/apply/{case.number}/submitted/"


@pytest.mark.parametrize("ending", ["granted", "refused"])
def test_the_stored_assessment_of_a_decision_run_again_is_equal(office, the_term_is_shortened, ending):
    case = office.has_judged()
    if ending == "granted":
        office.reviewer.approves(case)
    else:
        office.reviewer.proposes_refusal(case)
        office.second.countersigns(case)
    the_term_is_shortened()
    kept = office.reload(case)
    stored = Assessment.from_json(kept.assessment)
    facts = facts_from_json(kept.facts)
    rule_set = library_of(stored.layers).governing(facts, stored.as_of)
    assert assess(facts, rule_set, stored.as_of) == stored


def test_a_granted_assessment_says_that_every_condition_was_met(office):
    stored = Assessment.from_json(office.reload(office.has_granted()).assessment)
    assert stored.repairable
    assert all(each.met is True for each in stored.conditions)


def test_the_law_of_the_day_of_application_governs_also_after_it_was_replaced(office, day):
    day("2026-03-30")  # Order 58 through 31 March; Order 36 from 1 April
    case = office.has_received(decided_on=date(2025, 11, 3), published_on=date(2025, 11, 5))
    day("2026-04-02")
    office.reviewer.accepts(case)
    office.reviewer.judges(case)
    office.reviewer.approves(case)
    stored = Assessment.from_json(office.reload(case).assessment)
    assert (stored.number, stored.as_of) == ("国家发展和改革委员会令第58号", date(2026, 3, 30))
