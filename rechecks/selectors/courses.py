"""The courses as the credit office sees them: each version by its state, and which rules ask for a training."""

from dataclasses import dataclass
from datetime import date

from rechecks.models import CourseDraft
from registry.models.subjects import SubjectKind
from repair.models import CourseVersion
from repair.training.course import Course
from repair.training.reading import BadCourseFile, read_content
from rules.services import current_library

TRAINING = "training"


@dataclass(frozen=True)
class Demand:
    """A rule set that asks for a training, by its clause."""

    title: str
    clause: str
    set_id: str


@dataclass(frozen=True)
class ListedVersion:
    """One version of a course and how it stands on a day."""

    version: CourseVersion
    state: str  # "offered", "to_come", "replaced" or "expired"


@dataclass(frozen=True)
class ListedCourse:
    """One course with its versions, the newest first."""

    id: str
    versions: list[ListedVersion]
    demands: list[Demand]

    @property
    def last(self) -> CourseVersion:
        return self.versions[0].version


def listed_courses(on: date) -> list[ListedCourse]:
    """Every course with all its versions."""
    rows: dict[str, list[CourseVersion]] = {}
    for row in CourseVersion.objects.select_related("release__released_by").order_by("course", "-ordinal"):
        rows.setdefault(row.course, []).append(row)
    demands = demands_of_training(on)
    return [_listed(course, versions, demands, on) for course, versions in rows.items()]


def _listed(course: str, rows: list[CourseVersion], demands: list[Demand], on: date) -> ListedCourse:
    counts = any(row.as_written.counts_as_training for row in rows[:1])
    listed = [ListedVersion(row, state) for row, state in zip(rows, states(rows, on), strict=True)]
    return ListedCourse(course, listed, demands if counts else [])


def states(rows: list[CourseVersion], on: date) -> list[str]:
    """How each version of a course stands on a day; the newest comes first."""
    begun = [row.ordinal for row in rows if row.takes_effect_on is None or row.takes_effect_on <= on]
    newest = max(begun, default=0)
    return [_state(row, newest, on) for row in rows]


def _state(row: CourseVersion, newest: int, on: date) -> str:
    if row.ordinal > newest:
        return "to_come"
    if row.ordinal < newest:
        return "replaced"
    return "expired" if row.expires_on and row.expires_on < on else "offered"


def demands_of_training(on: date) -> list[Demand]:
    """The rule sets in force that make a training a condition; the credit office cannot."""
    found = []
    for instrument in current_library().instruments:
        if not instrument.in_force(on):
            continue
        for place, figure in instrument.all_figures():
            ended = figure.until is not None and figure.until < on
            if (
                place.startswith(("latitude.", "principles."))
                or place.rpartition(".")[2] != TRAINING
                or ended
            ):
                continue
            found.append(Demand(instrument.title, figure.clause, instrument.id))
    return found


def open_drafts() -> list[CourseDraft]:
    return list(CourseDraft.objects.open().select_related("drafted_by", "based_on").order_by("-pk"))


def as_read(draft: CourseDraft) -> Course | None:
    """A draft as a course; nothing while too little of it is written to be one."""
    try:
        return read_content(draft.said, draft.course)
    except BadCourseFile:
        return None


def audience_names(audience: frozenset[str]) -> list[str]:
    """Kinds of subject in the order in which they are listed everywhere."""
    return [str(label) for kind, label in SubjectKind.choices if kind in audience]
