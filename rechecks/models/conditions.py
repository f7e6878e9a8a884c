"""Named conditions of the steps of a recheck; each carries the sentence shown when it is not met."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.policy import demands
from rechecks.models.findings import AT_FAULT, Verdict


@demands(_("Save a first finding before the outcome is shown."))
def a_finding_is_saved(case: Any) -> bool:
    last = case.last_finding
    return last is not None and last.by_id == case.checker_id


@demands(_("The original outcome is shown already."))
def outcome_is_hidden(case: Any) -> bool:
    return case.revealed_on is None


@demands(_("Look at the original outcome before you conclude."))
def outcome_is_shown(case: Any) -> bool:
    return case.revealed_on is not None


def _last_says(*verdicts: str, words: Any) -> Any:
    def condition(case: Any) -> bool:
        last = case.last_finding
        return last is not None and last.verdict in verdicts

    condition.words = words  # type: ignore[attr-defined]
    return condition


finding_is_correct = _last_says(Verdict.CORRECT, words=_("The finding does not say that all was correct."))
finding_is_a_fault = _last_says(*AT_FAULT, words=_("The finding names no wrong or missed repair."))
finding_is_wrong_repair = _last_says(
    Verdict.WRONGLY_REPAIRED, words=_("The finding does not say that the record was wrongly repaired.")
)
finding_is_missed = _last_says(Verdict.MISSED, words=_("The finding does not say that a repair was missed."))


@demands(_("What is still shown cannot be wrongly repaired, and what is gone cannot be missed."))
def finding_fits_the_outcome(case: Any) -> bool:
    last, went = case.last_finding, case.record_went
    return (
        last is None or went is None or last.verdict == (Verdict.WRONGLY_REPAIRED if went else Verdict.MISSED)
    )


@demands(_("This finding waits for a second person already."))
def nothing_is_proposed(case: Any) -> bool:
    return case.proposed_by_id is None


@demands(_("No finding waits for a second person."))
def finding_is_proposed(case: Any) -> bool:
    return case.proposed_by_id is not None


@demands(_("Only a record that was wrongly repaired is shown again after a hearing."))
def was_wrongly_repaired(case: Any) -> bool:
    return case.verdict == Verdict.WRONGLY_REPAIRED


@demands(_("Only a missed repair is corrected without a hearing."))
def was_missed(case: Any) -> bool:
    return case.verdict == Verdict.MISSED
