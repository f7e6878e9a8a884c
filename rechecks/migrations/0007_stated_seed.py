"""A population may say which public number is to be its seed; a draw from it takes no other."""

from django.db import migrations, models

TRIGGERS = """
-- What is said of the seed stands in the file that is published, too.
CREATE FUNCTION xinxiu_population_states_its_seed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.seed_from <> coalesce(split_part(NEW.content, E'\\n', 1)::jsonb ->> 'seed_from', '') THEN
        RAISE EXCEPTION 'the population file does not say so of the seed'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER population_states_its_seed BEFORE INSERT ON rechecks_drawnpopulation
    FOR EACH ROW EXECUTE FUNCTION xinxiu_population_states_its_seed();

CREATE FUNCTION xinxiu_draw_takes_the_stated_seed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM rechecks_drawnpopulation p
        WHERE p.id = NEW.population_id AND p.seed_from <> ''
            AND NEW.seed_source <> '' AND p.seed_from <> NEW.seed_source)  -- none at all is another guard's
    THEN
        RAISE EXCEPTION 'another source of the seed was stated before'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER draw_takes_the_stated_seed BEFORE INSERT ON rechecks_draw
    FOR EACH ROW EXECUTE FUNCTION xinxiu_draw_takes_the_stated_seed();
"""

UNDO = """
DROP TRIGGER draw_takes_the_stated_seed ON rechecks_draw;
DROP TRIGGER population_states_its_seed ON rechecks_drawnpopulation;
DROP FUNCTION xinxiu_draw_takes_the_stated_seed();
DROP FUNCTION xinxiu_population_states_its_seed();
"""


class Migration(migrations.Migration):
    dependencies = [("rechecks", "0006_supervision_guards")]

    operations = [
        migrations.AddField(
            model_name="drawnpopulation",
            name="seed_from",
            field=models.CharField(
                blank=True, default="", max_length=200, verbose_name="the seed is to come from"
            ),
            preserve_default=False,
        ),
        migrations.RunSQL(TRIGGERS, UNDO),
    ]
