from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from repair.services.training import load_courses
from repair.training.reading import COURSES, BadCourseFile


class Command(BaseCommand):
    help = "Publishes the course files; a changed file becomes a new version. Safe to run again."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument(
            "--folder", type=Path, default=COURSES, help="folder with *.toml; default: as shipped"
        )

    def handle(self, *, folder: Path, **options: Any) -> None:
        try:
            published = load_courses(folder)
        except BadCourseFile as bad:
            raise CommandError(str(bad)) from bad
        for version in published:
            self.stdout.write(f"{version.course} v{version.ordinal} {version.sha256[:12]}")
        self.stdout.write(f"{len(published)} new course versions.")
