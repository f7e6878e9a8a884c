"""Run every stored assessment again and report any difference."""

import json
import sys
from dataclasses import asdict

from django.core.management.base import BaseCommand

from repair.replay import replay_all


class Command(BaseCommand):
    help = (
        "Run all stored assessments again under the rule versions they name. One JSON line per difference; "
        "exit status 0 if there is none, 1 otherwise."
    )

    def handle(self, **options) -> None:
        cases = differing = 0
        for _case, differences in replay_all():
            cases += 1
            differing += bool(differences)
            for each in differences:
                self.stdout.write(json.dumps(asdict(each), ensure_ascii=False))
        self.stderr.write(f"重算 replayed {cases}，不一致 differing {differing}")
        if differing:
            sys.exit(1)
