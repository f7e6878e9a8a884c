"""The way of a repair case over the desks. It asks only the case where to go, and decides nothing."""

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow, lock

from casework.models import Desk
from casework.routing import process_started
from registry.duties import holds
from repair.models import RepairProcess, RepairTask, Status


def _page(request, **kwargs):
    """Nodes want a view; the pages of a case live in repair.views and find it by its number."""
    raise NotImplementedError


def _case(activation):
    return activation.process.case.as_kind


def _stands(*statuses):
    return lambda activation: activation.process.case.status in statuses


def _department(process):
    return process.case.department


def _asked_department(process):
    return process.case.transfer_to


def _is_asked_of_another(activation):
    case = activation.process.case
    return case.is_handed_on and not case.transfer_is_disputed


def _waits(activation):
    return activation.process.case.is_paused


def _refusal_is_proposed(activation):
    case = _case(activation)
    return case.status == Status.ACCEPTED and case.proposed_by_id is not None


def _is_disputed(activation):
    return activation.process.case.transfer_is_disputed


class RepairFlow(flow.Flow):
    """Credit repair, from the application to the last channel."""

    process_class = RepairProcess
    task_class = RepairTask
    lock_impl = lock.SelectForUpdateLock(nowait=False, attempts=1)
    process_title = _("Credit repair")

    DESKS = {
        "wait_period": Desk.APPLICANT,
        "commit": Desk.APPLICANT,
        "train": Desk.APPLICANT,
        "submit": Desk.APPLICANT,
        "accept": Desk.DEPARTMENT,
        "review": Desk.DEPARTMENT,
        "supplement": Desk.APPLICANT,
        "countersign": Desk.COUNTERSIGN,
        "channels": Desk.CHANNELS,
        "transfer": Desk.TRANSFER,
        "settle": Desk.OFFICE,
        "other_matter": Desk.OTHER_MATTER,
    }

    start = flow.StartHandle(process_started).Next(this.wait_period)
    wait_period = flow.Handle().Annotation(title=_("Minimum period runs out")).Next(this.commit)
    commit = flow.View(_page).Annotation(title=_("Commitment")).Next(this.training_asked)
    training_asked = flow.If(lambda a: _case(a).waits_for_training).Then(this.train).Else(this.submit)
    train = flow.View(_page).Annotation(title=_("Training")).Next(this.still_signed)
    submit = flow.View(_page).Annotation(title=_("Check and submit")).Next(this.still_signed)
    still_signed = (
        flow.Switch()
        .Case(this.commit, _stands(Status.PERIOD_MET))
        .Case(this.training_asked, _stands(Status.COMMITTED))
        .Case(this.submit, _stands(Status.TRAINED))
        .Default(this.accept)
    )

    accept = (
        flow.View(_page)
        .Annotation(title=_("Acceptance"))
        .Permission("registry.review_cases", obj=_department)
        .Assign(this.whoever_took_it)
        .Next(this.after_acceptance)
    )
    after_acceptance = (
        flow.Switch()
        .Case(this.other_matter, _waits)
        .Case(this.transfer, _is_asked_of_another)
        .Case(this.settle, _is_disputed)
        .Case(this.review, _stands(Status.ACCEPTED))
        .Case(this.supplement, _stands(Status.SUPPLEMENTING))
        .Default(this.end)
    )
    review = (
        flow.View(_page)
        .Annotation(title=_("Review"))
        .Permission("registry.review_cases", obj=_department)
        .Assign(this.whoever_took_it)
        .Next(this.after_review)
    )
    after_review = (
        flow.Switch()
        .Case(this.other_matter, _waits)
        .Case(this.transfer, _is_asked_of_another)
        .Case(this.settle, _is_disputed)
        .Case(this.channels, _stands(Status.APPROVED))
        .Case(this.supplement, _stands(Status.SUPPLEMENTING))
        .Default(this.countersign)
    )
    countersign = (
        flow.View(_page)
        .Annotation(title=_("Countersignature"))
        .Permission("registry.countersign_cases", obj=_department)
        .Next(this.after_countersign)
    )
    after_countersign = (
        flow.Switch()
        .Case(this.other_matter, _waits)
        .Case(this.review, _stands(Status.ACCEPTED))
        .Default(this.end)
    )
    supplement = flow.View(_page).Annotation(title=_("Supplement")).Next(this.after_supplement)
    after_supplement = flow.Switch().Case(this.accept, _stands(Status.SUBMITTED)).Default(this.review)
    transfer = (
        flow.View(_page)
        .Annotation(title=_("Another department is asked"))
        .Permission("registry.review_cases", obj=_asked_department)
        .Next(this.after_transfer)
    )
    settle = flow.Handle().Annotation(title=_("The credit office decides")).Next(this.after_transfer)
    after_transfer = (
        flow.Switch()
        .Case(this.other_matter, _waits)
        .Case(this.accept, _stands(Status.SUBMITTED))
        .Default(this.review)
    )
    other_matter = (
        flow.Handle().Annotation(title=_("Another matter on the record comes first")).Next(this.after_it)
    )
    after_it = (
        flow.Switch()
        .Case(this.transfer, _is_asked_of_another)
        .Case(this.settle, _is_disputed)
        .Case(this.countersign, _refusal_is_proposed)
        .Case(this.accept, _stands(Status.SUBMITTED))
        .Default(this.review)
    )
    again = flow.StartHandle(process_started).Annotation(title=_("Granted after all")).Next(this.channels)
    channels = flow.Handle().Annotation(title=_("Removal from every channel")).Next(this.end)
    end = flow.End()

    def whoever_took_it(self, activation):
        """The reviewer who has the case keeps it, while the duty is still theirs."""
        case = activation.process.case
        taker = case.claimed_by
        return taker if taker and holds(taker, "review_cases", case.department_id) else None
