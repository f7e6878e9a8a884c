"""Named conditions of the steps of an objection; each carries the sentence shown when it is not met."""

from django.utils.translation import gettext_lazy as _

from casework.fsm import UNASKED
from casework.models.evidence import EvidenceFile
from casework.policy import demands
from objections.models.claims import Answer, Round
from objections.models.level import REVIEW_PAPER
from objections.models.status import Status


def _answers(case) -> list:
    """The answers of the present round, one per claim that has one."""
    rows = [each for claim in case.claims.all() for each in claim.answers.all()]
    return [each for each in rows if each.round == case.round]


@demands(_("Say what is wrong: there is no claim yet."))
def something_is_claimed(case) -> bool:
    return case.claims.exists()


@demands(_("This objection has something new and is checked on its merits."))
def nothing_new_is_claimed(case) -> bool:
    return case.repeats is not None


@demands(_("The same has been answered before, and there is nothing new."))
def something_new_is_claimed(case) -> bool:
    return case.repeats is None


@demands(_("Evidence has been asked for in this stage already; it can be asked for once."))
def no_evidence_was_asked_for_in_this_stage(case) -> bool:
    return not case.requests.filter(asked_in=case.status).exists()


@demands(_("Only the subject can be asked for evidence, and this objection is not the subject's."))
def the_subject_objects(case) -> bool:
    return case.is_the_subjects


def _asked_in(status: str):
    def condition(case) -> bool:
        return case.requests.filter(answered_on=None, asked_in=status).exists()

    condition.words = _("The evidence was asked for in another stage.")
    return condition


asked_before_acceptance = _asked_in(Status.FILED)
asked_during_the_check = _asked_in(Status.ACCEPTED)
asked_during_verification = _asked_in(Status.VERIFYING)


@demands(_("The day by which the evidence was to come has passed."))
def there_is_still_time_to_answer(case) -> bool:
    return case.answer_by is not None and case.moving_on <= case.answer_by


@demands(_("Every claim needs an answer with a reason."))
def every_claim_is_answered(case) -> bool:
    return len(_answers(case)) == case.claims.count() > 0


@demands(_("This outcome means that every claim changes the record."))
def every_answer_changes_the_record(case) -> bool:
    return all(each.changes_the_record for each in _answers(case))


@demands(_("This outcome means that some claims change the record, and others do not."))
def some_answers_change_the_record(case) -> bool:
    changes = {each.changes_the_record for each in _answers(case)}
    return changes == {True, False}


@demands(_("This outcome means that no claim changes the record."))
def no_answer_changes_the_record(case) -> bool:
    return not any(each.changes_the_record for each in _answers(case))


@demands(_("This outcome means that what is claimed cannot be verified."))
def what_is_left_cannot_be_verified(case) -> bool:
    return any(each.answer == Answer.UNVERIFIABLE for each in _answers(case))


@demands(_("Where a claim cannot be verified, the outcome is that it could not be verified."))
def nothing_is_unverifiable(case) -> bool:
    return not what_is_left_cannot_be_verified(case)


@demands(_("The platform shows what the department says; where it does, the department has to verify it."))
def only_the_copy_differs(case) -> bool:
    return all(each.source for each in _answers(case))


@demands(_("Dismissal has been proposed and waits for a second person."))
def no_dismissal_is_proposed(case) -> bool:
    return case.proposed_by_id is None


@demands(_("Dismissal has not been proposed."))
def dismissal_is_proposed(case) -> bool:
    return case.proposed_by_id is not None


@demands(_("The term has been extended already; it can be extended once."))
def extension_is_left(case) -> bool:
    return not case.events.filter(clock="extend").exists()


@demands(_("The rules give no extension here."))
def rules_give_an_extension(case) -> bool:
    return case.extension_days is not None


@demands(_("The rules of this place let no term stand still for testing or appraisal."))
def rules_stop_the_clock_for_testing(case) -> bool:
    return case.testing_stops_clock


@demands(_("Testing or appraisal is under way: note its result first."))
def no_testing_is_under_way(case) -> bool:
    return not case.is_being_tested


@demands(_("No testing or appraisal is under way."))
def testing_is_under_way(case) -> bool:
    return bool(case.is_being_tested)


@demands(_("The department has been determined by the credit office; that stands."))
def department_is_not_settled_yet(case) -> bool:
    return not case.events.exclude(transfer__in=UNASKED).exists()


@demands(_("The department still has time to answer."))
def the_department_is_late(case) -> bool:
    return case.due_on is not None and case.moving_on > case.due_on


@demands(_("The rules name no outcome for the case that the department does not answer."))
def rules_name_an_outcome_without_answer(case) -> bool:
    return case.unanswered_since is not None


@demands(_("Not every channel shows the record as it is now."))
def every_channel_has_followed(case) -> bool:
    return case.channels_have_followed


@demands(_("The result has been re-checked once; it is not re-checked again."))
def no_review_was_asked_for(case) -> bool:
    return case.review_asked_on is None


@demands(_("The rules of this place know no re-check."))
def rules_know_a_review(case) -> bool:
    return case.review_until is not None


@demands(_("The time in which a re-check can be asked for has passed."))
def review_is_asked_for_in_time(case) -> bool:
    return case.review_until is not None and case.moving_on <= case.review_until


@demands(_("By the rules of this place the credit office re-checks this itself."))
def an_organ_above_re_checks(case) -> bool:
    return case.is_re_checked_above


@demands(
    _(
        "By the rules of this place an organ above re-checks this: its document is needed, with number and day."
    )
)
def it_is_re_checked_where_the_rules_say(case) -> bool:
    if not case.is_re_checked_above:
        return True
    return case.status == Status.REVIEWING_ABOVE and document_from_above_is_on_file(case)


def document_from_above_is_on_file(case) -> bool:
    """Whether the office has entered the document of the organ above, and attached it."""
    papers = EvidenceFile.objects.filter(case_id=case.pk, asked_as=REVIEW_PAPER).counted()
    return bool(case.review_document) and papers.exists()


@demands(_("The term of the re-check has been extended already; it can be extended once."))
def review_was_not_extended(case) -> bool:
    return not case.events.filter(clock="extend", stage="review").exists()


@demands(_("The rules of this place give a re-check no extension."))
def rules_extend_a_review(case) -> bool:
    return case.review_extension_days is not None


@demands(_("Somebody who had no part in the first answer has to re-check it."))
def reviewer_had_no_part(case) -> bool:
    if case.is_re_checked_above:  # the organ does; who answered first does not enter what it says
        return bool(case.concluded_by_id != case.moving_by.pk)
    answered = any(
        each.by_id == case.moving_by.pk
        for claim in case.claims.all()
        for each in claim.answers.all()
        if each.round == Round.FIRST
    )
    return (
        not answered and not case.events.filter(actor=case.moving_by, seq__lt=case.review_asked_seq).exists()
    )
