"""The clock sends only what the worker knows."""

import pytest

from config.celery import NIGHTLY, app


@pytest.fixture(scope="module")
def known_tasks():
    app.loader.import_default_modules()
    return set(app.tasks)


@pytest.mark.parametrize("name", sorted(app.conf.beat_schedule))
def test_every_entry_of_the_clock_is_a_task_of_the_worker(name, known_tasks):
    assert app.conf.beat_schedule[name]["task"] in known_tasks


def test_the_night_begins_after_midnight_in_shanghai():
    nights = [each["schedule"] for name, each in app.conf.beat_schedule.items() if "after midnight" in name]
    assert [(night.hour, night.minute) for night in nights] == [({0}, {5})] * len(NIGHTLY)
    assert str(app.timezone) == "Asia/Shanghai"
