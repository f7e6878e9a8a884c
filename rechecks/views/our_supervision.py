"""The department's side: the notices it received, and its replies."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rechecks.forms.supervision import ReplyForm
from rechecks.selectors.supervision import SHOWN, notices_of
from rechecks.services import supervising
from rechecks.views.shown_supervision import notice_rows, standing
from rechecks.views.supervision import notice_context
from repair.views.desk_access import my_departments
from repair.views.refusals import NOT_VALID, SignedInRequest, attempt, personal, posted
from rules.services import office_calendar


@login_required
@require_safe
@personal
def our_supervision(request: SignedInRequest) -> HttpResponse:
    """Notices to one's departments, those that wait for a reply first."""
    my_departments(request)
    today, calendar = timezone.localdate(), office_calendar()
    rows = notices_of(request.user).select_related("department", "responsible", "letter")
    rows = rows.prefetch_related("supervised__case__subject").order_by(
        "is_closed", "is_replied", "reply_by", "pk"
    )
    context = {"nav": "our_supervision", "notices": notice_rows(list(rows[:SHOWN]), today, calendar)}
    return render(request, "rechecks/our_supervision.html", context)


@login_required
@require_safe
@personal
def our_supervision_notice(request: SignedInRequest, number: str) -> HttpResponse:
    """One notice to one's department, with its log and the form of the reply."""
    return _shown(request, number)


def _shown(request: SignedInRequest, number: str, form: ReplyForm | None = None) -> HttpResponse:
    my_departments(request)
    rows = notices_of(request.user).select_related("department", "responsible", "letter", "issued_by")
    notice = rows.get(number=number)
    context = notice_context(notice, at_desk=True) | {"nav": "our_supervision", "failed": form is not None}
    context["standing"] = standing(notice, timezone.localdate(), office_calendar())
    if not notice.is_closed:
        context["reply"] = form or ReplyForm(prefix="reply")
    status = NOT_VALID if form else 200
    return render(request, "rechecks/our_supervision_notice.html", context, status=status)


@login_required
@require_POST
@personal
def reply(request: SignedInRequest, number: str) -> HttpResponse:
    """Reason, measures, and when it will be done."""
    my_departments(request)
    notices_of(request.user).get(number=number)
    form, today = ReplyForm(posted(request), prefix="reply"), timezone.localdate()

    def step() -> None:
        supervising.reply(number, **form.cleaned_data, by=request.user, on=today)

    if form.is_valid() and attempt(form, step):
        messages.success(request, _("Your reply has gone to the credit office"))
        return redirect("rechecks:our_supervision_notice", number)
    return _shown(request, number, form)
