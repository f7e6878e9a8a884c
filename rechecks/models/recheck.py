"""The recheck (核查复查) of a closed case, or of a record that should be gone."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from viewflow.workflow.models import Process, Task

from casework.fsm import Capacity, Initial
from casework.models import Case
from casework.models.cases import CaseQuerySet
from casework.policy import is_the_system, sits_for_the_office
from rechecks.models.draws import DrawnItem
from rechecks.models.findings import Finding, Gravity, Verdict
from rechecks.models.outcomes import WENT, outcome_of
from rechecks.models.status import ORDERED, Status
from rechecks.models.steps import CheckerSteps, OfficeSteps, OrderSteps, SystemSteps

BY_THE_OFFICE = Initial("assign", Status.ASSIGNED, Capacity.OFFICE, sits_for_the_office)
# One that waited for another recheck of its record begins when that one is over.
BY_ITSELF = Initial("assign", Status.ASSIGNED, Capacity.SYSTEM, is_the_system)


class RecheckProcess(Process):
    """The way of one recheck over the desks."""

    class Meta:
        proxy = True


class RecheckTask(Task):
    class Meta:
        proxy = True


class RecheckQuerySet(CaseQuerySet):
    def hidden_from(self, user: Any) -> "CaseQuerySet":
        """Rechecks whose checker the user is, and of which they must not know yet how the case ended."""
        return self.open().filter(
            checker=user, revealed_on__isnull=True, status__in=[Status.ASSIGNED, Status.EXAMINED]
        )


class RecheckCase(CheckerSteps, OfficeSteps, OrderSteps, SystemSteps, Case):
    """One recheck, from its checker being drawn to the correction carried out.

    It examines a closed case; or none, where a record was drawn because it should be gone. It never
    comes first: repairs and objections on the record go their way beside it.
    """

    channels_show_what_they_should = False  # asked by the service before the last step

    MACHINE = "recheck"
    BEGINNINGS = (BY_THE_OFFICE, BY_ITSELF)
    begins_by_itself = False

    examines = models.ForeignKey(
        Case, models.PROTECT, null=True, blank=True, related_name="rechecks", verbose_name=_("case examined")
    )
    item = models.OneToOneField(DrawnItem, models.PROTECT, null=True, blank=True, related_name="recheck")
    checker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="rechecks", verbose_name=_("checker")
    )
    revealed_on = models.DateField(_("outcome shown on"), null=True, blank=True)
    # What the last finding says, once it is concluded.
    verdict = models.CharField(_("conclusion"), max_length=20, choices=Verdict, blank=True)
    procedural_fault = models.BooleanField(_("procedural fault besides"), default=False)
    gravity = models.CharField(_("gravity"), max_length=8, choices=Gravity, blank=True)
    concluded_on = models.DateField(_("concluded on"), null=True, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="proposed_findings"
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="confirmed_findings"
    )
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)

    objects = RecheckQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("recheck")
        verbose_name_plural = _("rechecks")
        constraints = [
            models.CheckConstraint(
                name="recheck_does_not_examine_itself",
                condition=Q(examines__isnull=True) | ~Q(examines=F("pk")),
            ),
            models.CheckConstraint(
                name="recheck_verdict_is_known", condition=Q(verdict__in=["", *Verdict.values])
            ),
            models.CheckConstraint(
                name="recheck_concluded_has_day_and_verdict",
                condition=Q(concluded_on__isnull=True, verdict="")
                | (Q(concluded_on__isnull=False) & ~Q(verdict="")),
            ),
            models.CheckConstraint(
                name="recheck_confirmed_by_another_than_found",
                condition=Q(confirmed_by__isnull=True, confirmed_on__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_on__isnull=False, proposed_by__isnull=False)
                & ~Q(confirmed_by=F("proposed_by"))
                & ~Q(confirmed_by=F("checker")),
            ),
        ]
        indexes = [models.Index(fields=["checker", "concluded_on"], name="recheck_of_checker")]

    def get_absolute_url(self) -> str:
        return reverse("rechecks:recheck", args=[self.number])

    @property
    def beginning(self) -> Initial:
        return BY_ITSELF if self.begins_by_itself else BY_THE_OFFICE

    @property
    def status_label(self) -> str:
        return str(Status(self.status).label)

    @property
    def is_handed_in(self) -> bool:
        """The department learns of a recheck by the order to correct."""
        return self.status in ORDERED

    @property
    def is_open_to_its_party(self) -> bool:
        """The subject is told what was found by letters; the sheets of the office are its own."""
        return False

    @property
    def last_finding(self) -> Finding | None:
        return self.findings.order_by("-number").first()

    @property
    def outcome_examined(self) -> str:
        """How the case examined had ended when this recheck began, whatever a correction made of it since."""
        return outcome_of(self.examines, before=self.events.order_by("seq").first()) if self.examines else ""

    @property
    def record_went(self) -> bool | None:
        """Whether the case examined took the record away or put it right; nothing where it decided neither."""
        if self.examines is None:
            return False  # drawn because it is still on show
        return WENT.get((self.examines.machine, self.outcome_examined))

    @property
    def is_blind(self) -> bool:
        """Whether the checker must not know yet how the case was decided."""
        return self.revealed_on is None and self.status in (Status.ASSIGNED, Status.EXAMINED)
