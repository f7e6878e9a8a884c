"""What the application's role may not even try."""

import pytest
from django.db import connection

from casework import guards
from rules.models import RuleSetVersion
from tests.casework.scene import FORWARD, NO_RIGHT, STATUS, refusal

NOT_THE_APPLICATIONS = {
    "change an event": "UPDATE casework_caseevent SET words = 'x'",
    "delete events": "DELETE FROM casework_caseevent",
    "truncate events": "TRUNCATE casework_caseevent CASCADE",
    "delete a case": "DELETE FROM casework_case",
    "change a removal": "UPDATE casework_removal SET ordered_on = ordered_on",
    "delete a removal": "DELETE FROM casework_removal",
    "forget that a record was marked": "DELETE FROM casework_effect",
    "forget what a channel was told": "DELETE FROM casework_channelorder",
    "declare a step": "INSERT INTO casework_legalstep (machine, verb, source, target, capacity, closes, second)"
    " VALUES ('repair', 'decree', 'accepted', 'repaired', 'department', true, false)",
    "change a step": "UPDATE casework_legalstep SET second = false",
    "drop a step": "DELETE FROM casework_legalstep",
    "forget that a record moved": "DELETE FROM registry_recordmove",
    "delete a membership": "DELETE FROM registry_membership",
    "change a law in force": "UPDATE rules_rulesetversion SET content = '{}'",
    "delete a law": "DELETE FROM rules_rulesetversion",
    "rewrite what was corrected in an import": "UPDATE registry_importmending SET after = 'x'",
    "rewrite a course": "UPDATE repair_courseversion SET content = '{}'",
    "improve an answer": 'UPDATE repair_quizanswer SET "right" = true',
    "take an attempt away": "DELETE FROM repair_quizattempt",
    "make a certificate last": "UPDATE repair_trainingcertificate SET valid_until = '2099-12-31'",
    "rewrite how a record went off show": "UPDATE registry_publicationchange SET because = 'x'",
    "pretend a migration": "DELETE FROM django_migrations",
    "drop a key": f"ALTER TABLE casework_case DROP CONSTRAINT {STATUS}",
    "drop a trigger": f"DROP TRIGGER {FORWARD} ON casework_case",
    "disable triggers": "ALTER TABLE casework_caseevent DISABLE TRIGGER ALL",
    "replace a guard's function": "CREATE OR REPLACE FUNCTION xinxiu_append_only() RETURNS trigger"
    " LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "go round the guards": "SET session_replication_role = replica",
    "become the owner": "ALTER TABLE casework_case OWNER TO xinxiu_app",
    "grant itself rights": "GRANT UPDATE ON casework_caseevent TO xinxiu_app; UPDATE casework_caseevent SET words = ''",
}


@pytest.mark.parametrize("sql", NOT_THE_APPLICATIONS.values(), ids=NOT_THE_APPLICATIONS)
def test_the_applications_role_has_no_right_to(db, sql):
    def attack():
        with connection.cursor() as cursor:
            cursor.execute(sql)

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("xinxiu_app",)
    assert refusal(attack) == NO_RIGHT
    assert RuleSetVersion.objects.exists()
    assert guards.stored_steps() == guards.declared_steps()
