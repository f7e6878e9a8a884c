"""R15: what one's desk opens with, its single keys, and who stands in while one is away."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from registry.duties import departments_where
from repair import services
from repair.desk_forms import DelegationForm, LensForm
from repair.models import Delegation, DeskSettings
from repair.selectors.colleagues import reviewers_of
from repair.views.desk_access import my_departments
from repair.views.refusals import NOT_VALID, SignedInRequest, attempt, personal
from repair.views.shown_queue import lens_words
from repair.views.work import rail


@login_required
@require_safe
@personal
def settings(request: SignedInRequest) -> HttpResponse:
    """Everything one can arrange at one's desk."""
    return _shown(request)


def _shown(
    request: SignedInRequest, lens: Form | None = None, delegation: Form | None = None
) -> HttpResponse:
    my_departments(request)
    kept = DeskSettings.objects.filter(user=request.user).first()
    refused = lens or delegation
    context = {
        "rail": rail("settings"),
        "lens": lens or LensForm(lenses=_lenses(), initial={"lens": kept.lens if kept else "all"}),
        "delegation": delegation or DelegationForm(people=_colleagues(request)),
        "away": Delegation.objects.filter(
            user=request.user, ended_on__isnull=True, until__gte=timezone.localdate()
        )
        .select_related("delegate")
        .first(),
        "reviews": bool(departments_where(request.user, "review_cases")),
        "leads": bool(departments_where(request.user, "lead_department")),
        "failed": bool(refused),
    }
    return render(request, "repair/desk_settings.html", context, status=NOT_VALID if refused else 200)


def _lenses() -> list[tuple[str, str]]:
    return list(lens_words().items())


def _colleagues(request: SignedInRequest) -> list:
    mine = departments_where(request.user, "review_cases")
    return [each for each in reviewers_of(mine) if each.pk != request.user.pk]


@login_required
@require_POST
@personal
def open_with(request: SignedInRequest) -> HttpResponse:
    """Choose what the queue opens with."""
    my_departments(request)
    form = LensForm(request.POST, lenses=_lenses())
    if not form.is_valid():
        return _shown(request, lens=form)
    DeskSettings.objects.update_or_create(user=request.user, defaults={"lens": form.cleaned_data["lens"]})
    messages.success(request, _("Saved."))
    return redirect("repair:desk_settings")


@login_required
@require_POST
@personal
def delegate(request: SignedInRequest) -> HttpResponse:
    """Leave one's cases to a colleague for some days."""
    my_departments(request)
    form = DelegationForm(request.POST, people=_colleagues(request))
    today = timezone.localdate()

    def step() -> None:
        said = form.cleaned_data
        services.delegate(
            to=said["delegate"], since=said["since"], until=said["until"], by=request.user, on=today
        )

    if form.is_valid() and attempt(form, step):
        messages.success(request, _("Your colleague has been told."))
        return redirect("repair:desk_settings")
    return _shown(request, delegation=form)


@login_required
@require_POST
@personal
def come_back(request: SignedInRequest) -> HttpResponse:
    """End the delegation."""
    my_departments(request)
    services.end_delegation(by=request.user, on=timezone.localdate())
    messages.success(request, _("Nobody stands in for you any more."))
    return redirect("repair:desk_settings")
