"""The way of an objection over the desks. It asks only the case where to go, and decides nothing."""

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow, lock

from casework.models import Desk
from casework.routing import process_started
from objections.models import ObjectionProcess, ObjectionTask, Status
from objections.models.status import CHANGES_THE_RECORD
from registry.duties import holds


def _page(request, **kwargs):
    """Nodes want a view; the pages of a case live in objections.views and find it by its number."""
    raise NotImplementedError


def _stands(*statuses):
    return lambda activation: activation.process.case.status in statuses


def _department(process):
    return process.case.department


def _is_re_checked_above(activation):
    return activation.process.case.as_kind.is_re_checked_above


def _dismissal_is_proposed(activation):
    return activation.process.case.as_kind.proposed_by_id is not None


class ObjectionFlow(flow.Flow):
    """An objection, from the first claim to every place corrected, and through a re-check."""

    process_class = ObjectionProcess
    task_class = ObjectionTask
    lock_impl = lock.SelectForUpdateLock(nowait=False, attempts=1)
    process_title = _("Objection")

    DESKS = {
        "file": Desk.APPLICANT,
        "accept": Desk.OFFICE,
        "check": Desk.OFFICE,
        "verify": Desk.DEPARTMENT,
        "supplement": Desk.APPLICANT,
        "countersign": Desk.COUNTERSIGN,
        "settle": Desk.OFFICE,
        "apply": Desk.CHANNELS,
        "channels": Desk.CHANNELS,
        "review": Desk.OFFICE,
        "send_above": Desk.OFFICE,
        "above": Desk.OUTSIDE,
    }

    start = flow.StartHandle(process_started).Next(this.file)
    file = flow.View(_page).Annotation(title=_("Draft")).Next(this.accept)
    accept = (
        flow.View(_page).Annotation(title=_("Acceptance by the credit office")).Next(this.after_acceptance)
    )
    after_acceptance = (
        flow.Switch()
        .Case(this.check, _stands(Status.ACCEPTED))
        .Case(this.supplement, _stands(Status.SUPPLEMENTING))
        .Default(this.end)
    )
    check = flow.View(_page).Annotation(title=_("Comparison of the copy")).Next(this.after_check)
    after_check = (
        flow.Switch()
        .Case(this.verify, _stands(Status.VERIFYING))
        .Case(this.supplement, _stands(Status.SUPPLEMENTING))
        .Default(this.apply)
    )
    verify = (
        flow.View(_page)
        .Annotation(title=_("Verification by the department"))
        .Permission("registry.review_cases", obj=_department)
        .Assign(this.whoever_took_it)
        .Next(this.after_verification)
    )
    after_verification = (
        flow.Switch()
        .Case(this.apply, _stands(*CHANGES_THE_RECORD))
        .Case(this.supplement, _stands(Status.SUPPLEMENTING))
        .Case(this.settle, _stands(Status.MISROUTED))
        .Case(this.countersign, _dismissal_is_proposed)
        .Default(this.end)
    )
    countersign = (
        flow.View(_page)
        .Annotation(title=_("Confirmation by a second person"))
        .Permission("registry.countersign_cases", obj=_department)
        .Next(this.after_countersign)
    )
    after_countersign = flow.Switch().Case(this.verify, _stands(Status.VERIFYING)).Default(this.end)
    settle = flow.View(_page).Annotation(title=_("The credit office says whose it is")).Next(this.verify)
    supplement = flow.View(_page).Annotation(title=_("Evidence")).Next(this.after_supplement)
    after_supplement = (
        flow.Switch()
        .Case(this.accept, _stands(Status.FILED))
        .Case(this.check, _stands(Status.ACCEPTED))
        .Case(this.verify, _stands(Status.VERIFYING))
        .Default(this.end)
    )
    apply = flow.Handle().Annotation(title=_("Correction of the record")).Next(this.channels)
    channels = flow.Handle().Annotation(title=_("Every channel follows")).Next(this.end)

    start_review = flow.StartHandle(process_started).Next(this.whose_review)
    whose_review = flow.Switch().Case(this.send_above, _is_re_checked_above).Default(this.review)
    send_above = flow.View(_page).Annotation(title=_("Sent on for the re-check")).Next(this.above)
    above = flow.View(_page).Annotation(title=_("Re-check by the organ above")).Next(this.after_review)
    review = flow.View(_page).Annotation(title=_("Re-check")).Next(this.after_review)
    after_review = flow.Switch().Case(this.apply, _stands(*CHANGES_THE_RECORD)).Default(this.end)
    end = flow.End()

    def whoever_took_it(self, activation):
        """The reviewer who has the case keeps it, while the duty is still theirs."""
        case = activation.process.case
        taker = case.claimed_by
        return taker if taker and holds(taker, "review_cases", case.department_id) else None
