"""The steps that the system takes by itself: days that come, a calendar that changes, channels that answer."""

from typing import Any

from casework.fsm import Capacity, transition
from casework.policy import is_the_system
from repair.models import conditions as need
from repair.models.status import Status


class SystemSteps:
    """Each is due to nobody's judgement."""

    answer_by: Any

    @transition(
        source=Status.APPLIED,
        target=Status.PERIOD_MET,
        capacity=Capacity.SYSTEM,
        permission=is_the_system,
        conditions=[need.minimum_period_is_over],
    )
    def meet_period(self) -> None:
        """The minimum publicity period is over: the application can go on."""

    @transition(
        source=Status.SUBMITTED, target=Status.SUBMITTED, capacity=Capacity.SYSTEM, permission=is_the_system
    )
    def redate_acceptance(self) -> None:
        """The calendar was corrected: the day by which acceptance is decided has moved."""

    @transition(
        source=Status.ACCEPTED, target=Status.ACCEPTED, capacity=Capacity.SYSTEM, permission=is_the_system
    )
    def redate_decision(self) -> None:
        """The calendar was corrected: the day by which the answer comes has moved."""

    @transition(
        source=Status.SUPPLEMENTING,
        target=Status.LAPSED,
        capacity=Capacity.SYSTEM,
        permission=is_the_system,
        closes=True,
    )
    def lapse(self) -> None:
        """The supplement did not come in time."""
        self.answer_by = None

    @transition(
        source=Status.APPROVED,
        target=Status.REPAIRED,
        capacity=Capacity.SYSTEM,
        permission=is_the_system,
        conditions=[need.every_channel_shows_it_gone],
        closes=True,
    )
    def complete(self) -> None:
        """Every channel shows the record gone."""
