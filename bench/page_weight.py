"""What a first visit to each page loads, in bytes as served: the page, its sheets, scripts and icons; no pictures.

Needs no data and leaves none behind. Run: `./run bench page_weight`; ends with 1 where a page is above the limit.
"""

import os
import re
import sys
from typing import Any
from urllib.parse import urljoin

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.statements import WallClock  # noqa: E402
from tests.world import Day, founded  # noqa: E402

LIMIT = 150_000
LOADED = re.compile(r'<(?:link[^>]+?href|script[^>]+?src|use href)="([^"#]+)')


def size(client: Client, path: str) -> int:
    """Bytes on the wire."""
    return len(client.get(path, headers={"accept-encoding": "gzip"}).getvalue())


def weight(client: Client, path: str) -> dict[str, int]:
    """Each thing that a first visit loads, and how many bytes it takes."""
    page = client.get(path)
    if page.status_code != 200:
        raise ValueError(f"{path}: HTTP {page.status_code}")
    found = {urljoin(path, address) for address in LOADED.findall(page.content.decode())}
    return {each: size(client, each) for each in (path, *sorted(found)) if each == path or "/static/" in each}


def pages(office: Any, on: Any) -> list[tuple[Any, str]]:
    """Every page with the person who sees it."""
    record = office.identifies(decided_on=on.replace(year=on.year - 1), published_on=on)
    waiting = office.identifies(decided_on=on.replace(year=on.year - 1), published_on=on)
    case = office.has_taken_up()
    draft = office.representative.starts(record)
    company, reviewer = office.representative.user, office.reviewer.user
    public = ["/", "/login/", "/public/records/", f"/public/records/{waiting.public_id}/", "/v/"]
    own = [
        "/entities/", "/records/", f"/records/{record.public_id}/", f"/apply/{waiting.public_id}/start/",
        *(f"/apply/{draft.number}/{page}" for page in ("", "subject/", "contact/", "fulfilment/", "commitment/")),
        f"/apply/{draft.number}/rectification/",
        "/cases/", f"/cases/{case.number}/", f"/cases/{case.number}/withdraw/", "/inbox/", "/inbox/settings/",
    ]  # fmt: skip
    desk = ["/work/", f"/work/{case.number}/", "/work/settings/"]
    return (
        [(None, each) for each in public]
        + [(company, each) for each in own]
        + [(reviewer, each) for each in desk]
    )


def main() -> int:
    heaviest = 0
    with transaction.atomic():
        day = Day(WallClock())
        day.today = timezone.localdate()
        for user, path in pages(founded(day), day.today):
            client = Client(SERVER_NAME="localhost")
            if user:
                client.force_login(user)
            parts = weight(client, path)
            total, own = sum(parts.values()), parts[path]
            heaviest = max(heaviest, total)
            print(f"{total / 1000:>8.1f} KB   page {own / 1000:>6.1f} KB   {len(parts):>2} requests   {path}")
        transaction.set_rollback(True)
    print(f"{heaviest / 1000:>8.1f} KB   the heaviest; the limit is {LIMIT / 1000:.0f} KB")
    return 1 if heaviest > LIMIT else 0


if __name__ == "__main__":
    sys.exit(main())
