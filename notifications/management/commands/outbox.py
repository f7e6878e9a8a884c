"""Look at the outbox, deliver it without a worker, or bring back what was given up."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db.models import Count
from django.test.utils import override_settings

from notifications import outbox
from notifications.delivery import HANDLERS
from notifications.models import Outgoing


class Command(BaseCommand):
    help = (
        "Show the outbox; --deliver works it off in this process, --retry-dead brings back what was given up."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--deliver", action="store_true", help="draw and send what is due, then stop")
        parser.add_argument("--retry-dead", action="store_true", help="try again what was given up")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["retry_dead"]:
            self.stdout.write(f"{outbox.retry_dead()} rows are queued again.")
        if options["deliver"]:
            with override_settings(LETTERS_RENDER_ANYWHERE=True):
                self.stdout.write(f"{outbox.relay(HANDLERS, seconds=3600)} rows delivered.")
        for row in Outgoing.objects.values("state").annotate(rows=Count("pk")).order_by("state"):
            self.stdout.write(f"{row['state']}: {row['rows']}")
