"""Note what the register of entities says of one: in business, or cancelled."""

from django.core.management.base import BaseCommand, CommandError

from registry.models import Subject
from registry.models.subjects import Standing


class Command(BaseCommand):
    help = "Note the status of an entity (在业 active / 注销 cancelled), by its unified social credit code."

    def add_arguments(self, parser):
        parser.add_argument("uscc")
        parser.add_argument("standing", choices=[each for each in Standing.values if each])

    def handle(self, *, uscc: str, standing: str, **options):
        if not Subject.objects.filter(uscc=uscc.strip().upper()).update(standing=standing):
            raise CommandError(f"没有这个主体 no such entity: {uscc}")
