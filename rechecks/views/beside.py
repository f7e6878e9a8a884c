"""What the credit office has to do with a case, as its page shows it to its department and to the office."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.access import hidden_from
from casework.models import Case
from rechecks.models import CorrectionOrder, Interview, SupervisionNotice
from rechecks.views.shown_orders import sign_of
from rechecks.views.shown_supervision import standing
from registry.duties import DESK_DUTIES, holds, sits_in_credit_office
from rules.services import office_calendar


@dataclass(frozen=True)
class Beside:
    """One matter: what it is, how it stands in words and a colour, and where it is read."""

    text: str
    url: str
    sign: str = ""
    css: str = ""


def matters_beside(user: Any, case: Case) -> list[Beside]:
    """Supervision notices about the case, orders behind its recheck, interviews about its record."""
    if not user.is_authenticated:
        return []
    office = sits_in_credit_office(user)
    ours = any(holds(user, duty, case.department_id) for duty in DESK_DUTIES)
    if not (office or ours) or case.pk in hidden_from(user):
        return []
    return [*_notices(case, office=office), *_orders(case, office=office), *_interviews(case, office=office)]


def _notices(case: Case, *, office: bool) -> list[Beside]:
    rows = SupervisionNotice.objects.with_standing().filter(supervised__case=case).select_related("letter")
    if not office:
        rows = rows.filter(department=case.department_id)
    today, calendar = timezone.localdate(), office_calendar()
    page = "rechecks:supervision_notice" if office else "rechecks:our_supervision_notice"
    return [
        Beside(
            _("Supervision notice %(number)s") % {"number": each.letter.number},
            reverse(page, args=[each.number]),
            *_told(standing(each, today, calendar)),
        )
        for each in rows.order_by("pk")
    ]


def _orders(case: Case, *, office: bool) -> list[Beside]:
    rows = CorrectionOrder.objects.filter(recheck__examines=case).select_related("recheck")
    if not office:
        rows = rows.filter(recheck__department=case.department_id)
    page = "rechecks:office_order" if office else "rechecks:our_order"
    return [
        Beside(
            _("Correction order %(number)s") % {"number": each.number},
            reverse(page, args=[each.recheck.number]),
            *_told(sign_of(each, timezone.localdate())),
        )
        for each in rows.order_by("pk")
    ]


def _interviews(case: Case, *, office: bool) -> list[Beside]:
    here = reverse("rechecks:office_interviews" if office else "rechecks:our_interviews")
    rows = Interview.objects.filter(record=case.record_id).order_by("pk")
    return [
        Beside(
            _("Interview of %(day)s") % {"day": each.held_on.isoformat()},
            f"{here}#i-{each.pk}",
            str(each.get_kind_display()),
        )
        for each in rows
    ]


def _told(sign: Any) -> tuple[str, str]:
    return sign.text, sign.css
