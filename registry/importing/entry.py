"""A row that was read and found fit for the register."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from registry.importing.problems import Problem
from registry.models import Department
from registry.models.records import ObligationKind, PenaltyType

# What a penalty obliges to; the words stand in the record's list of obligations.
OBLIGATIONS = {
    PenaltyType.FINE: (ObligationKind.FINE, "缴纳罚款"),
    PenaltyType.CONFISCATION: (ObligationKind.CONFISCATION, "上缴没收的违法所得、非法财物"),
}


@dataclass(slots=True)
class Row:
    """A row that can enter the register."""

    number: int
    department: Department
    subject_kind: str
    subject_name: str
    uscc: str | None
    id_type: str
    id_number: str
    id_index: str | None
    other_codes: dict[str, str]
    legal_representative: str
    document_number: str
    document_key: str
    decided_on: date
    title: str
    facts: str
    basis: str
    content: str
    penalty_types: tuple[str, ...]
    fine: Decimal | None
    confiscated: Decimal | None
    licence: str
    ban_until: date | None
    valid_until: date | None
    source_unit: str
    source_uscc: str
    remark: str
    severity: str
    severity_basis: str
    row_hash: str = ""
    warnings: list[Problem] = field(default_factory=list)

    @property
    def subject_key(self) -> str:
        return self.uscc or self.id_index or ""

    def digest(self) -> str:
        """What the row says, however it was written: equal rows have equal digests."""
        said = (
            self.subject_kind, self.subject_name, self.subject_key, self.id_type, sorted(self.other_codes.items()),
            self.legal_representative, self.document_number, self.decided_on, self.title, self.facts, self.basis,
            self.content, self.penalty_types, self.fine, self.confiscated, self.licence, self.valid_until,
            self.source_unit, self.source_uscc, self.remark, self.severity,
        )  # fmt: skip
        return hashlib.sha256(repr(said).encode()).hexdigest()

    def obligations(self) -> list[tuple[str, str, Decimal | None]]:
        """Kind, words and amount of what the penalty obliges to; whether it is done is not known yet."""
        return obliged(self.penalty_types, self.fine, self.confiscated)


def obliged(
    types: Collection[str], fine: Decimal | None, confiscated: Decimal | None
) -> list[tuple[str, str, Decimal | None]]:
    """Kind, words and amount of what penalties of these types oblige to."""
    amounts = {PenaltyType.FINE: fine, PenaltyType.CONFISCATION: confiscated}
    return [(*OBLIGATIONS[each], amounts[each]) for each in OBLIGATIONS if each in types]
