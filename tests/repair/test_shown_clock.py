"""The running term in words: in working days, and in natural days where the law counts those."""

from datetime import date

import pytest

from casework.clocks import StageClock
from repair.views.shown_clock import shown_clock
from rules.clock import read_clock
from rules.shipped_calendar import shipped_calendar

MONDAY = date(2026, 11, 2)


def shown(unit: str, as_of: date):
    reading = read_clock(
        shipped_calendar(), term_working_days=20, unit=unit, start_on=MONDAY, events=[], as_of=as_of
    )
    return shown_clock(StageClock("verify", MONDAY, 20, unit, reading))


@pytest.mark.parametrize(
    ("unit", "as_of", "headline", "counted"),
    [
        ("working_days", date(2026, 11, 2), "剩 20 个工作日", "从下一个工作日起计算，共 20 个工作日"),
        ("working_days", date(2026, 11, 30), "剩 0 个工作日", "第 20 个工作日，共 20 个"),
        ("days", date(2026, 11, 2), "剩 20 日", "从次日起计算，共 20 天 · 按自然日计算"),
        ("days", date(2026, 11, 9), "剩 13 日", "第 7 天，共 20 天 · 按自然日计算"),
        ("days", date(2026, 11, 25), "超 2 日", "第 20 天，共 20 天"),  # the last day was Monday 23 November
    ],
)
def test_the_term_says_which_days_it_counts(unit, as_of, headline, counted):
    clock = shown(unit, as_of)
    assert clock.headline == headline
    assert counted in clock.sentence
