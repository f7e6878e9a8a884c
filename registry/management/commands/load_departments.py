"""Load the departments of a file into the register."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from registry import departments


class Command(BaseCommand):
    help = "Load departments (认定单位) from a JSON file; without a file, the ones that are shipped."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, default=departments.SHIPPED)

    @transaction.atomic
    def handle(self, *, file: Path, **options):
        try:
            loaded = departments.load(departments.read(file))
        except departments.DepartmentsFileError as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        self.stdout.write(
            f"单位 departments: 新增 created {loaded.created}, 更新 updated {loaded.updated}, "
            f"未变 unchanged {loaded.unchanged}"
        )
