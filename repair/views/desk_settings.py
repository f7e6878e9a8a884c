"""R15: what one's desk opens with, its single keys, and who stands in while one is away."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from registry.duties import departments_where
from repair import services
from repair.desk_forms import DelegationForm, FilterForm, QueueForm
from repair.models import Delegation, DeskSettings, SavedFilter
from repair.selectors.colleagues import absent_colleagues, reviewers_of
from repair.views.desk_access import my_departments
from repair.views.refusals import NOT_VALID, SignedInRequest, attempt, personal
from repair.views.shown_queue import lens_words


@login_required
@require_safe
@personal
def settings(request: SignedInRequest) -> HttpResponse:
    """Everything one can arrange at one's desk."""
    return _shown(request)


def _shown(
    request: SignedInRequest,
    queue: Form | None = None,
    delegation: Form | None = None,
    saving: FilterForm | None = None,
) -> HttpResponse:
    my_departments(request)
    refused = queue or delegation or saving
    context = {
        "nav": "settings",
        "queue": queue or QueueForm(lenses=_lenses(), initial=DeskSettings.of(request.user)),
        "delegation": delegation or DelegationForm(people=_colleagues(request)),
        "away": Delegation.objects.filter(
            user=request.user, ended_on__isnull=True, until__gte=timezone.localdate()
        )
        .select_related("delegate")
        .first(),
        "absent": absent_colleagues(request.user, timezone.localdate()),
        "reviews": bool(departments_where(request.user, "review_cases")),
        "leads": bool(departments_where(request.user, "lead_department")),
        "saving": saving,
        "saved": SavedFilter.objects.filter(user=request.user).order_by("pk"),
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
    """Choose what the queue opens with, and how close its rows stand."""
    my_departments(request)
    form = QueueForm(request.POST, lenses=_lenses())
    if not form.is_valid():
        return _shown(request, queue=form)
    DeskSettings.objects.update_or_create(user=request.user, defaults=form.cleaned_data)
    messages.success(request, _("Saved."))
    return redirect("repair:desk_settings")


@login_required
@require_POST
@personal
def keep_filter(request: SignedInRequest) -> HttpResponse:
    """Keep what the queue shows now under a name; the same name is given anew."""
    my_departments(request)
    form = FilterForm(request.POST)
    own = SavedFilter.objects.filter(user=request.user)
    if form.is_valid() and own.exclude(name=form.cleaned_data["name"]).count() >= SavedFilter.MOST:
        form.add_error(None, _("You have many saved filters. Please delete one first."))
    if not form.is_valid():
        return _shown(request, saving=form)
    said = form.cleaned_data
    kept, _made = SavedFilter.objects.update_or_create(
        user=request.user, name=said["name"], defaults={"lens": said["lens"], "words": said["words"]}
    )
    return redirect(f"{reverse('repair:queue')}?{kept.query}")


@login_required
@require_POST
@personal
def drop_filter(request: SignedInRequest, pk: int) -> HttpResponse:
    """Forget one of one's saved filters."""
    my_departments(request)
    SavedFilter.objects.get(user=request.user, pk=pk).delete()
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
