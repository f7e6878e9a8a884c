from objections.services.answering import AnswerDraft, answer
from objections.services.evidence import attach, attach_answer, detach, missing_papers
from objections.services.filing import (
    ClaimDraft,
    RepairRuns,
    answer_request,
    ask_review,
    begin,
    change_kind,
    claim_fields,
    file,
    state,
    withdraw,
)
from objections.services.finishing import close_what_has_followed
from objections.services.nightly import run_nightly
from objections.services.office import (
    accept,
    ask_evidence,
    correct_copy,
    decline,
    extend_check,
    forward,
    settle,
)
from objections.services.reviewing import review
from objections.services.verifying import (
    ask_party,
    claim,
    conclude,
    confirm_dismissal,
    extend,
    misroute,
    release,
    send_back,
)

__all__ = [
    "AnswerDraft",
    "ClaimDraft",
    "RepairRuns",
    "accept",
    "answer",
    "answer_request",
    "ask_evidence",
    "ask_party",
    "ask_review",
    "attach",
    "attach_answer",
    "begin",
    "change_kind",
    "claim",
    "claim_fields",
    "close_what_has_followed",
    "conclude",
    "confirm_dismissal",
    "correct_copy",
    "decline",
    "detach",
    "extend",
    "extend_check",
    "file",
    "forward",
    "misroute",
    "missing_papers",
    "release",
    "review",
    "run_nightly",
    "send_back",
    "settle",
    "state",
    "withdraw",
]
