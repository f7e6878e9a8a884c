"""Seconds and peak memory of a dry run of rules that touch every record.

Run: `./run bench dry_run [RECORDS]`; nothing of it stays.
"""

import resource
import sys
import time
from dataclasses import replace
from datetime import date, timedelta

import django

MONTHS = {"value": 2, "unit": "months"}
CHUNK = 5000


def main() -> None:
    django.setup()
    from django.db import transaction

    records = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with transaction.atomic():
        _found(records)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        began = time.perf_counter()
        lines, counts = _tried()
        seconds = time.perf_counter() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{records} records, {lines} lines: {seconds:.1f} s, peak {peak:,.0f} MB ({before:,.0f} MB before)"
        )
        print(counts)
        transaction.set_rollback(True)


def _found(records: int) -> None:
    """Records of four classes, each on show, made for this run."""
    from registry.departments import public_page
    from registry.models import Department, Obligation, Publication, Record, Subject

    office = Department.objects.create(uscc="11239999MB0000033B", name="江澜市测试局", short_name="测试局")
    company = Subject.objects.create(
        kind="organisation", name="江澜市测试有限公司", uscc="91239999MA0000037H"
    )
    page, first = public_page(), date(2024, 1, 1)
    classes = ("minor", "general", "serious", "")
    for start in range(0, records, CHUNK):
        made = Record.objects.bulk_create(
            Record(
                subject=company, department=office, jurisdiction="CN", document_number=f"测罚〔2026〕{n}号",
                document_key=f"测罚2026{n}", decided_on=first + timedelta(days=n % 900),
                published_on=first + timedelta(days=n % 900), severity=classes[n % 4], title="测试", facts="测试",
                basis="测试", content="测试", penalty_types=["fine"],
            )
            for n in range(start, min(start + CHUNK, records))
        )  # fmt: skip
        Obligation.objects.bulk_create(
            Obligation(record=r, kind="fine", description="缴纳罚款") for r in made
        )
        Publication.objects.bulk_create(
            Publication(record=r, channel=page, shown_from=r.published_on) for r in made
        )


def _tried() -> tuple[int, dict[str, object]]:
    """Order 36 with another minimum period, over everything, with its lines kept."""
    from itertools import islice

    from django.contrib.auth.models import User

    from rechecks.models import DryRun, DryRunLine, RuleDraft
    from rechecks.selectors.dry_run import CHUNK as LINES
    from rechecks.selectors.dry_run import Comparison
    from rules.confirming import with_figure
    from rules.reading import canonical, read_content
    from rules.services import current_library, office_calendar

    on = date(2026, 12, 1)
    content = with_figure(current_library().instrument("CN-NDRC-36"), "classes.general.min_period", MONTHS)
    draft = read_content(content, "bench")
    user = User.objects.create(username="bench")
    kept = RuleDraft.objects.create(
        kind="confirmation", instrument=draft.id, content=canonical(content), sha256=draft.sha256,
        takes_effect_on=on, because="bench", drafted_by=user, drafted_on=on,
    )  # fmt: skip
    run = DryRun.objects.create(draft=kept, sha256=draft.sha256, takes_effect_on=on, asked_by=user)
    comparison = Comparison(replace(draft), current_library(), on, office_calendar())
    lines, found = comparison.lines(), 0
    while chunk := list(islice(lines, LINES)):
        for line in chunk:
            line.run = run
        found += len(DryRunLine.objects.bulk_create(chunk))
    return found, comparison.counts


if __name__ == "__main__":
    main()
