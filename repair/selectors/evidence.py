"""Evidence files beside the record: what they say, and what does not fit."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from casework.evidence.reading import amount_in, document_number_in, paid_on, payer_in, same_number
from casework.models import Case, EvidenceFile
from casework.models.evidence import Purpose
from registry.models import Record
from repair.models import FulfilmentStatement, RepairCase


@dataclass(frozen=True)
class Reading:
    """What a paper says of the three things that are compared; empty where it says nothing."""

    number: str = ""
    amount: Decimal | None = None
    payer: str = ""
    paid_on: date | None = None


def files_of(case: Case) -> list[EvidenceFile]:
    """Every file that stands, in the order it came."""
    found = EvidenceFile.objects.standing().filter(case_id=case.pk)
    return list(found.select_related("obligation").order_by("pk"))


def handed_in(case: Case) -> list[EvidenceFile]:
    """What the department has of it; its own proofs it has before they leave with its answer."""
    return [file for file in files_of(case) if file.handed_in_on or file.purpose == Purpose.ANSWER]


def reading_of(record: Record, text: str, amount: Decimal | None) -> Reading:
    return Reading(
        number=document_number_in(text, record.document_number),
        amount=amount_in(text, amount) if amount is not None else None,
        payer=payer_in(text, record.subject.name),
        paid_on=paid_on(text),
    )


def other_number(record: Record, text: str) -> str:
    """The document number a text names instead of the record's."""
    found = document_number_in(text, record.document_number)
    return found if found and not same_number(found, record.document_number) else ""


def too_early(record: Record, text: str) -> bool:
    """Whether the day of payment lies before the decision."""
    day = paid_on(text)
    return day is not None and day < record.decided_on


def papers_on(case: RepairCase, statement: FulfilmentStatement, files: list[EvidenceFile]) -> str:
    """The stated proof and the text of the files on its obligation, read together."""
    about = [
        file.text
        for file in files
        if file.purpose == Purpose.FULFILMENT and file.obligation_id == statement.obligation_id
    ]
    return "\n".join([*about, statement.proof])
