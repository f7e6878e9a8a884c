from repair.selectors.cases import CaseFile, case_file, commitments_of
from repair.selectors.published import published_commitment
from repair.selectors.queue import Queue, queue
from repair.selectors.records import Answer, RecordCard, card_of, cards_of, others_to_apply_for

__all__ = [
    "Answer",
    "CaseFile",
    "Queue",
    "RecordCard",
    "card_of",
    "cards_of",
    "case_file",
    "commitments_of",
    "others_to_apply_for",
    "published_commitment",
    "queue",
]
