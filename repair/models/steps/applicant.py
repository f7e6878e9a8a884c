"""The steps that whoever acts for the subject takes, from the commitment to a withdrawal."""

from datetime import date
from typing import Any

from casework.fsm import Capacity, transition
from casework.policy import acts_for_the_subject
from repair.models import conditions as need
from repair.models.status import UNDECIDED, Status


class ApplicantSteps:
    """The road to the department, and what is asked on the way."""

    moving_on: date
    commitment_signed_on: Any
    commitment_signatory: Any
    commitment_covers: Any
    trained_on: Any
    training_note: Any
    training_certificate: Any
    credit_report: Any
    submitted_on: Any
    answer_by: Any
    transfer_to: Any
    transfer_answer_by: Any
    paused_for: Any

    @transition(
        source=Status.PERIOD_MET,
        target=Status.COMMITTED,
        capacity=Capacity.APPLICANT,
        permission=acts_for_the_subject,
    )
    def commit(self, *, signatory: str, covers: str) -> None:
        """The public commitment is signed, over the materials as they stand."""
        self._sign(signatory, covers)

    @transition(
        source=[Status.COMMITTED, Status.TRAINED],
        target=Status.PERIOD_MET,
        capacity=Capacity.APPLICANT,
        permission=acts_for_the_subject,
        conditions=[need.materials_have_changed],
    )
    def void_commitment(self) -> None:
        """The materials are others than those signed for: the commitment has to be signed again."""
        self.commitment_signed_on, self.commitment_signatory, self.commitment_covers = None, "", ""

    @transition(
        source=Status.COMMITTED,
        target=Status.TRAINED,
        capacity=Capacity.APPLICANT,
        permission=acts_for_the_subject,
        conditions=[need.training_is_asked, need.certificate_of_the_subject_is_in_force],
    )
    def confirm_training(self, *, credit_report: str) -> None:
        """The training that the rules ask for is confirmed, and the credit report named where they ask for one."""
        self.trained_on, self.training_note = self.moving_on, self.training_certificate.named
        self.credit_report = credit_report

    @transition(
        source=[Status.COMMITTED, Status.TRAINED],
        target=Status.SUBMITTED,
        capacity=Capacity.APPLICANT,
        permission=acts_for_the_subject,
        conditions=[
            need.case_does_not_wait,
            need.minimum_period_is_over,
            need.commitment_is_signed,
            need.commitment_covers_the_materials,
            need.training_is_confirmed_where_asked,
            need.credit_report_is_named_where_asked,
            need.every_obligation_is_answered,
        ],
    )
    def submit(self) -> None:
        """The application goes to the department that identified the record."""
        self.submitted_on = self.moving_on

    @transition(
        source=Status.SUPPLEMENTING,
        target=Status.SUPPLEMENTING,
        capacity=Capacity.APPLICANT,
        permission=acts_for_the_subject,
        conditions=[need.materials_have_changed, need.there_is_still_time_to_answer],
    )
    def sign_again(self, *, signatory: str, covers: str) -> None:
        """The commitment is signed again, over what the supplement adds to the materials."""
        self._sign(signatory, covers)

    @transition(
        source=Status.SUPPLEMENTING,
        target=Status.SUBMITTED,
        capacity=Capacity.APPLICANT,
        permission=acts_for_the_subject,
        conditions=[
            need.case_does_not_wait,
            need.asked_before_acceptance,
            need.there_is_still_time_to_answer,
            need.commitment_covers_the_materials,
        ],
    )
    def supplement_for_acceptance(self) -> None:
        """What was missing before acceptance is handed in."""
        self.answer_by = None

    @transition(
        source=Status.SUPPLEMENTING,
        target=Status.ACCEPTED,
        capacity=Capacity.APPLICANT,
        permission=acts_for_the_subject,
        conditions=[
            need.case_does_not_wait,
            need.asked_during_review,
            need.there_is_still_time_to_answer,
            need.commitment_covers_the_materials,
        ],
    )
    def supplement_for_review(self) -> None:
        """What was missing during the review is handed in."""
        self.answer_by = None

    @transition(
        source=UNDECIDED,
        target=Status.WITHDRAWN,
        capacity=Capacity.APPLICANT,
        permission=acts_for_the_subject,
        closes=True,
    )
    def withdraw(self) -> None:
        """The applicant takes the application back before a decision."""
        self.answer_by = self.transfer_to = self.transfer_answer_by = self.paused_for = None

    def _sign(self, signatory: str, covers: str) -> None:
        self.commitment_signed_on, self.commitment_signatory = self.moving_on, signatory
        self.commitment_covers = covers
