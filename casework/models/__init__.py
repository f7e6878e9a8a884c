from casework.models.cases import Case, Desk, LegalStep, NumberSeries
from casework.models.events import CaseEvent
from casework.models.evidence import EvidenceFile, EvidenceLook
from casework.models.removal import ChannelReceipt, Removal

__all__ = [
    "Case",
    "CaseEvent",
    "ChannelReceipt",
    "Desk",
    "EvidenceFile",
    "EvidenceLook",
    "LegalStep",
    "NumberSeries",
    "Removal",
]
