"""The certificate of a course: whoever acted for the subject has passed its questions."""

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
