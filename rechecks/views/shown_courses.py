"""What came of a version of a course, as its page says it: each share beside what it is a share of."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from rechecks.figures import SMALL
from rechecks.figures.courses import Counted, counted, hardest
from repair.models import CourseVersion

HARDEST, WHOLE = 10, 100


@dataclass(frozen=True)
class Shown:
    """A number, with its share where enough is there to make one."""

    label: str
    value: str
    share: str


def figures_of(version: CourseVersion) -> list[Shown]:
    """How many began, came to the end, passed, and passed at once."""
    found: Counted = counted(version)
    return [
        Shown(_("Began to learn"), str(found.started), ""),
        _part(_("Answered all questions"), found.finished, found.started),
        _part(_("Passed at all"), found.passed, found.finished),
        _part(_("Passed at the first try"), found.at_first_try, found.finished),
    ]


def _part(label: str, part: int, whole: int) -> Shown:
    return Shown(label, f"{part}/{whole}" if whole else "0", share(part, whole) if whole else "")


def share(part: int, whole: int) -> str:
    """A percentage; of a few no share is made."""
    return f"{WHOLE * part / whole:.1f}%" if whole >= SMALL else _("few cases")


def hard_questions(version: CourseVersion) -> list[tuple[str, Shown]]:
    """The questions that are most often answered wrongly."""
    words = {each.id: each.text for each in version.as_written.questions}
    return [
        (words[each.question], _part("", each.wrong, each.answered)) for each in hardest(version)[:HARDEST]
    ]
