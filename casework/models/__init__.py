from casework.models.cases import Case, Desk, LegalStep, NumberSeries
from casework.models.correction import RecordCorrection, Withdrawal, WithdrawalKind
from casework.models.effects import ChannelOrder, Effect, EffectKind, OrderKind
from casework.models.events import CaseEvent
from casework.models.evidence import EvidenceFile, EvidenceLook
from casework.models.looks import CaseLook, LookPurpose
from casework.models.removal import ChannelReceipt, Removal
from casework.models.restoration import ApplicationBar, Restoration

__all__ = [
    "ApplicationBar",
    "Case",
    "CaseEvent",
    "CaseLook",
    "ChannelOrder",
    "ChannelReceipt",
    "Desk",
    "Effect",
    "EffectKind",
    "EvidenceFile",
    "EvidenceLook",
    "LegalStep",
    "LookPurpose",
    "NumberSeries",
    "OrderKind",
    "RecordCorrection",
    "Removal",
    "Restoration",
    "Withdrawal",
    "WithdrawalKind",
]
