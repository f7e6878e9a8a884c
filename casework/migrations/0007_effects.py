"""What an open case does to its record while it lasts, the orders to the channels, and what the database refuses of both.

`casework.probes` attacks each guard at every start, by the names given here.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

KEYS = [
    (
        "casework_effect",
        "effect_of_the_record_of_its_case",
        "FOREIGN KEY (case_id, record_id) REFERENCES casework_case (id, record_id)",
    ),
    (
        "casework_effect",
        "effect_begun_by_an_event",
        "FOREIGN KEY (case_id, begun_seq) REFERENCES casework_caseevent (case_id, seq)",
    ),
    (
        "casework_effect",
        "effect_ended_by_an_event",
        "FOREIGN KEY (case_id, ended_seq) REFERENCES casework_caseevent (case_id, seq)",
    ),
    # No closed case with a running effect. Asked at the end, since a step closes before its effects end.
    (
        "casework_effect",
        "effect_runs_while_its_case_is_open",
        (
            "FOREIGN KEY (case_id, case_is_closed) REFERENCES casework_case (id, closed)"
            " DEFERRABLE INITIALLY DEFERRED"
        ),
    ),
    (
        "casework_channelorder",
        "order_because_of_an_event",
        "FOREIGN KEY (case_id, seq) REFERENCES casework_caseevent (case_id, seq)",
    ),
]

TRIGGERS = """
-- An effect begins and ends with the event at which its case stands, on its day.
CREATE FUNCTION xinxiu_effect_goes_with_its_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM casework_caseevent e JOIN casework_case c ON (c.id, c.seq) = (e.case_id, e.seq)
        WHERE e.case_id = NEW.case_id
            AND (e.seq, e."on") = (coalesce(NEW.ended_seq, NEW.begun_seq), coalesce(NEW.ended_on, NEW.begun_on)))
    THEN
        RAISE EXCEPTION 'effect % of case % does not go with its last event', NEW.kind, NEW.case_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER effect_goes_with_its_case AFTER INSERT OR UPDATE ON casework_effect
    FOR EACH ROW EXECUTE FUNCTION xinxiu_effect_goes_with_its_case();

-- It begins running, ends once, and says for ever why it began.
CREATE FUNCTION xinxiu_effect_ends_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.ended_seq IS NULL AND NEW.ended_seq IS NOT NULL AND
        (NEW.id, NEW.record_id, NEW.case_id, NEW.kind, NEW.begun_on, NEW.begun_seq, NEW.cites, NEW.confirmed)
        IS NOT DISTINCT FROM
        (OLD.id, OLD.record_id, OLD.case_id, OLD.kind, OLD.begun_on, OLD.begun_seq, OLD.cites, OLD.confirmed)
        OR TG_OP = 'INSERT' AND NEW.ended_seq IS NULL
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% on an effect is refused: it is begun, and ended once', TG_OP
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER effect_ends_once BEFORE INSERT OR UPDATE OR DELETE ON casework_effect
    FOR EACH ROW EXECUTE FUNCTION xinxiu_effect_ends_once();

-- An order keeps what it says; what was seen once stays seen.
CREATE FUNCTION xinxiu_order_keeps_what_it_says() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.seen_at IS NULL AND
        (NEW.id, NEW.channel_id, NEW.record_id, NEW.case_id, NEW.seq, NEW.kind)
        = (OLD.id, OLD.channel_id, OLD.record_id, OLD.case_id, OLD.seq, OLD.kind)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% on an order to a channel is refused: it keeps what it says', TG_OP
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER order_keeps_what_it_says BEFORE UPDATE OR DELETE ON casework_channelorder
    FOR EACH ROW EXECUTE FUNCTION xinxiu_order_keeps_what_it_says();
"""

UNDO_TRIGGERS = """
DROP TRIGGER order_keeps_what_it_says ON casework_channelorder;
DROP TRIGGER effect_ends_once ON casework_effect;
DROP TRIGGER effect_goes_with_its_case ON casework_effect;
DROP FUNCTION xinxiu_order_keeps_what_it_says();
DROP FUNCTION xinxiu_effect_ends_once();
DROP FUNCTION xinxiu_effect_goes_with_its_case();
"""


def _key(table: str, name: str, sql: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} {sql}", f"ALTER TABLE {table} DROP CONSTRAINT {name}"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0006_objections_need"),
        ("registry", "0012_marks_are_derived"),
        ("viewflow", "0015_task_scheduled"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ChannelOrder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("next_at", models.DateTimeField(auto_now_add=True, verbose_name="next attempt at")),
                ("last_error", models.TextField(blank=True, verbose_name="last error")),
                ("seq", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("mark", "show the objection mark"),
                            ("unmark", "take the objection mark away"),
                            ("suspend", "show the record no more until told"),
                            ("resume", "show the record again"),
                            ("hold_sanctions", "say that sanctions are suspended"),
                            ("release_sanctions", "say no more that sanctions are suspended"),
                            ("contest", "show that a reconsideration or lawsuit is under way"),
                            ("uncontest", "show no more that a reconsideration or lawsuit is under way"),
                            ("correct", "show the corrected record"),
                            ("withdraw", "take the withdrawn record away"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="carried out at")),
                ("seen_at", models.DateTimeField(blank=True, null=True, verbose_name="seen at")),
            ],
            options={
                "verbose_name": "order to a channel",
                "verbose_name_plural": "orders to channels",
            },
        ),
        migrations.CreateModel(
            name="Effect",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("mark", "objection mark"),
                            ("suspend_disclosure", "disclosure suspended"),
                            ("suspend_sanctions", "sanctions suspended"),
                            ("contested", "reconsideration or lawsuit under way"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("begun_on", models.DateField(verbose_name="begun on")),
                ("begun_seq", models.PositiveIntegerField()),
                ("cites", models.TextField(verbose_name="stands on")),
                ("confirmed", models.BooleanField(verbose_name="read in the official text")),
                ("ended_on", models.DateField(null=True, verbose_name="ended on")),
                ("ended_seq", models.PositiveIntegerField(null=True)),
                (
                    "case_is_closed",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(ended_seq__isnull=True, then=models.Value(False)),
                            default=models.Value(None),
                        ),
                        output_field=models.BooleanField(null=True),
                    ),
                ),
            ],
            options={
                "verbose_name": "effect of a case",
                "verbose_name_plural": "effects of cases",
                "ordering": ["pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(fields=("id", "closed"), name="case_key_of_effects"),
        ),
        migrations.AddField(
            model_name="channelorder",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="channel_orders", to="casework.case"
            ),
        ),
        migrations.AddField(
            model_name="channelorder",
            name="channel",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="orders", to="registry.channel"
            ),
        ),
        migrations.AddField(
            model_name="channelorder",
            name="record",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="channel_orders",
                to="registry.record",
            ),
        ),
        migrations.AddField(
            model_name="effect",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="effects", to="casework.case"
            ),
        ),
        migrations.AddField(
            model_name="effect",
            name="record",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="effects", to="registry.record"
            ),
        ),
        migrations.AddIndex(
            model_name="channelorder",
            index=models.Index(
                condition=models.Q(("seen_at__isnull", True)), fields=["next_at"], name="order_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="channelorder",
            constraint=models.UniqueConstraint(
                fields=("case", "seq", "kind", "record", "channel"), name="order_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="channelorder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "mark",
                            "unmark",
                            "suspend",
                            "resume",
                            "hold_sanctions",
                            "release_sanctions",
                            "contest",
                            "uncontest",
                            "correct",
                            "withdraw",
                        ],
                    )
                ),
                name="order_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="channelorder",
            constraint=models.CheckConstraint(
                condition=models.Q(("seen_at__isnull", True), ("done_at__isnull", False), _connector="OR"),
                name="order_seen_after_it_was_done",
            ),
        ),
        migrations.AddIndex(
            model_name="effect",
            index=models.Index(
                condition=models.Q(("ended_seq__isnull", True)),
                fields=["record", "kind"],
                name="effect_running",
            ),
        ),
        migrations.AddConstraint(
            model_name="effect",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_seq__isnull", True)),
                fields=("case", "kind"),
                name="effect_runs_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="effect",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["mark", "suspend_disclosure", "suspend_sanctions", "contested"])
                ),
                name="effect_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="effect",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_on__isnull", True), ("ended_seq__isnull", True)),
                    models.Q(("ended_on__isnull", False), ("ended_seq__gt", models.F("begun_seq"))),
                    _connector="OR",
                ),
                name="effect_ends_after_it_began",
            ),
        ),
        *(_key(*key) for key in KEYS),
        migrations.RunSQL(TRIGGERS, UNDO_TRIGGERS),
    ]
