"""What the database refuses of rules and calendar: each guard that is gone is reported, and releases stay as they are."""

import pytest
from django.db import connection

from casework import probes
from tests.casework.dropping import unnoticed
from tests.casework.scene import NO_RIGHT, refusal

DRAFTS, RUNS, RELEASES = "rechecks_ruledraft", "rechecks_dryrun", "rechecks_rulerelease"
NOTICES, CALENDARS = "rechecks_calendarnotice", "rechecks_calendarrelease"
PROBED = [
    (DRAFTS, "TRIGGER", "rule_draft_keeps_its_digest"),
    (DRAFTS, "TRIGGER", "rule_draft_is_over"),
    (DRAFTS, "CONSTRAINT", "rule_draft_kind_is_known"),
    (DRAFTS, "CONSTRAINT", "rule_draft_says_why"),
    (RUNS, "TRIGGER", "dry_run_is_over"),
    (RUNS, "CONSTRAINT", "dry_run_finished_says_since_which_version"),
    (RELEASES, "CONSTRAINT", "rule_release_by_a_second_person"),
    (RELEASES, "CONSTRAINT", "rule_release_is_not_for_days_past"),
    (RELEASES, "CONSTRAINT", "rule_release_of_its_draft"),
    (RELEASES, "CONSTRAINT", "rule_release_after_its_dry_run"),
    (RELEASES, "TRIGGER", "rule_release_is_what_was_drafted"),
    (RELEASES, "TRIGGER", "rule_release_is_never_changed"),
    ("rechecks_ruleeffect", "TRIGGER", "rule_effect_is_never_changed"),
    ("rules_rulesetversion", "TRIGGER", "version_was_released"),
    (NOTICES, "TRIGGER", "calendar_notice_keeps_its_digest"),
    (NOTICES, "TRIGGER", "calendar_notice_is_over"),
    (NOTICES, "CONSTRAINT", "calendar_notice_says_its_source"),
    (CALENDARS, "CONSTRAINT", "calendar_release_by_a_second_person"),
    (CALENDARS, "CONSTRAINT", "calendar_release_of_its_notice"),
    (CALENDARS, "TRIGGER", "calendar_release_of_an_open_notice"),
    (CALENDARS, "TRIGGER", "calendar_release_is_never_changed"),
    ("rechecks_calendareffect", "TRIGGER", "calendar_effect_is_never_changed"),
]
FOR_EVER = [RELEASES, CALENDARS, "rechecks_ruleeffect", "rechecks_dryrunline", "rechecks_calendareffect"]


def test_every_guard_of_ours_stands(as_the_owner):
    assert not {guard for _table, _kind, guard in PROBED} & set(probes.failing_guards())


def test_a_guard_that_is_gone_is_reported(as_the_owner):
    assert unnoticed(PROBED) == []


@pytest.mark.parametrize("table", FOR_EVER)
@pytest.mark.parametrize("attack", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_applications_role_may_not_change_what_was_released(db, table, attack):
    def tried():
        with connection.cursor() as cursor:
            cursor.execute(attack.format(table))

    assert refusal(tried) == NO_RIGHT
