"""Another person of the office can be named to decide in a dispute, by a step that says why."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TRIGGERS = """
-- Nobody is named but by a step of somebody of the office without a part in what was examined, with a reason.
CREATE FUNCTION xinxiu_other_settler_is_named_by_a_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM rechecks_correctionorder o JOIN casework_caseevent e ON e.case_id = o.recheck_id
        WHERE o.id = NEW.order_id AND e.id = NEW.event_id AND e.verb = 'name_settler' AND e.words <> ''
            AND e.actor_id <> NEW.settles_id
            AND NOT xinxiu_had_a_part_in_the_rechecked(o.recheck_id, e.actor_id)
            AND NOT xinxiu_has_a_place_in_the_rechecked(o.recheck_id, e.actor_id))
    THEN
        RAISE EXCEPTION 'person % is not named by a step of order %', NEW.settles_id, NEW.order_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER other_settler_is_named_by_a_step AFTER INSERT ON rechecks_othersettler
    FOR EACH ROW EXECUTE FUNCTION xinxiu_other_settler_is_named_by_a_step();

-- They found nothing, decided nothing, and work nowhere in it, as whom the order named.
CREATE FUNCTION xinxiu_other_settler_is_from_outside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM rechecks_correctionorder o JOIN rechecks_recheckcase r ON r.case_ptr_id = o.recheck_id
        WHERE o.id = NEW.order_id AND (NEW.settles_id IN (r.checker_id, r.proposed_by_id, r.confirmed_by_id)
            OR xinxiu_had_a_part_in_the_rechecked(o.recheck_id, NEW.settles_id)
            OR xinxiu_has_a_place_in_the_rechecked(o.recheck_id, NEW.settles_id)))
    THEN
        RAISE EXCEPTION 'person % had a part in what order % is about', NEW.settles_id, NEW.order_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER other_settler_is_from_outside AFTER INSERT ON rechecks_othersettler
    FOR EACH ROW EXECUTE FUNCTION xinxiu_other_settler_is_from_outside();
CREATE TRIGGER other_settler_is_never_changed BEFORE UPDATE OR DELETE ON rechecks_othersettler
    FOR EACH ROW EXECUTE FUNCTION xinxiu_append_only();

-- and no such step without its row.
CREATE FUNCTION xinxiu_step_names_another_settler() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM rechecks_othersettler WHERE event_id = NEW.id) THEN
        RAISE EXCEPTION 'nobody was named to decide in recheck %', NEW.case_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER step_names_another_settler AFTER INSERT ON casework_caseevent
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.machine = 'recheck' AND NEW.verb = 'name_settler')
    EXECUTE FUNCTION xinxiu_step_names_another_settler();
"""
GONE = """
DROP TRIGGER step_names_another_settler ON casework_caseevent;
DROP FUNCTION xinxiu_step_names_another_settler();
DROP TRIGGER other_settler_is_never_changed ON rechecks_othersettler;
DROP TRIGGER other_settler_is_from_outside ON rechecks_othersettler;
DROP FUNCTION xinxiu_other_settler_is_from_outside();
DROP TRIGGER other_settler_is_named_by_a_step ON rechecks_othersettler;
DROP FUNCTION xinxiu_other_settler_is_named_by_a_step();
"""

SETTLED_BY = """
CREATE OR REPLACE FUNCTION xinxiu_dispute_is_settled_by_the_named_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM rechecks_correctionorder o
        WHERE o.recheck_id = NEW.case_id AND NEW.actor_id = {named})
    THEN
        RAISE EXCEPTION 'the dispute of recheck % is another person''s to settle', NEW.case_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
"""
LAST = "coalesce((SELECT s.settles_id FROM rechecks_othersettler s WHERE s.order_id = o.id ORDER BY s.id DESC LIMIT 1), o.settles_id)"


class Migration(migrations.Migration):
    dependencies = [
        ("rechecks", "0027_thresholds"),
        ("casework", "0024_papers_of_interviews"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OtherSettler",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="names_settler",
                        to="casework.caseevent",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="other_settlers",
                        to="rechecks.correctionorder",
                    ),
                ),
                (
                    "settles",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "other person who decides on an explanation",
                "verbose_name_plural": "other persons who decide on explanations",
                "ordering": ["pk"],
            },
        ),
        migrations.RunSQL(TRIGGERS, GONE),
        migrations.RunSQL(SETTLED_BY.format(named=LAST), SETTLED_BY.format(named="o.settles_id")),
    ]
