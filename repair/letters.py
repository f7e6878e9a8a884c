"""The letters of a repair case: exactly the facts each one states."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from notifications.letters import LetterFacts

# What an applicant undertakes; the signing page shows the same sentences as the letter.
UNDERTAKINGS: tuple[str, ...] = (
    "所提交的申请材料和所陈述的事实真实、合法、准确、完整、有效，没有隐瞒或者虚构。",
    "已经纠正上述失信行为，完全履行了有关文书规定的义务，并采取措施防止再次发生。",
    "严格遵守法律、法规、规章和有关规定，依法诚信经营（执业），不再发生同类失信行为。",
    "自觉接受行政机关的监督管理，接受社会监督，对监督中发现的问题及时改正。",
    "如违反上述承诺或者所提交材料虚假，自愿承担相应的法律责任，接受依法撤销信用修复、记入信用记录和失信惩戒的后果。",
    "同意将本承诺书向社会公开。",
)


@dataclass(frozen=True)
class Finding:
    """One condition that is met, with the clause it stands on."""

    words: str
    cites: str


@dataclass(frozen=True)
class Commitment(LetterFacts):
    """信用修复承诺书: what the applicant undertakes, publicly, for one record."""

    kind: ClassVar[str] = "commitment"
    template: ClassVar[str] = "letters/repair/commitment.html"
    title: ClassVar[str] = "信用修复承诺书"
    series: ClassVar[str] = "信诺"

    case_number: str
    subject: str
    subject_id_kind: str
    subject_id: str
    is_person: bool
    record_department: str
    document_number: str
    decided_on: date
    signatory: str
    signatory_role: str
    signatory_id: str
    signed_on: date
    signed_by_means: str
    published_on_sites: tuple[str, ...]
    undertakings: tuple[str, ...] = UNDERTAKINGS


@dataclass(frozen=True)
class RepairGranted(LetterFacts):
    """准予信用修复决定书: the decision of the department that identified the record."""

    kind: ClassVar[str] = "repair_granted"
    template: ClassVar[str] = "letters/repair/granted.html"
    title: ClassVar[str] = "准予信用修复决定书"
    series: ClassVar[str] = "信修"

    case_number: str
    subject: str
    subject_id_kind: str
    subject_id: str
    is_person: bool
    record_kind: str
    document_number: str
    record_department: str
    decided_on: date
    severity_label: str
    applied_on: date
    accepted_on: date
    facts_found: str
    conditions: tuple[Finding, ...]
    cites: tuple[str, ...]
    effective_on: date
    remove_working_days: int | None = None
    measures: tuple[str, ...] = ()
