from typing import Any

from django.core.management.base import BaseCommand

from rules.services import seed_calendar


class Command(BaseCommand):
    help = "Enters the working calendar as shipped; days and years that are there stay as the office edited them."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{seed_calendar()} new calendar days.")
