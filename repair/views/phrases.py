"""The reasons library of a department: its head words the phrases that reviewers are offered."""

import secrets

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from registry.duties import departments_where
from registry.models import Department
from repair.desk_forms import PhraseForm
from repair.models import DepartmentPhrase
from repair.models.phrases import PhraseUse
from repair.selectors.phrases import phrases
from repair.views.refusals import NOT_VALID, SignedInRequest, personal


def _led(request: SignedInRequest) -> list[int]:
    ids = departments_where(request.user, "lead_department")
    if not ids:
        raise PermissionDenied
    return ids


@login_required
@require_safe
@personal
def library(request: SignedInRequest) -> HttpResponse:
    """The phrases of the departments one leads, by use."""
    return _shown(request)


def _shown(request: SignedInRequest, refused: PhraseForm | None = None) -> HttpResponse:
    departments = Department.objects.filter(pk__in=_led(request)).order_by("pk")
    shelves = [
        {"department": department, "use": use, "label": label, "phrases": phrases(department.pk, use)}
        for department in departments
        for use, label in PhraseUse.choices
    ]
    context = {"nav": "settings", "shelves": shelves, "form": refused, "failed": refused is not None}
    return render(request, "repair/phrases.html", context, status=NOT_VALID if refused else 200)


@login_required
@require_POST
@personal
def keep(request: SignedInRequest) -> HttpResponse:
    """Word a phrase, add one, or drop one; cases keep what was said in them."""
    department = get_object_or_404(
        Department, pk__in=_led(request), pk=_number(request.POST.get("department"))
    )
    form = PhraseForm(request.POST)
    if not form.is_valid():
        return _shown(request, form)
    said = form.cleaned_data
    code = said["code"] or f"own-{secrets.token_hex(4)}"
    kept = {"label": said["label"], "text": said["text"], "offered": "drop" not in request.POST}
    DepartmentPhrase.objects.update_or_create(
        department=department, use=said["use"], code=code, defaults=kept
    )
    messages.success(request, _("Saved."))
    return redirect("repair:phrases")


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0
