"""The cases in figures, month by month: whole months are read from here, however many cases they hold."""

import django.db.models.deletion
from django.db import migrations, models

# Each row of facts stands in up to four months: of the day it was handed in, taken, finished, reopened.
# What changes is added as a difference, so that no two cases ever wait for one another's row.
MONTHS = """
CREATE FUNCTION xinxiu_months(facts rechecks_casefacts)
RETURNS TABLE (machine varchar, department_id bigint, day varchar, month date, result varchar, taken_late boolean,
               finished_late boolean, returns smallint, gross_days integer, net_days integer)
LANGUAGE sql STABLE AS $$
    SELECT facts.machine, facts.department_id, named, date_trunc('month', each)::date, facts.result,
           CASE WHEN named = 'taken_on' THEN facts.taken_late END,
           CASE WHEN named = 'finished_on' THEN facts.finished_late END,
           CASE WHEN named = 'finished_on' THEN facts.returns ELSE 0::smallint END,
           CASE WHEN named = 'finished_on' THEN facts.gross_days END,
           CASE WHEN named = 'finished_on' THEN facts.net_days END
    FROM (VALUES ('handed_in_on', facts.handed_in_on), ('taken_on', facts.taken_on),
                 ('finished_on', facts.finished_on), ('reopened_on', facts.reopened_on)) days (named, each)
    WHERE each IS NOT NULL
$$;

CREATE FUNCTION xinxiu_follow_facts() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO rechecks_casemonth (machine, department_id, day, month, result, taken_late, finished_late,
                                        returns, gross_days, net_days, n)
        SELECT *, 1 FROM xinxiu_months(NEW);
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO rechecks_casemonth (machine, department_id, day, month, result, taken_late, finished_late,
                                        returns, gross_days, net_days, n)
        SELECT *, -1 FROM xinxiu_months(OLD);
    ELSE
        INSERT INTO rechecks_casemonth (machine, department_id, day, month, result, taken_late, finished_late,
                                        returns, gross_days, net_days, n)
        SELECT *, -1 FROM (SELECT * FROM xinxiu_months(OLD) EXCEPT SELECT * FROM xinxiu_months(NEW)) gone
        UNION ALL
        SELECT *, 1 FROM (SELECT * FROM xinxiu_months(NEW) EXCEPT SELECT * FROM xinxiu_months(OLD)) come;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER facts_are_followed AFTER INSERT OR UPDATE OR DELETE ON rechecks_casefacts
    FOR EACH ROW EXECUTE FUNCTION xinxiu_follow_facts();

-- Adds up what has come since; the sums stay the same, and whoever reads meanwhile sees the one or the other.
CREATE FUNCTION xinxiu_add_up_months() RETURNS bigint LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    kept bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('rechecks_casemonth'));
    WITH single AS (DELETE FROM rechecks_casemonth RETURNING *)
    INSERT INTO rechecks_casemonth (machine, department_id, day, month, result, taken_late, finished_late,
                                    returns, gross_days, net_days, n)
    SELECT machine, department_id, day, month, result, taken_late, finished_late, returns, gross_days, net_days, sum(n)
    FROM single
    GROUP BY machine, department_id, day, month, result, taken_late, finished_late, returns, gross_days, net_days
    HAVING sum(n) <> 0;
    GET DIAGNOSTICS kept = ROW_COUNT;
    RETURN kept;
END $$;

-- From nothing: for a migration, and for an operator who distrusts the sums.
CREATE FUNCTION xinxiu_count_months() RETURNS void LANGUAGE sql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
    LOCK TABLE rechecks_casefacts IN SHARE MODE;
    DELETE FROM rechecks_casemonth;
    INSERT INTO rechecks_casemonth (machine, department_id, day, month, result, taken_late, finished_late,
                                    returns, gross_days, net_days, n)
    SELECT m.machine, m.department_id, m.day, m.month, m.result, m.taken_late, m.finished_late, m.returns,
           m.gross_days, m.net_days, count(*)
    FROM rechecks_casefacts facts, LATERAL xinxiu_months(facts) m
    GROUP BY m.machine, m.department_id, m.day, m.month, m.result, m.taken_late, m.finished_late, m.returns,
             m.gross_days, m.net_days;
$$;

SELECT xinxiu_count_months();
"""
UNDO = """
DROP TRIGGER facts_are_followed ON rechecks_casefacts;
DROP FUNCTION xinxiu_follow_facts();
DROP FUNCTION xinxiu_add_up_months();
DROP FUNCTION xinxiu_count_months();
DROP FUNCTION xinxiu_months(rechecks_casefacts);
"""


class Migration(migrations.Migration):
    dependencies = [("rechecks", "0019_compliance_guards")]

    operations = [
        migrations.CreateModel(
            name="CaseMonth",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("machine", models.CharField(max_length=20)),
                ("day", models.CharField(max_length=20)),
                ("month", models.DateField()),
                ("result", models.CharField(blank=True, max_length=12)),
                ("taken_late", models.BooleanField(null=True)),
                ("finished_late", models.BooleanField(null=True)),
                ("returns", models.PositiveSmallIntegerField(default=0)),
                ("gross_days", models.PositiveIntegerField(null=True)),
                ("net_days", models.PositiveIntegerField(null=True)),
                ("n", models.IntegerField()),
                (
                    "department",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.department",
                    ),
                ),
            ],
            options={
                "verbose_name": "month in figures",
                "verbose_name_plural": "months in figures",
                "indexes": [models.Index(fields=["machine", "day", "month"], name="case_month")],
            },
        ),
        migrations.RunSQL(MONTHS, UNDO),
    ]
