from repair.services.apply import (
    answer_supplement,
    confirm_training,
    start,
    start_together,
    state_fulfilment,
    submit,
    withdraw,
)
from repair.services.classes import ask_for_class, decide_class
from repair.services.commitment import ready_to_sign, sign_commitment
from repair.services.decide import (
    accept,
    approve,
    ask_supplement,
    claim,
    countersign,
    decline,
    extend,
    judge,
    propose_refusal,
    release,
    send_back,
)
from repair.services.desk import (
    assign,
    delegate,
    end_delegation,
    remind,
    take_over,
    take_over_from_who_is_away,
)
from repair.services.finish import complete_if_gone, lapse, meet_period
from repair.services.other_matter import end_in_favour, follow_correction, go_on_after, pause_for
from repair.services.prepare import enact, issue_prepared, take_back
from repair.services.preview import preview_letter
from repair.services.steps import Step, take
from repair.services.talk import answer_question, ask_applicant
from repair.services.transfer import accept_transfer, propose_transfer, return_transfer, settle_transfer

__all__ = [
    "Step",
    "accept",
    "accept_transfer",
    "answer_question",
    "answer_supplement",
    "approve",
    "ask_applicant",
    "ask_for_class",
    "ask_supplement",
    "assign",
    "claim",
    "complete_if_gone",
    "confirm_training",
    "countersign",
    "decide_class",
    "decline",
    "delegate",
    "enact",
    "end_delegation",
    "end_in_favour",
    "extend",
    "follow_correction",
    "go_on_after",
    "issue_prepared",
    "judge",
    "lapse",
    "meet_period",
    "pause_for",
    "preview_letter",
    "propose_refusal",
    "propose_transfer",
    "ready_to_sign",
    "release",
    "remind",
    "return_transfer",
    "send_back",
    "settle_transfer",
    "sign_commitment",
    "start",
    "start_together",
    "state_fulfilment",
    "submit",
    "take",
    "take_back",
    "take_over",
    "take_over_from_who_is_away",
    "withdraw",
]
