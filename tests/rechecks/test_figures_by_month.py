"""Whole months are read from their sums: they say what the cases say, whatever the period and whatever came since."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from rechecks.figures import MEASURES, Asked, Period, by_department, together
from rechecks.figures.counting import add_up_months
from rechecks.models import CaseFacts, CaseMonth
from registry.duties import give_duty
from tests.rechecks.test_figures import OLD, TODAY, busy

__all__ = ["busy"]  # a fixture
PERIODS = [
    ("2026-11-01", "2026-11-30"), ("2026-10-01", "2026-11-23"), ("2026-11-02", "2026-11-23"), ("2026-11-05", "2026-12-31"),
    ("2025-12-31", "2026-11-17"), ("2026-10-15", "2027-01-15"), ("2026-11-18", "2026-11-18"), ("2000-01-01", "2026-12-31"),
]  # fmt: skip


def asked(since, until, **said):
    period = Period(date.fromisoformat(since), date.fromisoformat(until))
    return Asked(**{"kind": "repair", "period": period, "on": TODAY, "soon": TODAY} | said)


def agree(question):
    """Every number, by department, against its own cases counted one by one."""
    found = by_department(question)
    for department in CaseFacts.objects.values_list("department", flat=True).distinct():
        of = question.of(department)
        for name, measure in MEASURES.items():
            said = found[department].counts[name] if department in found else 0
            assert said == len(list(of.counted(measure))), (name, question.period)
        if department in found:
            finished = list(of.counted(MEASURES["answered"]))
            assert sorted(found[department].net.elements()) == sorted(each.net_days for each in finished)
            assert sorted(found[department].gross.elements()) == sorted(each.gross_days for each in finished)
            assert found[department].returns == sum(each.returns for each in of.within("finished_on"))
    return together(found.values())


@pytest.mark.parametrize(("since", "until"), PERIODS)
def test_the_sums_of_whole_months_say_what_the_cases_say(busy, since, until):
    whole = agree(asked(since, until))
    assert whole.counts["open"]
    agree(asked(since, until, result="granted"))
    agree(asked(since, until, kind="objection"))


def test_a_case_that_goes_elsewhere_or_is_taken_up_again_leaves_its_old_sums(busy, day):
    before = CaseMonth.objects.count()
    kept = add_up_months()
    assert kept == CaseMonth.objects.count() < before
    agree(asked("2026-11-01", "2026-11-30"))
    give_duty(busy.second.user, busy.elsewhere, "review_cases", day.today)
    given = busy.has_received(**OLD)
    day("2026-12-01")
    busy.reviewer.asks_to_take_over(given, busy.elsewhere)
    busy.stranger.takes_over(given)
    assert CaseMonth.objects.filter(n__lt=0).exists()
    for since, until in PERIODS:
        agree(asked(since, until))
    add_up_months()
    assert not CaseMonth.objects.filter(n__lt=1).exists()
    agree(asked("2026-11-01", "2026-11-30"))


def test_counted_from_nothing_the_sums_are_the_same(busy):
    add_up_months()
    names = [each.name for each in CaseMonth._meta.fields if each.name != "id"]
    before = sorted(map(str, CaseMonth.objects.values_list(*names)))
    with connection.cursor() as cursor:
        cursor.execute("SELECT xinxiu_count_months()")
    assert sorted(map(str, CaseMonth.objects.values_list(*names))) == before


def test_the_application_does_not_write_sums_itself(busy):
    for act in (lambda: CaseMonth.objects.update(n=9), lambda: CaseMonth.objects.all().delete()):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            act()


@pytest.mark.parametrize(
    ("since", "until", "months", "edges"),
    [
        ("2026-11-01", "2026-11-30", ("2026-11-01", "2026-11-30"), []),
        ("2026-11-01", "2026-11-29", None, [("2026-11-01", "2026-11-29")]),
        ("2026-10-02", "2026-11-30", ("2026-11-01", "2026-11-30"), [("2026-10-02", "2026-10-31")]),
        ("2025-12-31", "2026-02-01", ("2026-01-01", "2026-01-31"), [("2025-12-31", "2025-12-31"), ("2026-02-01", "2026-02-01")]),
    ],
)  # fmt: skip
def test_a_period_is_whole_months_and_what_lies_beside_them(since, until, months, edges):
    def period(days):
        return Period(*map(date.fromisoformat, days))

    asks = period((since, until))
    assert asks.whole_months == (months and period(months))
    assert list(asks.edges) == [period(each) for each in edges]
