"""What a checker writes down, and what has to be said with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.errors import CaseError
from rechecks.models import Finding, Mark, Point
from rechecks.models.findings import AT_FAULT

NOT_SAID = _("Say of every point whether it is in order")


@dataclass(frozen=True)
class Said:
    """What a checker writes down; a blind finding leaves out everything from the verdict on."""

    assessed: str
    points: Mapping[str, tuple[str, str]]  # the point: its mark, and a note
    facts: str = ""
    clause: str = ""
    suggestion: str = ""
    verdict: str = ""
    procedural_fault: bool = False
    gravity: str = ""
    reason: str = ""

    def columns(self) -> dict[str, Any]:
        return {
            "assessed": self.assessed, "verdict": self.verdict, "procedural_fault": self.procedural_fault,
            "clause": self.clause.strip(), "gravity": self.gravity, "facts": self.facts.strip(),
            "suggestion": self.suggestion.strip(), "reason": self.reason.strip(),
            "points": {point: {"answer": mark, "note": note.strip()} for point, (mark, note) in self.points.items()},
        }  # fmt: skip


def is_complete(said: Said, points: tuple[Point, ...]) -> None:
    """Raises with words, on the field that lacks something."""
    for point in points:
        _says_of(point, *said.points.get(point, ("", "")))
    if set(said.points) != set(points):
        raise CaseError(NOT_SAID)
    wanted = ("facts", "clause", "gravity") if said.verdict in AT_FAULT else ()
    for name in wanted:
        if not getattr(said, name).strip():
            raise CaseError(_("A fault needs its facts, its clause and its gravity"), field=name)
    if said.procedural_fault and not said.facts.strip():
        raise CaseError(_("Say which step of the procedure was at fault"), field="facts")


def _says_of(point: Point, mark: str, note: str) -> None:
    if mark not in Mark.values:
        raise CaseError(NOT_SAID, field=f"point_{point}")
    if mark == Mark.NOT_OK and not note.strip():
        raise CaseError(_("Say what is not in order"), field=f"note_{point}")


def says_why_it_changed(said: Said, before: Finding) -> None:
    """Whoever finds something else than before keeps both, with the reason."""
    differs = before.assessed != said.assessed or before.verdict not in ("", said.verdict)
    if differs and not said.reason.strip():
        raise CaseError(_("You find something else than before: say why."), field="reason")
