"""`manage.py merge_departments OLD NEW [--apply]`: show what a merger would move, and with --apply move it."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q
from django.utils import timezone

from casework.errors import CaseError
from rechecks.services.merging import Merger, Moved, merge_departments, plan_merger
from registry.models import Department

WORDS = {
    "open_cases": "open cases that move",
    "asked_of_it": "cases of others that it was asked to take over",
    "handed_on": "of its own that another department is asked to take over (the question stays)",
    "records": "records that move",
    "under_other_rules": "of these under other rules from then on (periods are reckoned anew)",
    "duties": "persons by duty",
    "members": "members",
    "phrases": "phrases of the reasons library",
    "notices": "open supervision notices",
    "below": "departments under it",
}


class Command(BaseCommand):
    help = "Merge a department into its successor. Without --apply nothing is changed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("old", help="unified social credit code or full name of the department that ends")
        parser.add_argument("new", help="the same of the department that takes over")
        parser.add_argument("--apply", action="store_true", help="do it, in one transaction")

    def handle(self, *, old: str, new: str, apply: bool, **options: Any) -> None:
        first, second = _named(old), _named(new)
        try:
            plan = plan_merger(first, second)
            self._shows(plan)
            if not apply:
                self.stdout.write("Nothing has been changed. Run it again with --apply.")
                return
            done = merge_departments(first, second, on=timezone.localdate())
        except CaseError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write("Done:")
        for line in _lines(done):
            self.stdout.write(line)

    def _shows(self, plan: Merger) -> None:
        self.stdout.write(f"{plan.old.name} → {plan.new.name}")
        for line in _lines(plan.moves):
            self.stdout.write(line)
        self.stdout.write(f"  {plan.closed_cases}  closed cases that keep the department that decided them")
        self.stdout.write(f"  {plan.prepared}  decisions not yet out, which their person takes anew")
        for number in plan.known_there:
            self.stdout.write(f"  both have {number}: one of the two has to be withdrawn first")


def _lines(moved: Moved) -> Iterator[str]:
    for each in fields(moved):
        value = getattr(moved, each.name)
        if isinstance(value, tuple):
            value = ", ".join(f"{name} {count}" for name, count in value) or 0
        yield f"  {value}  {WORDS[each.name]}"


def _named(words: str) -> Department:
    try:
        return Department.objects.get(Q(uscc=words) | Q(name=words))
    except Department.DoesNotExist as missing:
        raise CommandError(f"No department has the code or the name {words!r}.") from missing
