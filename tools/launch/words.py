"""What the launcher says: every trouble in Chinese and English, each with what to do."""

import contextlib
import sys
import time
from collections.abc import Iterator


class Trouble(Exception):
    """Something the person at the terminal can mend; shown as one sentence in each language."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en

    def __str__(self) -> str:
        return f"{self.zh}\n{self.en}"


def say(text: str) -> None:
    """Print one line at once, also into a pipe."""
    print(text, flush=True)


@contextlib.contextmanager
def step(zh: str, en: str) -> Iterator[None]:
    """Name a step when it begins and print the seconds it took when it ends."""
    begun = time.monotonic()
    print(f"· {zh} · {en} ", end="", flush=True)
    try:
        yield
    except BaseException:
        print("✗", flush=True)
        raise
    print(f"({time.monotonic() - begun:.1f} s)", flush=True)


def complain(trouble: Trouble) -> None:
    """Show a trouble on standard error, where scripts expect it."""
    print(f"\n{trouble}", file=sys.stderr, flush=True)
