"""Named conditions of the steps of a repair case; each carries the sentence shown when it is not met.

What the law asks is read from the assessment that the service hands the case before a move; a
condition only asks it, and never counts a day itself.
"""

from django.utils.translation import gettext_lazy as _

from casework.fsm import UNASKED, TransferMark
from casework.policy import demands
from repair.models.covered import covered_by

# A record that another case took along went where that one was settled.
SETTLED = (TransferMark.SETTLE, TransferMark.FOLLOW)


@demands(_("The minimum publicity period of this record is not over yet."))
def minimum_period_is_over(case) -> bool:
    return case.assessed.condition("min_period").met is True


@demands(_("The commitment letter is not signed yet."))
def commitment_is_signed(case) -> bool:
    return case.commitment_signed_on is not None


@demands(_("The materials have changed, please sign again"))
def commitment_covers_the_materials(case) -> bool:
    return case.commitment_covers == covered_by(case).digest


@demands(_("The materials are those that have been signed for."))
def materials_have_changed(case) -> bool:
    return not commitment_covers_the_materials(case)


@demands(_("The rules ask for training before this record can be repaired; it is not confirmed yet."))
def training_is_confirmed_where_asked(case) -> bool:
    return not case.training_asked or case.trained_on is not None


@demands(_("The rules ask for a credit report before this record can be repaired; it is not named yet."))
def credit_report_is_named_where_asked(case) -> bool:
    asked = case.assessed.condition("credit_report")
    return asked is None or asked.met is True


@demands(_("The rules ask for no training here."))
def training_is_asked(case) -> bool:
    return case.training_asked


@demands(_("The rules ask for training: pass the course first, or again where its certificate has run out."))
def certificate_of_the_subject_is_in_force(case) -> bool:
    certificate = case.training_certificate
    return certificate is not None and certificate.counts_for(case.subject_id, case.moving_on)


@demands(_("Say for every obligation when and how it was fulfilled."))
def every_obligation_is_answered(case) -> bool:
    answered = set(case.statements.values_list("obligation_id", flat=True))
    open_ones = case.record.obligations.exclude(fulfilled=True).values_list("pk", flat=True)
    return set(open_ones) <= answered


@demands(_("Judge every statement of the applicant first, with a reason where you do not accept it."))
def every_statement_is_judged(case) -> bool:
    return not case.statements.filter(accepted__isnull=True).exists()


@demands(_("The record does not meet every condition for repair: see the conditions marked as not met."))
def law_allows_the_repair(case) -> bool:
    return case.assessed.repairable


@demands(_("The one supplement of this stage has been asked for already."))
def supplement_is_left_in_this_stage(case) -> bool:
    asked = case.supplements.filter(stage=case.status).count()
    return asked < case.supplement_rounds


@demands(_("The term of this case has been extended already; it can be extended once."))
def extension_is_left(case) -> bool:
    return not case.events.filter(verb="extend").exists()


@demands(_("The rules of this case give no extension."))
def rules_give_an_extension(case) -> bool:
    return bool(case.assessed.days("extension_working_days"))


@demands(_("Nobody has proposed to refuse this case."))
def refusal_is_proposed(case) -> bool:
    return case.proposed_by_id is not None


@demands(_("Decide the refusal that waits for its second person first."))
def no_refusal_is_proposed(case) -> bool:
    return case.proposed_by_id is None


@demands(_("The case is being handed on to another department; it goes on when that is settled."))
def case_is_not_handed_on(case) -> bool:
    return not case.is_handed_on


@demands(_("Another matter on this record comes first; this case goes on when that is closed."))
def case_does_not_wait(case) -> bool:
    return not case.is_paused


@demands(_("The record is not withdrawn; it can be repaired."))
def record_is_withdrawn(case) -> bool:
    return case.record.withdrawn_on is not None


@demands(_("This case waits for no other."))
def case_waits(case) -> bool:
    return case.is_paused


@demands(_("This case has been handed on before: the credit office says where it belongs."))
def no_transfer_was_tried(case) -> bool:
    return not case.events.exclude(transfer__in=UNASKED).exists()


@demands(_("Ask the department that you think is the right one first."))
def a_transfer_was_tried(case) -> bool:
    return not no_transfer_was_tried(case)


@demands(_("The credit office has said where this case belongs; that stands."))
def office_has_not_settled_it(case) -> bool:
    return not case.events.filter(transfer__in=SETTLED).exists()


@demands(_("The other department has not been asked, or has given its answer."))
def answer_of_the_other_department_is_open(case) -> bool:
    return case.is_handed_on and not case.transfer_is_disputed


@demands(_("The other department still has time to answer."))
def transfer_is_disputed_or_overdue(case) -> bool:
    late = case.transfer_answer_by is None or case.transfer_answer_by < case.moving_on
    return case.is_handed_on and late


@demands(_("The record is still on show on a channel."))
def every_channel_shows_it_gone(case) -> bool:
    return not case.removal.receipts.filter(seen_absent_at__isnull=True).exists()


@demands(_("No confirmed finding says that this repair was wrong."))
def repair_is_found_wrong(case) -> bool:
    return _is_confirmed(case, "wrongly_repaired")


@demands(_("No confirmed finding says that the record should have gone."))
def repair_is_found_missed(case) -> bool:
    return _is_confirmed(case, "missed")


def _is_confirmed(case, found: str) -> bool:
    """The finding that the service hands in: of another case on the record, confirmed by a second person."""
    finding = case.finding
    if finding is None or finding.target != found or not finding.second:
        return False
    return finding.case_id != case.pk and finding.case.record_id == case.record_id


@demands(_("Whoever decided the application does not put the decision right: another person has to."))
def was_decided_by_others(case) -> bool:
    return case.decided_by_id != case.moving_by.pk


@demands(_("The supplement was asked for in the other stage."))
def asked_before_acceptance(case) -> bool:
    return case.supplements.latest("pk").stage == "submitted"


@demands(_("The supplement was asked for in the other stage."))
def asked_during_review(case) -> bool:
    return case.supplements.latest("pk").stage == "accepted"


@demands(_("The last day to answer this supplement has passed."))
def there_is_still_time_to_answer(case) -> bool:
    return case.answer_by is None or case.moving_on <= case.answer_by
