"""What can be done with an objection beside its answers, at the department and at the credit office."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.forms import Form
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from objections.desk_forms import (
    DeclineForm,
    ForwardForm,
    ItemsForm,
    ReasonForm,
    ReviewDocumentForm,
    SendAboveForm,
)
from objections.models import ObjectionCase, Status
from objections.models import conditions as need
from objections.models.status import IN_REVIEW, WITH_THE_OFFICE
from objections.selectors.above import last_organ
from objections.services import law
from registry.duties import holds


@dataclass(frozen=True)
class Act:
    """One thing to do: a form of its own, shut until it is needed.

    Its address and the prefix of its form bear its name, so that what was refused finds its way back.
    """

    name: str
    title: str
    button: str
    form: Form
    is_open: bool
    note: str = ""
    url: str = ""
    comes_first: bool = False  # what the objection waits for: it stands open

    @property
    def is_plain(self) -> bool:
        """Done with the button alone."""
        return not self.form.fields


def acts_shown(case: ObjectionCase, acts: list[Act], refused: Mapping[str, Form]) -> list[Act]:
    """What can be done now, and whatever was just refused, with its words: also where it cannot be done any more."""
    return [
        replace(each, form=refused.get(each.name, each.form), url=_address(case, each.name))
        for each in acts
        if each.is_open or each.name in refused
    ]


def _address(case: ObjectionCase, name: str) -> str:
    return reverse(f"objections:{name}", args=[case.number])


def desk_acts(case: ObjectionCase, user: Any, *, answers: bool) -> list[Act]:
    """The department's; `answers`: the reader is the one who verifies."""
    heads = holds(user, "lead_department", case.department_id)
    return [
        _asking("ask_party", case, is_open=answers),
        _testing(case, is_open=answers),
        _extending("extend", case, is_open=heads and case.status == Status.VERIFYING),
    ]


def office_acts(case: ObjectionCase) -> list[Act]:
    """The credit office's where the objection stands, the usual thing first."""
    filed, accepted = case.status == Status.FILED, case.status == Status.ACCEPTED
    return [
        Act("take_up", _("Take it up"), _("Take it up"), Form(), filed),
        Act(
            "forward",
            _("The copy is as delivered: to the department"),
            _("Send it to the department"),
            ForwardForm(prefix="forward"),
            accepted,
            _("It gets everything that was handed in, and its own term."),
        ),
        _asking("ask_evidence", case, is_open=case.status in WITH_THE_OFFICE),
        _extending("extend_check", case, is_open=accepted),
        Act(
            "decline",
            _("Do not take it up"),
            _("Do not take it up, and tell the subject"),
            DeclineForm(prefix="decline"),
            filed,
        ),
        *_in_review(case),
    ]


def _in_review(case: ObjectionCase) -> list[Act]:
    """Where an organ above re-checks: sent there, its document entered, the term extended as it has said."""
    above, waits = case.is_re_checked_above, case.status == Status.REVIEWING_ABOVE
    sending = SendAboveForm(prefix="send_above", initial={"organ": last_organ(case)})
    said = {"number": case.review_document, "document_on": case.review_document_on}
    extended = _("Extend the term"), _("Extend, and tell the subject")
    return [
        Act(
            "send_above",
            _("Send it to the organ that re-checks"),
            _("Send it on, with everything"),
            sending,
            above and case.status == Status.REVIEWING,
            _(
                "The letter holds every claim with its answer, the reasons of the subject and the list of papers."
            ),
            comes_first=True,
        ),
        Act(
            "review_document",
            _("The document of the organ above"),
            _("Enter it"),
            ReviewDocumentForm(prefix="review_document", initial=said),
            waits,
            comes_first=not case.review_document,
        ),
        Act(
            "extend_review",
            *extended,
            ReasonForm(prefix="extend_review"),
            case.status in IN_REVIEW and _review_can_be_extended(case),
        ),
    ]


def _review_can_be_extended(case: ObjectionCase) -> bool:
    today = timezone.localdate()
    runs = case.due_on is not None and today <= case.due_on
    days = law.review_extension(case, law.governing(case, today))
    return runs and days is not None and need.review_was_not_extended(case)


def _asking(name: str, case: ObjectionCase, *, is_open: bool) -> Act:
    return Act(
        name,
        _("Ask the subject for evidence"),
        _("Send the list"),
        ItemsForm(prefix=name),
        is_open and case.is_the_subjects and need.no_evidence_was_asked_for_in_this_stage(case),
        _("Once, and everything at once; the answer comes in the time the rules give."),
    )


def _extending(name: str, case: ObjectionCase, *, is_open: bool) -> Act:
    words = _("Extend the term"), _("Extend, and tell the subject")
    return Act(name, *words, ReasonForm(prefix=name), is_open and _term_can_be_extended(case))


def _term_can_be_extended(case: ObjectionCase) -> bool:
    today = timezone.localdate()
    if case.due_on is None or today > case.due_on:
        return False
    days = law.extension(case, law.governing(case, today), today)
    return days is not None and need.extension_is_left(case)


def _testing(case: ObjectionCase, *, is_open: bool) -> Act:
    """Testing or appraisal, where the rules do not count its time: begun, or its result noted."""
    form, today = ReasonForm(prefix="testing"), timezone.localdate()
    if case.is_being_tested:
        words = _("Note the result of the testing"), _("Note it; the term runs on")
        return Act("testing", *words, form, is_open, _("The term stands still until then."))
    return Act(
        "testing",
        _("Have something tested or appraised"),
        _("Note it; the term stands still"),
        form,
        is_open and law.governing(case, today).stops_clock("testing"),
        _("The rules of this place do not count the time of testing and appraisal."),
    )
