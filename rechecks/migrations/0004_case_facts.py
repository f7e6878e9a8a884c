"""The figures of cases: what the events say, kept by the database behind them."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

# What the events say in figures. Words of the two machines are named here as they stand in the events;
# tests/rechecks/test_case_facts.py holds all of it against the rules' own clock and calendar.
COUNTING = """
CREATE FUNCTION xinxiu_is_worked(asked date) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        (SELECT kind = 'working' FROM rules_calendarday WHERE day = asked),
        CASE WHEN to_char(asked, 'MM-DD') IN ('01-01', '05-01', '05-02', '10-01', '10-02', '10-03')
              AND NOT EXISTS (SELECT FROM rules_calendaryear WHERE decided AND year = extract(year FROM asked))
             THEN false END,
        extract(isodow FROM asked) < 6)
$$;

-- The days on which the clock of a case stood still, first and last of each pause included.
CREATE FUNCTION xinxiu_pauses(asked bigint) RETURNS datemultirange LANGUAGE sql STABLE AS $$
    SELECT coalesce(range_agg(daterange(p."on", r."on", '[]')), '{}')
    FROM casework_caseevent p
    LEFT JOIN LATERAL (
        SELECT "on" FROM casework_caseevent
        WHERE case_id = p.case_id AND seq > p.seq AND clock = 'resume' ORDER BY seq LIMIT 1
    ) r ON true
    WHERE p.case_id = asked AND p.clock = 'pause'
$$;

CREATE FUNCTION xinxiu_worked_days(after_day date, through date, still datemultirange)
RETURNS integer LANGUAGE sql STABLE STRICT AS $$
    SELECT count(*)::integer
    FROM generate_series(1, through - after_day) n
    WHERE NOT after_day + n <@ still AND xinxiu_is_worked(after_day + n)
$$;

-- Whether the term that ran when an event came was over the day before; none where no term ran.
CREATE FUNCTION xinxiu_came_late(asked bigint, event_seq integer, event_on date, still datemultirange)
RETURNS boolean LANGUAGE sql STABLE AS $$
    WITH term AS (
        SELECT seq, days_unit, working_days, clock,
               coalesce((facts ->> 'counted_from')::date, "on") AS start_on
        FROM casework_caseevent
        WHERE case_id = asked AND seq < event_seq AND clock IN ('start', 'stop')
        ORDER BY seq DESC LIMIT 1
    ), length AS (
        SELECT term.*, working_days + coalesce((
            SELECT sum(x.working_days) FROM casework_caseevent x
            WHERE x.case_id = asked AND x.clock = 'extend' AND x.seq > term.seq AND x.seq < event_seq
        ), 0) AS days
        FROM term WHERE clock = 'start' AND working_days > 0
    )
    SELECT EXISTS (
        SELECT FROM (
            SELECT worked, counts, count(*) FILTER (WHERE counts) OVER (ORDER BY day) AS used
            FROM (
                SELECT day, worked, (worked OR days_unit = 'days') AND NOT day <@ still AS counts
                FROM generate_series(1, event_on - 1 - start_on) n,
                     LATERAL (SELECT start_on + n AS day) at, LATERAL xinxiu_is_worked(day) worked
            ) each
        ) counted
        WHERE used >= days AND counts AND worked
    ) FROM length
$$;

CREATE FUNCTION xinxiu_count_cases(asked bigint[]) RETURNS void LANGUAGE sql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO rechecks_casefacts AS kept (
        case_id, machine, department_id, handed_in_on, taken_on, taken_late, finished_on, result,
        finished_late, gross_days, net_days, returns, reopened_on, counted_at
    )
    SELECT begun.case_id, begun.machine, coalesce(done.department_id, moved.department_id, begun.department_id),
           begun."on", taken."on", xinxiu_came_late(begun.case_id, taken.seq, taken."on", still),
           done."on", coalesce(done.result, ''),
           CASE WHEN done.result <> 'ended' THEN xinxiu_came_late(begun.case_id, done.seq, done."on", still) END,
           xinxiu_worked_days(begun."on", done."on", '{}'), xinxiu_worked_days(begun."on", done."on", still),
           (SELECT count(*) FROM casework_caseevent e
            WHERE e.case_id = begun.case_id AND e.target = 'supplementing' AND e.source <> 'supplementing'),
           (SELECT min(e."on") FROM casework_caseevent e
            WHERE e.case_id = begun.case_id AND e.source <> e.target AND e.seq > (
                SELECT min(c.seq) FROM casework_caseevent c WHERE c.case_id = begun.case_id AND c.closes)),
           now()
    FROM (
        SELECT DISTINCT ON (case_id) case_id, machine, seq, "on", department_id
        FROM casework_caseevent
        WHERE case_id = ANY (asked) AND machine IN ('repair', 'objection')
          AND verb IN ('submit', 'file', 'file_as_department', 'file_as_office')
        ORDER BY case_id, seq
    ) begun
    LEFT JOIN LATERAL (
        SELECT seq, "on" FROM casework_caseevent
        WHERE case_id = begun.case_id AND seq > begun.seq AND verb IN ('accept', 'decline', 'close_as_repeated')
        ORDER BY seq LIMIT 1
    ) taken ON true
    LEFT JOIN LATERAL (
        SELECT e.seq, e."on", e.department_id, said.result
        FROM casework_caseevent e
        JOIN (VALUES
            ('approved', 'granted'), ('rejected', 'refused'), ('lapsed', 'ended'), ('cleared', 'ended'),
            ('upheld', 'granted'), ('unverifiable', 'granted'), ('partly_upheld', 'partly'),
            ('dismissed', 'refused'), ('repeated', 'not_accepted'), ('not_accepted', 'not_accepted'),
            ('withdrawn', 'ended')
        ) said (status, result) ON said.status = e.target
        WHERE e.case_id = begun.case_id AND e.seq > begun.seq
        ORDER BY e.seq LIMIT 1
    ) done ON true
    LEFT JOIN LATERAL (
        SELECT to_department_id AS department_id FROM casework_caseevent
        WHERE case_id = begun.case_id AND transfer IN ('take', 'settle', 'follow')
        ORDER BY seq DESC LIMIT 1
    ) moved ON true,
    LATERAL xinxiu_pauses(begun.case_id) still
    ON CONFLICT (case_id) DO UPDATE SET
        department_id = excluded.department_id, taken_on = excluded.taken_on, taken_late = excluded.taken_late,
        finished_on = excluded.finished_on, result = excluded.result, finished_late = excluded.finished_late,
        gross_days = excluded.gross_days, net_days = excluded.net_days, returns = excluded.returns,
        reopened_on = excluded.reopened_on, counted_at = excluded.counted_at
$$;

CREATE FUNCTION xinxiu_count_after_events() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM xinxiu_count_cases(ARRAY(SELECT DISTINCT case_id FROM added));
    RETURN NULL;
END $$;

CREATE TRIGGER case_is_counted AFTER INSERT ON casework_caseevent
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION xinxiu_count_after_events();

SELECT xinxiu_count_cases(ARRAY(SELECT id FROM casework_case));
"""
UNDO = """
DROP TRIGGER case_is_counted ON casework_caseevent;
DROP FUNCTION xinxiu_count_after_events();
DROP FUNCTION xinxiu_count_cases(bigint[]);
DROP FUNCTION xinxiu_came_late(bigint, integer, date, datemultirange);
DROP FUNCTION xinxiu_worked_days(date, date, datemultirange);
DROP FUNCTION xinxiu_pauses(bigint);
DROP FUNCTION xinxiu_is_worked(date);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0014_class_left_open"),
        ("rechecks", "0003_recheck_guards"),
        ("registry", "0014_import_files_are_cleared"),
        ("rules", "0003_calendar_changes_are_stamped"),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseFacts",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="counted",
                        serialize=False,
                        to="casework.case",
                    ),
                ),
                ("machine", models.CharField(max_length=20)),
                ("handed_in_on", models.DateField(verbose_name="handed in on")),
                ("taken_on", models.DateField(null=True, verbose_name="acceptance decided on")),
                ("taken_late", models.BooleanField(null=True)),
                ("finished_on", models.DateField(null=True, verbose_name="finished on")),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("granted", "granted"),
                            ("partly", "granted in part"),
                            ("refused", "refused"),
                            ("not_accepted", "not taken up"),
                            ("ended", "ended without decision"),
                        ],
                        max_length=12,
                        verbose_name="result",
                    ),
                ),
                ("finished_late", models.BooleanField(null=True)),
                ("gross_days", models.PositiveIntegerField(null=True, verbose_name="working days, gross")),
                ("net_days", models.PositiveIntegerField(null=True, verbose_name="working days, net")),
                ("returns", models.PositiveSmallIntegerField(default=0, verbose_name="times returned")),
                ("reopened_on", models.DateField(null=True, verbose_name="reopened on")),
                ("counted_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
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
                "verbose_name": "case in figures",
                "verbose_name_plural": "cases in figures",
                "indexes": [
                    models.Index(
                        fields=["machine", "-finished_on", "-case"],
                        include=(
                            "department",
                            "result",
                            "finished_late",
                            "gross_days",
                            "net_days",
                            "returns",
                        ),
                        name="facts_finished",
                    ),
                    models.Index(
                        fields=["machine", "-handed_in_on", "-case"],
                        include=("department", "result"),
                        name="facts_handed_in",
                    ),
                    models.Index(
                        fields=["machine", "-taken_on", "-case"],
                        include=("department", "result", "taken_late"),
                        name="facts_taken",
                    ),
                    models.Index(
                        condition=models.Q(("reopened_on__isnull", False)),
                        fields=["machine", "-reopened_on", "-case"],
                        include=("department", "result"),
                        name="facts_reopened",
                    ),
                    models.Index(
                        condition=models.Q(("finished_on__isnull", True)),
                        fields=["machine", "-case"],
                        include=("department",),
                        name="facts_in_hand",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("result__in", ["", "granted", "partly", "refused", "not_accepted", "ended"])
                        ),
                        name="facts_result_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("finished_on__isnull", True), ("gross_days__isnull", True), ("result", "")
                            ),
                            models.Q(
                                ("finished_on__isnull", False),
                                ("gross_days__gte", models.F("net_days")),
                                models.Q(("result", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="facts_finished_has_a_result",
                    ),
                ],
            },
        ),
        migrations.RunSQL(COUNTING, UNDO),
    ]
