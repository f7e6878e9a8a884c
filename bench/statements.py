"""How many SQL statements a whole repair case takes, step by step, and a page of the queue.

Needs no data and leaves none behind. Run: `./run bench statements`.
"""

import os
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import django
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.utils import timezone  # noqa: E402

from repair.selectors import queue  # noqa: E402
from tests.world import Day, founded  # noqa: E402


class WallClock:
    """Stands in for the traveller of the tests: the day is today and does not move."""

    def move_to(self, _moment: str) -> None:
        """Nothing moves here."""


def counted(name: str, work: Callable[[], Any]) -> tuple[Any, int]:
    with CaptureQueriesContext(connection) as seen:
        answer = work()
    print(f"{name:<28}{len(seen):>5} statements")
    return answer, len(seen)


def main() -> None:
    with transaction.atomic():
        day = Day(WallClock())
        day.today = timezone.localdate()
        office = founded(day)
        record = office.identifies(decided_on=day.today - timedelta(days=200), published_on=None)
        company, reviewer = office.representative, office.reviewer
        case, total = counted("start", lambda: company.starts(record))
        said = f"{record.decided_on:%Y-%m-%d}"
        for name, work in (
            ("state fulfilment", lambda: company.states(case, said)),
            ("sign the commitment", lambda: company.signs(case)),
            ("submit", lambda: company.submits(case)),
            ("claim and accept", lambda: reviewer.accepts(case)),
            ("judge", lambda: reviewer.judges(case)),
            ("approve", lambda: reviewer.approves(case)),
            ("work the channels, complete", office.works_the_channels),
        ):
            total += counted(name, work)[1]
        print(f"{'whole case':<28}{total:>5} statements")
        counted("a page of the queue", lambda: queue(reviewer.user, on=day.today, soon=day.today))
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
