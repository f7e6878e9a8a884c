"""The rules' answer as the pages show it: conditions, reasons, dates to come."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from notifications.parts import Rules
from registry.models import Department
from rules.assessment import ARISE_LATER, Assessment, Condition
from rules.services import office_calendar
from rules.words import condition_text

QUIET_WHEN_MET = frozenset({"repairable_kind", "severity_known", "ban_expired", "repair_bar"})


@dataclass(frozen=True)
class ShownCondition:
    """One condition with its sign: text, icon and colour say the same."""

    words: str
    icon: str
    label: str
    css: str
    cites: str
    confirmed: bool

    @property
    def row_css(self) -> str:
        return "xx-b" if self.css == "xx-w" else self.css


def shown_condition(condition: Condition) -> ShownCondition:
    """A condition for a list; what comes later in the application is open, not failed."""
    if condition.met:
        icon, label, css = "check-circle-fill", _("met"), "xx-ok"
    elif condition.code == "min_period" and condition.met is False:
        icon, label, css = "clock", _("waiting"), "xx-o"
    elif condition.met is None or condition.code in ARISE_LATER:
        icon, label, css = "circle", _("still to come"), "xx-o"
    else:
        icon, label, css = "exclamation-triangle-fill", _("not met"), "xx-w"
    return ShownCondition(condition_text(condition), icon, label, css, condition.cites, condition.confirmed)


def shown_conditions(assessed: Assessment, *, every: bool = False) -> list[ShownCondition]:
    """The conditions worth reading: all of them for staff, without the self-evident for applicants."""
    chosen = [c for c in assessed.conditions if every or not (c.met and c.code in QUIET_WHEN_MET)]
    return [shown_condition(each) for each in chosen]


@dataclass(frozen=True)
class Plan:
    """What happens to an application handed in on a day, under the rules that govern it."""

    accept_days: int | None
    decide_days: int | None
    remove_days: int | None
    accept_by: date | None
    answer_by: date | None
    provisional: bool
    materials: list[ShownCondition]


def plan_from(assessed: Assessment, submitted_on: date) -> Plan:
    """The dates to come: accepted by, answered by; each only where the rules give a term."""
    calendar = office_calendar()
    accept, decide = assessed.days("accept_working_days"), assessed.days("decide_working_days")
    whole = assessed.days("total_working_days")
    accept_by = None if accept is None else calendar.after(submitted_on, accept)
    answer_by = None if decide is None else calendar.after(accept_by or submitted_on, decide)
    if whole is not None:
        limit = calendar.after(submitted_on, whole)
        answer_by = min(answer_by, limit) if answer_by else limit
    last = answer_by or accept_by
    papers = [c for c in assessed.conditions if c.code in {"obligations", *ARISE_LATER}]
    return Plan(
        accept_days=accept,
        decide_days=decide,
        remove_days=assessed.days("remove_working_days"),
        accept_by=accept_by,
        answer_by=answer_by,
        provisional=bool(last and calendar.is_provisional(submitted_on, last)),
        materials=[shown_condition(each) for each in papers],
    )


def remedies(rules: Rules, department: Department | None) -> str:
    """What one can do against an adverse answer, with the periods that the rules of the case state."""
    review, court = rules.figure("reconsideration_days"), rules.figure("litigation_months")
    if not review or not court:
        return ""
    figures = {
        "days": review.value,
        "months": court.value,
        "organ": (department and department.reconsideration_organ) or _("the competent organ"),
        "court": (department and department.court) or _("the competent court"),
    }
    if not (review.confirmed and court.confirmed):  # as the letter says it: a reminder, not the law
        return (
            _(
                "You may apply to %(organ)s for administrative reconsideration, or bring an administrative action "
                "before %(court)s. The law sets the time for both; as a reminder: within %(days)s days for "
                "reconsideration, within %(months)s months for an action."
            )
            % figures
        )
    return (
        _(
            "Within %(days)s days of receiving this decision you may apply to %(organ)s for administrative "
            "reconsideration, or within %(months)s months bring an administrative action before %(court)s."
        )
        % figures
    )
