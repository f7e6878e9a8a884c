"""After a test that commits: its rows go, the law and what migrations wrote stay, and nothing is loaded again."""

from collections.abc import Callable, Iterable

from django.db import connection
from django.test import TransactionTestCase

# Written by migrations, by what follows them, and by loading the law. None of these points at a table that is emptied.
KEPT = (
    "auth_permission", "casework_legalstep", "django_content_type", "django_migrations", "repair_courseversion",
    "rules_calendarday", "rules_calendaryear", "rules_rulesetversion",
)  # fmt: skip
FINGERPRINT = "SELECT md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))) FROM {} t"
REFERENCES = (
    "SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint WHERE contype = 'f'"
)


def emptying(load: Callable[[], None]) -> Callable[[TransactionTestCase], None]:
    """Django's flush empties everything and writes permissions and legal steps anew: seconds for each test."""
    flush, before = TransactionTestCase._fixture_teardown, kept_rows()

    def emptied(test_case: TransactionTestCase) -> None:
        nonlocal before
        if kept_rows() == before:
            empty_the_rest()
        else:
            flush(test_case)
            load()
            before = kept_rows()

    return emptied


def kept_rows() -> list[str]:
    """What the kept tables hold, as one fingerprint each; a test that changed one is followed by a full flush."""
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(FINGERPRINT.format(table) for table in KEPT))
        return [fingerprint for (fingerprint,) in cursor.fetchall()]


def empty_the_rest() -> None:
    """Truncate the tables that hold rows, and those that point at one of them."""
    with connection.cursor() as cursor:
        tables = sorted(set(connection.introspection.table_names(cursor)) - set(KEPT))
        cursor.execute(" UNION ALL ".join(f"SELECT '{t}' WHERE EXISTS (SELECT FROM {t})" for t in tables))  # noqa: S608
        filled = [table for (table,) in cursor.fetchall()]
        cursor.execute(REFERENCES)
        doomed = _with_what_points_at(filled, cursor.fetchall())
        if doomed:
            cursor.execute(f"TRUNCATE {', '.join(sorted(doomed))}")


def _with_what_points_at(filled: Iterable[str], references: list[tuple[str, str]]) -> set[str]:
    doomed: set[str] = set()
    fresh = set(filled)
    while fresh:
        doomed |= fresh
        fresh = {source for source, target in references if target in fresh} - doomed
    return doomed
