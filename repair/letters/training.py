"""The certificates of a course: somebody has passed its questions for the subject, or was there and passed."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from notifications.letters import LetterFacts


@dataclass(frozen=True, kw_only=True)
class TrainingPassed(LetterFacts):
    """诚信教育合格证书: which course, in which version, by whom, for whom, and until when it holds."""

    kind: ClassVar[str] = "training"
    template: ClassVar[str] = "letters/repair/training.html"
    title: ClassVar[str] = "诚信教育合格证书"
    series: ClassVar[str] = "信训"

    subject: str
    subject_id_kind: str
    subject_id: str
    is_person: bool
    learner: str
    course: str
    course_version: int
    minutes: int
    given_by: str
    score: int
    asked: int
    pass_mark: int
    passed_on: date
    valid_until: date


@dataclass(frozen=True, kw_only=True)
class TrainingAttended(LetterFacts):
    """诚信教育合格证书（线下培训）: who took part where, when and with whom, and until when it holds."""

    kind: ClassVar[str] = "training_attended"
    template: ClassVar[str] = "letters/repair/training_attended.html"
    title: ClassVar[str] = "诚信教育合格证书（线下培训）"
    series: ClassVar[str] = "信训"

    subject: str
    subject_id_kind: str
    subject_id: str
    is_person: bool
    learner: str
    course: str
    course_version: int
    held_on: date
    held_by: str
    place: str
    hours: str
    valid_until: date
