"""A re-check by an organ above: who it is, when it was asked, and its document, which the database asks for."""

from django.conf import settings
from django.db import migrations, models

TRIGGERS = """
-- A claim is answered while somebody checks it: first, and once more in a re-check, at its level.
CREATE OR REPLACE FUNCTION xinxiu_claim_is_answered_in_its_time() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    stands text;
BEGIN
    SELECT status INTO stands FROM casework_case
        WHERE id = (SELECT case_id FROM objections_claim WHERE id = NEW.claim_id) FOR NO KEY UPDATE;
    IF TG_OP = 'UPDATE' AND (NEW.claim_id, NEW.round) <> (OLD.claim_id, OLD.round)
        OR NOT coalesce(
            NEW.round = 1 AND stands IN ('accepted', 'verifying')
            OR NEW.round = 2 AND stands IN ('reviewing', 'reviewing_above'), false)
    THEN
        RAISE EXCEPTION 'claim % is not answered now', NEW.claim_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;

-- The outcome follows from the answers: every one, some of them, or none changes the record. (Where
-- nothing is claimed nothing follows, and nothing is written.)
CREATE OR REPLACE FUNCTION xinxiu_answers_carry_the_outcome() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    claims integer;
    answered integer;
    changes integer;
BEGIN
    IF NEW.machine <> 'objection' OR NEW.target NOT IN ('upheld', 'partly_upheld', 'dismissed') THEN
        RETURN NULL;
    END IF;
    SELECT count(*), count(a.id), count(*) FILTER (WHERE a.answer IN ('corrected', 'deleted'))
        INTO claims, answered, changes
        FROM objections_claim c
        LEFT JOIN objections_claimanswer a ON a.claim_id = c.id
            AND a.round = CASE WHEN NEW.source IN ('reviewing', 'reviewing_above') THEN 2 ELSE 1 END
        WHERE c.case_id = NEW.case_id;
    IF claims > 0 AND (answered < claims OR NOT CASE NEW.target
        WHEN 'upheld' THEN changes = claims
        WHEN 'partly_upheld' THEN changes > 0 AND changes < claims
        ELSE changes = 0
    END) THEN
        RAISE EXCEPTION 'objection % cannot be %: % of % claims change the record', NEW.case_id, NEW.target, changes, claims
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;

-- A re-check ends at the level that the rules name: where that is an organ above, with its document on file.
-- (Its name comes before that of the guard of moves: triggers fire in the order of their names.)
CREATE FUNCTION xinxiu_above_answers_with_its_document() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    level text;
    document text;
BEGIN
    IF NEW.machine <> 'objection' OR NEW.source NOT IN ('reviewing', 'reviewing_above')
        OR NEW.target NOT IN ('upheld', 'partly_upheld', 'dismissed')
    THEN
        RETURN NULL;
    END IF;
    SELECT review_level, review_document INTO level, document
        FROM objections_objectioncase WHERE case_ptr_id = NEW.case_id;
    IF NEW.source = 'reviewing' AND level IN ('superior', 'provincial')
        OR NEW.source = 'reviewing_above' AND (coalesce(document, '') = '' OR NOT EXISTS (
            SELECT 1 FROM casework_evidencefile
                WHERE case_id = NEW.case_id AND asked_as = 'review_answer'
                    AND removed_at IS NULL AND state <> 'refused'))
    THEN
        RAISE EXCEPTION 'objection % is re-checked by an organ above: its document is not there', NEW.case_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER above_answers_with_its_document AFTER INSERT ON casework_caseevent
    FOR EACH ROW EXECUTE FUNCTION xinxiu_above_answers_with_its_document();
"""

UNDO = """
DROP TRIGGER above_answers_with_its_document ON casework_caseevent;
DROP FUNCTION xinxiu_above_answers_with_its_document();
"""

# Those asked for so far are re-checked by the credit office, as they were begun.
BEGUN = "UPDATE objections_objectioncase SET review_level = 'office' WHERE review_asked_on IS NOT NULL"


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0014_class_left_open"),
        ("objections", "0003_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="objectioncase",
            name="review_document",
            field=models.CharField(blank=True, max_length=100, verbose_name="document of the organ above"),
        ),
        migrations.AddField(
            model_name="objectioncase",
            name="review_document_on",
            field=models.DateField(blank=True, null=True, verbose_name="date of the document"),
        ),
        migrations.AddField(
            model_name="objectioncase",
            name="review_level",
            field=models.CharField(
                blank=True,
                choices=[
                    ("office", "the credit office itself"),
                    ("superior", "the superior authority of the department"),
                    ("provincial", "the provincial credit authority"),
                ],
                max_length=10,
                verbose_name="re-checked by",
            ),
        ),
        migrations.AddField(
            model_name="objectioncase",
            name="review_organ",
            field=models.CharField(blank=True, max_length=100, verbose_name="organ above"),
        ),
        migrations.AddField(
            model_name="objectioncase",
            name="review_sent_on",
            field=models.DateField(blank=True, null=True, verbose_name="sent to the organ above on"),
        ),
        migrations.AlterField(
            model_name="objectioncase",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("drafted", "objection being written"),
                    ("filed", "objection waiting for acceptance"),
                    ("accepted", "being checked by the credit office"),
                    ("verifying", "being verified by the department"),
                    ("supplementing", "waiting for your evidence"),
                    ("misrouted", "the department is being determined"),
                    ("upheld", "objection upheld"),
                    ("partly_upheld", "objection upheld in part"),
                    ("unverifiable", "could not be verified"),
                    ("applied_to_record", "corrected, being synchronised"),
                    ("closed", "objection settled"),
                    ("dismissed", "the information stays as it is"),
                    ("not_accepted", "objection not accepted"),
                    ("repeated", "closed as repeated"),
                    ("withdrawn", "objection withdrawn"),
                    ("reviewing", "under re-check"),
                    ("reviewing_above", "being re-checked by an organ above"),
                ],
                max_length=20,
                verbose_name="outcome",
            ),
        ),
        migrations.RunSQL(BEGUN, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="objectioncase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("review_asked_on__isnull", True), ("review_level", "")),
                    models.Q(
                        ("review_asked_on__isnull", False),
                        ("review_level__in", ["office", "superior", "provincial"]),
                    ),
                    _connector="OR",
                ),
                name="objection_review_is_done_at_a_level",
            ),
        ),
        migrations.AddConstraint(
            model_name="objectioncase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("review_document", ""), ("review_organ", ""), ("review_sent_on__isnull", True)),
                    models.Q(
                        ("review_level__in", ("superior", "provincial")),
                        ("review_sent_on__gte", models.F("review_asked_on")),
                        models.Q(("review_organ", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="objection_review_above_names_its_organ",
            ),
        ),
        migrations.AddConstraint(
            model_name="objectioncase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("review_document", ""), ("review_document_on__isnull", True)),
                    models.Q(
                        models.Q(("review_document", ""), _negated=True),
                        ("review_document_on__gte", models.F("review_asked_on")),
                    ),
                    _connector="OR",
                ),
                name="objection_review_document_has_its_day",
            ),
        ),
        migrations.RunSQL(TRIGGERS, UNDO),
    ]
