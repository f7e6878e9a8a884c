"""The background worker and its clock.

Celery only wakes things up: what must not be lost is a row (the outbox, a case's due date), so
that a lost or doubled task does no harm.
"""

import os

from celery import Celery
from celery.schedules import crontab
from celery.signals import beat_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

SWEEP_EVERY = 10.0  # seconds
ISSUE_EVERY = 2.0  # seconds: how much longer than promised a decision can wait before it leaves
LOOK_FOR_WORK_EVERY = 2.0  # somebody sits before the page and waits
# First the rules that begin to count, then what a day brings under them.
NIGHTLY = ("rechecks.rules_take_effect", "repair.tasks.nightly", "objections.nightly", "rechecks.nightly")

app = Celery("xinxiu")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

if str(app.conf.broker_url).startswith("amqp"):
    # A quorum queue gives a killed worker's task back in seconds.
    app.conf.task_default_queue_type = "quorum"
    app.conf.broker_transport_options = {"confirm_publish": True}

app.conf.beat_schedule = {
    # A tick that nobody took before the next one is worth nothing.
    "sweep the outbox": {
        "task": "notifications.sweep_outbox",
        "schedule": SWEEP_EVERY,
        "options": {"expires": SWEEP_EVERY},
    },
    "work the channels": {
        "task": "repair.tasks.work_channels",
        "schedule": SWEEP_EVERY,
        "options": {"expires": SWEEP_EVERY},
    },
    "tell the channels of open matters": {
        "task": "casework.follow_orders",
        "schedule": SWEEP_EVERY,
        "options": {"expires": SWEEP_EVERY},
    },
    "issue what was prepared": {
        "task": "repair.tasks.issue_prepared",
        "schedule": ISSUE_EVERY,
        "options": {"expires": ISSUE_EVERY},
    },
    "check evidence": {
        "task": "casework.check_evidence",
        "schedule": SWEEP_EVERY,
        "options": {"expires": SWEEP_EVERY},
    },
    "work on imports": {
        "task": "registry.work_imports",
        "schedule": LOOK_FOR_WORK_EVERY,
        "options": {"expires": LOOK_FOR_WORK_EVERY},
    },
    "follow a released calendar": {
        "task": "rechecks.move_due_dates",
        "schedule": SWEEP_EVERY,
        "options": {"expires": SWEEP_EVERY},
    },
    "try drafts of rules": {
        "task": "rechecks.work_dry_runs",
        "schedule": LOOK_FOR_WORK_EVERY,
        "options": {"expires": LOOK_FOR_WORK_EVERY},
    },
    "close objections that every channel has followed": {
        "task": "objections.close",
        "schedule": SWEEP_EVERY,
        "options": {"expires": SWEEP_EVERY},
    },
    "close corrections that every channel has followed": {
        "task": "rechecks.close_corrections",
        "schedule": SWEEP_EVERY,
        "options": {"expires": SWEEP_EVERY},
    },
    **{f"after midnight: {task}": {"task": task, "schedule": crontab(hour=0, minute=5)} for task in NIGHTLY},
}


@beat_init.connect
def catch_up(**_: object) -> None:
    """A machine that was off at midnight does the night's work when it starts; twice does no harm."""
    for task in NIGHTLY:
        app.send_task(task)
