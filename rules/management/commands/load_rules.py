from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rules.reading import BadRuleFile
from rules.services import kept_back, load_rule_sets


class Command(BaseCommand):
    help = "Loads the rule files; a changed file becomes a new version. Safe to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--over", action="append", default=[], metavar="ID",
            help="load the changed file of this instrument over what the credit office has released",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = load_rule_sets(over=options["over"])
        except BadRuleFile as bad:
            raise CommandError(str(bad)) from bad
        for version in loaded:
            self.stdout.write(f"{version.instrument} v{version.ordinal} {version.sha256[:12]}")
        self.stdout.write(f"{len(loaded)} new rule set versions.")
        for release in kept_back():
            self.stderr.write(
                f"{release.instrument}: the file has changed, but the credit office released version "
                f"{release.ordinal} (from {release.takes_effect_on}), which stands. "
                f"To load the file over it: --over {release.instrument}"
            )
