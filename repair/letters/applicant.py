"""Letters that answer what the applicant does: the commitment signed, the application handed in or taken back."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from notifications.parts import CaseLetter

# What an applicant undertakes; the signing page shows the same sentences as the letter.
UNDERTAKINGS: tuple[str, ...] = (
    "所提交的申请材料和所陈述的事实真实、合法、准确、完整、有效，没有隐瞒或者虚构。",
    "已经纠正上述失信行为，完全履行了有关文书规定的义务，并采取措施防止再次发生。",
    "严格遵守法律、法规、规章和有关规定，依法诚信经营（执业），不再发生同类失信行为。",
    "自觉接受行政机关的监督管理，接受社会监督，对监督中发现的问题及时改正。",
    "如违反上述承诺或者所提交材料虚假，自愿承担相应的法律责任，接受依法撤销信用修复、记入信用记录和失信惩戒的后果。",
    "同意将本承诺书向社会公开。",
)


@dataclass(frozen=True, kw_only=True)
class Commitment(CaseLetter):
    """信用修复承诺书: what the applicant undertakes, publicly, for one record."""

    kind: ClassVar[str] = "commitment"
    template: ClassVar[str] = "letters/repair/commitment.html"
    title: ClassVar[str] = "信用修复承诺书"
    series: ClassVar[str] = "信诺"

    signatory: str
    signatory_role: str
    signatory_id: str
    signed_on: date
    signed_by_means: str
    published_on_sites: tuple[str, ...]
    covered_statements: int
    covered_files: int
    covered_digest: str  # of all of them, SHA-256
    undertakings: tuple[str, ...] = UNDERTAKINGS


@dataclass(frozen=True, kw_only=True)
class Receipt(CaseLetter):
    """信用修复申请回执: what was handed in, and when an answer comes."""

    kind: ClassVar[str] = "receipt"
    template: ClassVar[str] = "letters/repair/receipt.html"
    title: ClassVar[str] = "信用修复申请回执"
    series: ClassVar[str] = "信收"

    applied_on: date
    materials: tuple[str, ...]
    accept_by: date | None
    decide_working_days: int | None
    decide_by: date | None
    is_provisional: bool
    phone: str
    platform: str


@dataclass(frozen=True, kw_only=True)
class WithdrawalConfirmed(CaseLetter):
    """撤回信用修复申请确认书: the application is taken back, and what that means."""

    kind: ClassVar[str] = "withdrawal"
    template: ClassVar[str] = "letters/repair/withdrawal.html"
    title: ClassVar[str] = "撤回信用修复申请确认书"
    series: ClassVar[str] = "信撤"

    applied_on: date
    withdrawn_on: date
