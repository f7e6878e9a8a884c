"""The names under which a rule file states what holds for objections, and what each may say."""

from enum import StrEnum


class ObjectionKind(StrEnum):
    """What is said to be wrong with a record."""

    WRONG_CONTENT = "wrong_content"
    OMISSION = "omission"
    DUPLICATE = "duplicate"
    NOT_PUBLISHABLE = "not_publishable"
    OVERDUE = "overdue"
    CLASS_OR_PERIOD = "class_or_period"
    DIFFERS_FROM_DECISION = "differs_from_decision"
    REPAIR_RESULT = "repair_result"
    PRIVACY = "privacy"
    MISATTRIBUTED = "misattributed"


class Receiver(StrEnum):
    """With whom an objection is lodged; what binds one says nothing about another."""

    PLATFORM = "platform"
    CREDIT_BUREAU = "credit_bureau"


TERMS = frozenset({
    "accept_working_days",  # from the filing
    "mark_working_days",  # from what `mark_from` names
    "own_check_working_days",  # these four and the whole: from what `terms_from` names
    "forward_working_days",
    "correct_mismatch_working_days",
    "total_working_days",
    "extended_total_working_days",  # the whole, once extended
    "extension_working_days",  # on top of the provider's term
    "provider_working_days",  # from the forwarding
    "no_answer_after_working_days",  # from the end of the provider's term
    "correct_working_days",  # from the answer
    "withdraw_working_days",  # from the result that the record is void
    "review_request_days",  # from the result
    "review_working_days",  # from the request
    "review_total_working_days",  # the same, once extended
    "reopening_notice_working_days",  # from the notice to the subject until a deleted record may come back
    "agency_working_days",  # what binds a credit service agency that is asked itself: kept, never asked for here
})  # fmt: skip

# Settings of the office that stand with repair and hold for objections as well, where nothing nearer says otherwise.
HELD_IN_COMMON = frozenset({
    "supplement_answer_working_days", "supplement_rounds", "transfer_answer_working_days",
    "reconsideration_days", "litigation_months",
})  # fmt: skip

YES_OR_NO = frozenset({"yes", "no"})
BEGINS = frozenset({"no", "filing", "acceptance", "forwarded"})

WORDS = {
    "mark": YES_OR_NO,
    "mark_from": frozenset({"filing", "acceptance"}),
    "terms_from": frozenset({"filing", "acceptance"}),
    "suspend_disclosure": BEGINS,
    "suspend_sanctions": BEGINS,
    "statement_shown": YES_OR_NO,
    "unverifiable": frozenset({"keep", "end_disclosure", "delete"}),
    "no_answer": frozenset({"none", "unverifiable"}),
    "contest_mark": YES_OR_NO,
    "contest_pauses_publication": YES_OR_NO,
    "review_by": frozenset({"provincial", "superior", "office", "none"}),
    "supplement_stops_clock": YES_OR_NO,
    "testing_stops_clock": YES_OR_NO,
}
