"""Create the accounts of the demonstration."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from repair.demo.people import settle


class Command(BaseCommand):
    help = "Create the invented people of the demonstration; refuses to run in production."

    def handle(self, **options) -> None:
        if settings.ENVIRONMENT == "production":
            raise CommandError(
                "演示账号不能建在正式系统里。 / Demo accounts do not go into a production system."
            )
        people = settle(timezone.localdate())
        self.stdout.write(f"演示账号 demo accounts: {len(people)}")
