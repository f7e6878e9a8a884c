from typing import Any

from django.core.management.base import BaseCommand, CommandError

from rules.reading import BadRuleFile
from rules.services import load_rule_sets


class Command(BaseCommand):
    help = "Loads the rule files; a changed file becomes a new version. Safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = load_rule_sets()
        except BadRuleFile as bad:
            raise CommandError(str(bad)) from bad
        for version in loaded:
            self.stdout.write(f"{version.instrument} v{version.ordinal} {version.sha256[:12]}")
        self.stdout.write(f"{len(loaded)} new rule set versions.")
