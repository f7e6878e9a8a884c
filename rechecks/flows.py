"""The way of a recheck over the desks. It asks only the case where to go, and decides nothing."""

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow, lock

from casework.models import Desk
from casework.routing import process_started
from rechecks.models import RecheckProcess, RecheckTask, Status


def _page(request, **kwargs):
    """Nodes want a view; the pages of a case live in rechecks.views and find it by its number."""
    raise NotImplementedError


def _stands(*statuses):
    return lambda activation: activation.process.case.status in statuses


def _finding_is_proposed(activation):
    return activation.process.case.as_kind.proposed_by_id is not None


def _department(process):
    return process.case.department


class RecheckFlow(flow.Flow):
    """A recheck, from the blind assessment to every channel corrected."""

    process_class = RecheckProcess
    task_class = RecheckTask
    lock_impl = lock.SelectForUpdateLock(nowait=False, attempts=1)
    process_title = _("Recheck")

    DESKS = {
        "examine": Desk.OFFICE,
        "conclude": Desk.OFFICE,
        "confirm": Desk.OFFICE,
        "order": Desk.OFFICE,
        "comply": Desk.DEPARTMENT,
        "settle": Desk.OFFICE,
        "hearing": Desk.DEPARTMENT,
        "channels": Desk.CHANNELS,
    }

    start = flow.StartHandle(process_started).Next(this.examine)
    examine = flow.View(_page).Annotation(title=_("Blind assessment by the checker")).Next(this.conclude)
    conclude = flow.View(_page).Annotation(title=_("Finding beside the outcome")).Next(this.after_conclusion)
    after_conclusion = (
        flow.Switch()
        .Case(this.examine, _stands(Status.ASSIGNED))
        .Case(this.confirm, _finding_is_proposed)
        .Default(this.end)
    )
    confirm = (
        flow.View(_page)
        .Annotation(title=_("Confirmation by a second person of the office"))
        .Next(this.after_confirmation)
    )
    after_confirmation = flow.Switch().Case(this.examine, _stands(Status.ASSIGNED)).Default(this.order)
    order = flow.View(_page).Annotation(title=_("Order to correct")).Next(this.comply)
    comply = (
        flow.View(_page)
        .Annotation(title=_("The department corrects or explains"))
        .Permission("registry.review_cases", obj=_department)
        .Next(this.after_compliance)
    )
    after_compliance = (
        flow.Switch()
        .Case(this.settle, _stands(Status.EXPLAINED))
        .Case(this.hearing, _stands(Status.HEARING))
        .Default(this.channels)
    )
    settle = (
        flow.View(_page)
        .Annotation(title=_("The office decides on the explanation"))
        .Next(this.after_settling)
    )
    after_settling = flow.Switch().Case(this.comply, _stands(Status.CORRECTION_ORDERED)).Default(this.end)
    hearing = (
        flow.View(_page)
        .Annotation(title=_("The subject is heard; the repair is revoked"))
        .Permission("registry.review_cases", obj=_department)
        .Next(this.after_hearing)
    )
    after_hearing = flow.Switch().Case(this.settle, _stands(Status.EXPLAINED)).Default(this.channels)
    channels = flow.Handle().Annotation(title=_("Every channel follows")).Next(this.end)
    end = flow.End()
