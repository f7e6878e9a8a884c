"""The pages of draws (C3): plan and preview, the frozen population, the seed, the list, and the draw made again."""

import shlex
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from objections.views.at_desk import for_the_office_only
from rechecks import services
from rechecks.drawing import RECORDS, CannotDraw, Population, digest, population_text, read_population
from rechecks.forms.draws import CasePlanForm, PlanForm, RecordPlanForm, SeedForm, refuse
from rechecks.models import Draw, DrawnPopulation
from rechecks.selectors.blindness import Withheld, withheld
from rechecks.selectors.drawn import checkers_offered, drawn_items, populations
from rechecks.views.shown_draws import (
    drawn_rows,
    header_of,
    kinds_in_words,
    loads_in_words,
    period_in_words,
    plan_in_words,
    preview_of,
    size_in_words,
)
from rechecks.views.shown_items import item_rows, states_counted
from rechecks.views.withheld import NOT_YET, not_yet
from registry.exporting import begun, registered
from registry.models import ExportForm
from repair.views.refusals import NOT_VALID, SignedInRequest, personal, posted

PAGE = 20
PROGRAM = "tools/verify_draw.py"
FREEZE = "freeze"


@login_required
@require_safe
@personal
def draws(request: SignedInRequest) -> HttpResponse:
    """Every frozen population with what was drawn from it."""
    for_the_office_only(request)
    before = request.GET.get("before", "")
    key = int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None
    found = list(populations(key)[: PAGE + 1])
    shown = found[:PAGE]
    older = f"{reverse('rechecks:draws')}?before={shown[-1].pk}" if len(found) > PAGE else ""
    context = {"nav": "draws", "rows": [_row(each) for each in shown], "next_url": older}
    if key:
        context["first_url"] = reverse("rechecks:draws")
    return render(request, "rechecks/draws.html", context)


def _row(frozen: Any) -> dict[str, Any]:
    return {
        "frozen": frozen,
        "period": period_in_words(frozen.period_from, frozen.period_to),
        "of_records": frozen.holds == RECORDS,
        "kinds": kinds_in_words(frozen.kinds),
        "count": frozen.header["items"],
        "size": size_in_words(frozen.header),
        "draws": list(frozen.draws.all()),
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def plan_draw(request: SignedInRequest, form_of: type[PlanForm] = CasePlanForm) -> HttpResponse:
    """The plan; its strata are shown first, and what is frozen is what was shown."""
    for_the_office_only(request)
    form = form_of(posted(request), on=timezone.localdate(), checkers=checkers_offered())
    context: dict[str, Any] = {"nav": "draws", "form": form, "of_records": form.holds == RECORDS}
    if form.is_bound and form.is_valid():
        try:
            population = services.population_of(form.scope, form.plan, form.cleaned_data["checkers"])
            services.refuse_what_tells(population, request.user)
            context["preview"] = preview_of(population)
        except CannotDraw as refusal:
            refuse(form, refusal)
        else:
            seen, asked = digest(population_text(population)), request.POST.get("do") == FREEZE
            if asked and request.POST.get("seen") == seen:
                return _frozen(request, form, population)
            context |= {"seen": seen, "was_stale": asked}
    return render(request, "rechecks/plan_draw.html", context, status=NOT_VALID if form.errors else 200)


def plan_draw_of_records(request: SignedInRequest) -> HttpResponse:
    """The same of records that should be gone and are not."""
    return plan_draw(request, RecordPlanForm)


def _frozen(request: SignedInRequest, form: PlanForm, population: Population) -> HttpResponse:
    frozen = services.freeze(population, form.scope, by=request.user, on=timezone.localdate())
    messages.success(
        request, _("The population is frozen. Make its fingerprint public before there is a seed.")
    )
    return redirect("rechecks:population", digest=frozen.sha256)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def population(request: SignedInRequest, digest: str) -> HttpResponse:
    """A frozen population with its fingerprint, and the form for the seed."""
    for_the_office_only(request)
    frozen = get_object_or_404(DrawnPopulation.objects.select_related("frozen_by"), sha256=digest)
    earlier = services.earlier_draws(frozen)
    form = SeedForm(posted(request), seed_from=frozen.seed_from, was_drawn=bool(earlier))
    if form.is_bound and form.is_valid() and (drawn := _drawn(request, frozen, form)):
        messages.success(request, _("Drawn. Every case has its checker."))
        return redirect("rechecks:draw", draw=drawn.pk)
    header, kept_back = header_of(frozen.content), withheld(frozen, request.user)
    is_blind = kept_back == Withheld.IS_BLIND
    context = {
        "nav": "draws",
        "frozen": frozen,
        "form": form,
        "plan": plan_in_words(frozen, header),
        "withheld": NOT_YET.get(kept_back),
        "preview": None if is_blind else preview_of(read_population(frozen.content)),
        "draws": [each for each in earlier if each.population_id == frozen.pk],
        "earlier": [each for each in earlier if each.population_id != frozen.pk],
    }
    return render(request, "rechecks/population.html", context, status=NOT_VALID if form.errors else 200)


def _drawn(request: SignedInRequest, frozen: DrawnPopulation, form: SeedForm) -> Draw | None:
    try:
        with transaction.atomic():
            return services.draw(frozen, **form.cleaned_data, by=request.user, on=timezone.localdate())
    except CannotDraw as refusal:
        refuse(form, refusal)
        return None


@login_required
@require_safe
@personal
def draw(request: SignedInRequest, draw: int) -> HttpResponse:
    """What was drawn, who checks what, and by what anybody can repeat it."""
    return _show(request, _kept(request, draw))


@login_required
@require_POST
@personal
def repeat_draw(request: SignedInRequest, draw: int) -> HttpResponse:
    """Make the draw again from what is kept of it, and say whether it comes out the same."""
    kept = _kept(request, draw)
    return _show(request, kept, repeated=services.repeat(kept))


def _kept(request: SignedInRequest, pk: int) -> Draw:
    for_the_office_only(request)
    return get_object_or_404(Draw.objects.select_related("population", "drawn_by"), pk=pk)


def _show(request: SignedInRequest, kept: Draw, **more: Any) -> HttpResponse:
    header, kept_back = header_of(kept.content), withheld(kept.population, request.user)
    items = item_rows(drawn_items(kept), request.user)
    context = {
        "nav": "draws",
        "draw": kept,
        "frozen": kept.population,
        "kinds": kinds_in_words(kept.population.kinds),
        "of_records": kept.population.holds == RECORDS,
        "period": period_in_words(kept.population.period_from, kept.population.period_to),
        "seed_to_type": shlex.quote(kept.seed),
        "withheld": NOT_YET.get(kept_back),
        "rows": [] if kept_back == Withheld.IS_BLIND else drawn_rows(kept, header),
        "loads": loads_in_words(header),
        "items": items,
        "states": states_counted(items),
    }
    return render(request, "rechecks/drawn.html", context | more)


# --- the files that repeat it -----------------------------------------------------------------------


@login_required
@require_safe
@personal
def population_file(request: SignedInRequest, digest: str) -> HttpResponse:
    """population.jsonl, byte for byte as it was hashed."""
    for_the_office_only(request)
    frozen = get_object_or_404(DrawnPopulation, sha256=digest)
    if words := NOT_YET.get(withheld(frozen, request.user)):
        return not_yet(request, words, reverse("rechecks:population", args=[digest]), "population.jsonl")
    return _noted(request, frozen.content, "population.jsonl", _("Population of a draw"))


@login_required
@require_safe
@personal
def list_file(request: SignedInRequest, draw: int) -> HttpResponse:
    """list.jsonl, byte for byte as it was hashed."""
    kept = _kept(request, draw)
    if words := NOT_YET.get(withheld(kept.population, request.user)):
        return not_yet(request, words, reverse("rechecks:draw", args=[draw]), "list.jsonl")
    return _noted(request, kept.content, "list.jsonl", _("List of a draw"))


@login_required
@require_safe
@personal
def program(request: SignedInRequest) -> HttpResponse:
    """The program that repeats a draw anywhere, with nothing but Python."""
    for_the_office_only(request)
    return _file((settings.BASE_DIR / PROGRAM).read_text("utf-8"), "verify_draw.py")


def _noted(request: SignedInRequest, text: str, name: str, title: str) -> HttpResponse:
    """A file of cases: who took it stands in the register of exports. It has to keep its hash, so it says nothing itself."""
    rows = text.count("\n")
    export = begun(title, ExportForm.LINES, rows=rows, by=request.user, now=timezone.now())
    registered(export, text.encode())
    return _file(text, name)


def _file(text: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(text.encode(), content_type="application/octet-stream", headers=headers)
