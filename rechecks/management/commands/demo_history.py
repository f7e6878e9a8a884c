"""Make a year of invented cases for the demonstration."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from rechecks.demo.history import make_history


class Command(BaseCommand):
    help = "Make a year of invented cases, through the services; once, and never in production."

    def handle(self, **options: Any) -> None:
        if settings.ENVIRONMENT == "production":
            raise CommandError("正式系统不作演示。 / No invented cases in a production system.")
        self.stdout.write(f"合成案件 invented cases: {make_history(timezone.localdate())}")
