"""Records without class: the department decides it, the party may ask for it once a day (journeys §3.1)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from registry.duties import departments_where, holds
from registry.models import Record
from repair import services
from repair.desk_forms import ClassForm
from repair.selectors.classes import to_classify
from repair.views.desk_access import my_departments
from repair.views.records import my_record
from repair.views.refusals import NOT_VALID, SignedInRequest, attempt, personal


@login_required
@require_safe
@personal
def classes(request: SignedInRequest) -> HttpResponse:
    """The records of one's departments that wait for their class."""
    return _shown(request)


def _shown(request: SignedInRequest, sent: ClassForm | None = None, of: str = "") -> HttpResponse:
    my_departments(request)
    if not departments_where(request.user, "review_cases"):
        raise PermissionDenied
    rows: list[dict[str, Any]] = [
        {"record": record, "form": sent if record.public_id == of else ClassForm(prefix=record.public_id)}
        for record in to_classify(request.user, timezone.localdate())
    ]
    context = {"nav": "classes", "rows": rows, "failed": bool(sent)}
    return render(request, "repair/classes.html", context, status=NOT_VALID if sent else 200)


@login_required
@require_POST
@personal
def decide_class(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Set the class of one record."""
    record = Record.objects.filter(department_id__in=my_departments(request)).get(public_id=public_id)
    if not holds(request.user, "review_cases", record.department_id):
        raise PermissionDenied
    form, today = ClassForm(request.POST, prefix=public_id), timezone.localdate()

    def step() -> None:
        said = form.cleaned_data
        services.decide_class(public_id, said["severity"], basis=said["basis"], by=request.user, on=today)

    if form.is_valid() and attempt(form, step):
        messages.success(
            request, _("%(document)s: the class has been set") % {"document": record.document_number}
        )
        return redirect("repair:classes")
    return _shown(request, form, public_id)


@login_required
@require_POST
@personal
def ask_for_class(request: SignedInRequest, public_id: str) -> HttpResponse:
    """催一下."""
    mine = my_record(request, public_id)
    if services.ask_for_class(mine, by=request.user, on=timezone.localdate()):
        messages.success(request, _("The department has been told that you are waiting."))
    else:
        messages.info(request, _("The department has been told today; you can ask again tomorrow."))
    return redirect("repair:record", public_id)
