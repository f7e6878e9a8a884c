"""A loaded version never changes; a changed file is a new one; a decision can be replayed on its own versions."""

import shutil
from copy import deepcopy
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from rules.assess import assess
from rules.assessment import Assessment
from rules.facts import Facts
from rules.library import SETS, Library, Version
from rules.models import RuleSetVersion, VersionsDoNotChange
from rules.reading import read_content
from rules.services import current_library, library_of, load_rule_sets

pytestmark = pytest.mark.django_db

ON = date(2026, 12, 9)
RECORD = Facts(
    severity="general", decided_on=date(2026, 9, 8), obligations_fulfilled=True, commitment_made=True
)


@pytest.fixture
def as_the_owner(db):
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


@pytest.fixture
def changed_files(tmp_path):
    """The shipped files, but Order 36 decides in nine working days."""
    shutil.copytree(SETS, tmp_path / "sets")
    path = tmp_path / "sets" / "CN-NDRC-36.toml"
    before, _, rest = path.read_text(encoding="utf-8").partition("[figures.decide_working_days]\nvalue = 7")
    path.write_text(f"{before}[figures.decide_working_days]\nvalue = 9{rest}", encoding="utf-8")
    return tmp_path / "sets"


def decided() -> Assessment:
    return assess(RECORD, current_library().governing(RECORD, ON), ON)


def test_the_database_answers_as_the_files_do():
    assert current_library() == Library.from_files()


def test_loading_again_changes_nothing(as_the_owner):
    before = RuleSetVersion.objects.count()
    assert load_rule_sets() == []
    assert RuleSetVersion.objects.count() == before


def test_a_changed_file_becomes_a_new_version_and_the_next_decision_goes_by_it(as_the_owner, changed_files):
    assert decided().days("decide_working_days") == 7
    assert [(v.instrument, v.ordinal) for v in load_rule_sets(changed_files)] == [("CN-NDRC-36", 2)]
    assert decided().days("decide_working_days") == 9


def test_a_file_changed_back_is_a_third_version(as_the_owner, changed_files):
    load_rule_sets(changed_files)
    assert [v.ordinal for v in load_rule_sets()] == [3]


def test_an_old_decision_is_replayed_on_the_versions_it_was_taken_on(as_the_owner, changed_files):
    stored = Assessment.from_json(decided().to_json())
    load_rule_sets(changed_files)
    again = assess(RECORD, library_of(stored.layers).governing(RECORD, stored.as_of), stored.as_of)
    assert again == stored
    assert decided() != stored


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: RuleSetVersion.objects.update(ordinal=9),
        lambda: RuleSetVersion.objects.all().delete(),
        lambda: RuleSetVersion.objects.first().save(),
        lambda: RuleSetVersion.objects.first().delete(),
    ],
    ids=["update", "delete all", "save", "delete"],
)
def test_the_orm_refuses_to_change_a_version(attempt):
    with pytest.raises(VersionsDoNotChange):
        attempt()


@pytest.mark.parametrize(
    "statement", ["UPDATE rules_rulesetversion SET content = '{}'", "DELETE FROM rules_rulesetversion"]
)
def test_the_database_refuses_even_its_owner(as_the_owner, statement):
    with (
        pytest.raises(DatabaseError, match="does not change"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_reading_the_library_again_costs_one_query(django_assert_num_queries):
    current_library()
    with django_assert_num_queries(1):
        current_library()


def a_version(days, counts_from):
    """Order 36 as shipped, but for the days of its decision."""
    content = deepcopy(Library.from_files().instrument("CN-NDRC-36").content)
    content["figures"]["decide_working_days"]["value"] = days
    return Version(read_content(content, "CN-NDRC-36"), counts_from)


def days_by_date(*versions):
    others = [Version(i, None) for i in Library.from_files().instruments if i.id != "CN-NDRC-36"]
    library = Library.from_versions([*others, *versions])

    def days(day):
        on = date(2026, 12, day)
        return assess(RECORD, library.governing(RECORD, on), on).days("decide_working_days")

    return days


def test_a_released_version_counts_from_its_day_and_the_old_one_until_the_day_before():
    days = days_by_date(a_version(7, None), a_version(5, date(2026, 12, 10)))
    assert [days(day) for day in (8, 9, 10, 11)] == [7, 7, 5, 5]


def test_of_two_releases_each_counts_for_its_days():
    later, last = a_version(5, date(2026, 12, 10)), a_version(4, date(2026, 12, 20))
    days = days_by_date(a_version(7, None), later, last)
    assert [days(day) for day in (9, 10, 19, 20)] == [7, 5, 5, 4]


def test_a_later_release_for_an_earlier_day_leaves_nothing_of_the_one_before():
    overtaken, last = a_version(5, date(2026, 12, 20)), a_version(4, date(2026, 12, 10))
    days = days_by_date(a_version(7, None), overtaken, last)
    assert [days(day) for day in (9, 10, 20, 31)] == [7, 4, 4, 4]


def test_a_file_loaded_over_a_release_counts_at_once():
    days = days_by_date(a_version(7, None), a_version(5, date(2026, 12, 20)), a_version(9, None))
    assert [days(day) for day in (1, 20)] == [9, 9]


def test_trying_a_version_is_as_having_it():
    with_it = Library.from_files().with_version(a_version(5, None).instrument, ON)
    assert assess(RECORD, with_it.governing(RECORD, ON), ON).days("decide_working_days") == 5
    before = date(2026, 12, 8)
    assert assess(RECORD, with_it.governing(RECORD, before), before).days("decide_working_days") == 7
