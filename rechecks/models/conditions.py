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


@demands(_("Another person of the office is named to decide on the explanation."))
def settled_by_the_named_person(case: Any) -> bool:
    return case.moving_by.pk == case.order_to_correct.settler.pk


def proposal_of(case: Any) -> Any:
    """What the department proposes to do, if it has proposed anything."""
    return getattr(case, "proposal", None)


@demands(_("Nobody of the department has proposed this correction yet."))
def correction_is_proposed(case: Any) -> bool:
    return proposal_of(case) is not None


@demands(_("The subject still has time to state its view; decide when it has, or when the time is over."))
def subject_was_heard(case: Any) -> bool:
    proposal = proposal_of(case)
    if proposal is None or proposal.statement_by is None:
        return False
    return proposal.statement_by < case.moving_on or proposal.statements.exists()


@demands(_("A channel does not show yet what it should."))
def channels_have_followed(case: Any) -> bool:
    return case.channels_show_what_they_should


@demands(_("A further demand of the order was not met with proof yet."))
def further_demands_are_met(case: Any) -> bool:
    return not case.order_to_correct.unmet
