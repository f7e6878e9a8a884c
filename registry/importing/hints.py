"""What an office is reminded of beside rows that are good: nothing here keeps a row out."""

from datetime import date, timedelta

from registry.importing.entry import Row
from registry.importing.judging import Judged
from registry.importing.problems import Problem
from registry.models.subjects import SubjectKind
from rules.calendar import WorkCalendar
from rules.facts import Facts
from rules.library import Library, NoRuleSet
from rules.terms import Figure

TERM = "publish_working_days"


def publication_term(library: Library, on: date) -> Figure | None:
    """Within how many working days of the decision it is to be published, as the rules say."""
    try:
        return library.governing(Facts(), on).figure(TERM)
    except NoRuleSet:
        return None


class Hints:
    """Hints about new records, as of one day."""

    def __init__(self, library: Library, calendar: WorkCalendar, on: date):
        term = publication_term(library, on)
        self.days = int(term.value) if term else 0
        self.late_until = _last_late_day(calendar, self.days, on) if term else date.min

    def of(self, row: Row, judged: Judged, codes: dict[str, str]) -> list[Problem]:
        found = []
        if not judged.severity:
            found.append(Problem(codes.get("severity", "ROW"), "class_missing"))
        if row.decided_on <= self.late_until:
            field = codes["decided_on"]
            found.append(Problem(field, "published_late", row.decided_on.isoformat(), days=self.days))
        if row.subject_kind == SubjectKind.NATURAL_PERSON:
            found.append(Problem(codes["id_number"], "natural_person"))
        return found


def _last_late_day(calendar: WorkCalendar, days: int, on: date) -> date:
    """The last day on which a decision is more than so many working days old."""
    day = on
    while calendar.after(day, days) >= on:
        day -= timedelta(days=1)
    return day
