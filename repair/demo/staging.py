"""What every play needs: numbered steps with the time they took, waiting for the worker, letters that are genuine."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

from django.db.models import QuerySet

from notifications.models import Letter
from repair.demo.visitor import Unexpected, Visitor


class Staging:
    """One play on one site, told line by line."""

    def __init__(self, site: str, on: date, say: Callable[[str], None]) -> None:
        self.site, self.on, self.say = site, on, say
        self.public = Visitor(site)
        self.steps = 0

    @contextmanager
    def step(self, chinese: str, english: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self.steps += 1
        self.say(f"  {self.steps:2}. {chinese} · {english}  ({time.perf_counter() - began:.2f} s)")

    def waits(self, done: Callable[[], bool], *, seconds: int, but: str) -> None:
        """Wait for the worker; `but` says what it did not do in time."""
        until = time.monotonic() + seconds
        while not done():
            if time.monotonic() > until:
                raise Unexpected(f"the worker did not {but} within {seconds} s")
            time.sleep(0.2)

    def letters_are_genuine(self, letters: "QuerySet[Letter]") -> list[Letter]:
        with self.step(
            "文书生成完毕，核验页显示真实有效",
            "the letters are drawn; the verification page finds them genuine",
        ):
            undrawn = letters.filter(rendered_at__isnull=True)
            self.waits(lambda: not undrawn.exists(), seconds=90, but="draw the letters")
            drawn = list(letters.order_by("pk"))
            for letter in drawn:
                page = self.public.reads(f"/v/{letter.code}")
                if page.status != 200 or letter.number not in page.html:
                    raise Unexpected(f"/v/{letter.code}: HTTP {page.status}")
        return drawn
