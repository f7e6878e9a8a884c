"""Letters that decide: not taken up, the result, the result of the re-check, the correction made public."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from notifications.parts import Finding, Remedies
from objections.letters.parts import Answered, ObjectionLetter, ResultLetter, Review


@dataclass(frozen=True, kw_only=True)
class NotAccepted(ObjectionLetter):
    """信用信息异议不予受理通知书: why the objection is not taken up, and what can be done about it."""

    kind: ClassVar[str] = "objection_not_accepted"
    template: ClassVar[str] = "letters/objections/not_accepted.html"
    title: ClassVar[str] = "信用信息异议不予受理通知书"
    series: ClassVar[str] = "异不受"

    reasons: tuple[Finding, ...]
    cites: tuple[str, ...]
    effects_ended: tuple[str, ...]
    remedies: Remedies


@dataclass(frozen=True, kw_only=True)
class Result(ResultLetter):
    """信用信息异议处理结果告知书: every point with what it said, what was claimed, the answer, reason, proof and clause."""

    kind: ClassVar[str] = "objection_result"
    template: ClassVar[str] = "letters/objections/result.html"
    title: ClassVar[str] = "信用信息异议处理结果告知书"
    series: ClassVar[str] = "异结"

    accepted_on: date
    effects_ended: tuple[str, ...]
    review: Review | None
    platform: str


@dataclass(frozen=True, kw_only=True)
class ReviewResult(ResultLetter):
    """信用信息异议复核结果告知书: whether the result stands, by somebody who had no part in it; one round."""

    kind: ClassVar[str] = "objection_review"
    template: ClassVar[str] = "letters/objections/review.html"
    title: ClassVar[str] = "信用信息异议复核结果告知书"
    series: ClassVar[str] = "异复"

    asked_on: date
    first_letter: str
    first_outcome: str
    first_on: date
    organ: str = ""  # the organ above, where the rules name one, and its document
    document: str = ""
    document_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class CorrectionNotice(ObjectionLetter):
    """失信信息更正公告: where a wrong record was shown, everybody may read that it was wrong."""

    kind: ClassVar[str] = "correction_notice"
    template: ClassVar[str] = "letters/objections/correction_notice.html"
    title: ClassVar[str] = "失信信息更正公告"
    series: ClassVar[str] = "异更"

    corrections: tuple[Answered, ...]
    is_void: bool
    corrected_on: date
    shown_on_sites: tuple[str, ...]
