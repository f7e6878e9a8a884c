from argparse import ArgumentParser
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from rules.calendar import WorkCalendar
from rules.clock import BrokenEvents, read_clock
from rules.json_lines_command import JsonLinesCommand
from rules.questions import BadField, clock_question
from rules.services import office_calendar
from rules.shipped_calendar import shipped_calendar


class Command(JsonLinesCommand):
    help = "Reads clocks in working days: when each is due, and how it stands."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--calendar",
            choices=["office", "shipped"],
            default="office",
            help="office: as edited in the database, or the shipped one where there is no database (default)",
        )

    def prepare(self, options: Mapping[str, Any]) -> None:
        self.calendar = shipped_calendar() if options["calendar"] == "shipped" else self._office_calendar()

    def _office_calendar(self) -> WorkCalendar:
        try:
            return office_calendar()
        except (DatabaseError, ImproperlyConfigured):
            self.stderr.write("No database: counting with the calendar of the package.")
            return shipped_calendar()

    def answer(self, question: Mapping[str, Any]) -> dict[str, Any]:
        asked = clock_question(question)
        try:
            reading = read_clock(
                self.calendar,
                term_working_days=asked.term_working_days,
                start_on=asked.start_on,
                events=asked.events,
                as_of=asked.as_of,
            )
        except BrokenEvents as broken:
            raise BadField(broken.code, f"events.{broken.index}") from broken
        return {
            "due_on": reading.due_on.isoformat() if reading.due_on else None,
            "used_working_days": reading.used_working_days,
            "left_working_days": reading.left_working_days,
            "state": reading.state,
            "provisional": reading.provisional,
        }
