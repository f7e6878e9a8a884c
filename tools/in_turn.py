"""Several commands of manage.py in one process: Django is loaded once, which a start notices.

`python -m tools.in_turn load_rules + load_calendar + import_records FILE`
"""

import os
import sys
import time
from collections.abc import Iterator

import django
from django.core.management import CommandError, call_command, get_commands


def split(words: list[str]) -> Iterator[list[str]]:
    """The commands between the plus signs."""
    command: list[str] = []
    for word in [*words, "+"]:
        if word != "+":
            command.append(word)
        elif command:
            yield command
            command = []


def main(words: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    for name, *arguments in split(words):
        if name not in get_commands():  # TODO: remove when every command of the demo has landed
            print(f"· {name}: not there yet", flush=True)
            continue
        begun = time.monotonic()
        print(f"· {name}", flush=True)
        try:
            call_command(name, *arguments)
        except CommandError as refusal:
            print(f"{name}: {refusal}", file=sys.stderr, flush=True)
            return refusal.returncode or 1
        print(f"  ({time.monotonic() - begun:.1f} s)", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
