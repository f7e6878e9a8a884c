"""Checkers are reminded one working day before the day and on it, each once."""

from datetime import date

import pytest

from notifications.models import Message, ReminderSettings, ShortMessage
from rechecks.selectors.due import conclusion_due
from rechecks.services.recheck_reminders import remind_checkers
from rules.services import office_calendar
from tests.rechecks.sampling import sampling

LONGEST = 70


def told(person, words) -> int:
    return Message.objects.filter(user=person.user, title__contains=words).count()


@pytest.fixture
def repaired(office):
    office.day("2026-11-23")
    case = office.has_granted()
    office.works_the_channels()
    return office.reload(case)


def test_a_checker_is_reminded_before_the_day_and_on_it(office, repaired, settings):
    settings.RECHECK_WORKING_DAYS = 5
    credit = sampling(office)
    [case] = credit.draws()
    assert conclusion_due(case, office_calendar()) == date(2026, 11, 30)
    ReminderSettings.objects.update_or_create(user=credit.checker.user, defaults={"phone": "13900000001"})
    found = [remind_checkers(on) for on in map(date.fromisoformat, DAYS)]
    assert found == [0, 1, 0, 1, 0, 0]  # Friday before, once; Monday itself, once
    assert told(credit.checker, case.number) == 2
    texts = list(ShortMessage.objects.filter(user=credit.checker.user).values_list("text", flat=True))
    assert ["今天到期" in each for each in texts] == [False, True]
    assert max(map(len, texts)) <= LONGEST


DAYS = ("2026-11-26", "2026-11-27", "2026-11-27", "2026-11-30", "2026-11-30", "2026-12-01")


def test_who_has_concluded_is_not_reminded(office, repaired, settings):
    settings.RECHECK_WORKING_DAYS = 5
    credit = sampling(office)
    [case] = credit.draws()
    credit.finds(case, "wrongly_repaired", "should_stay")
    assert remind_checkers(date(2026, 11, 30)) == 0
