"""C11: from where on figures are marked, and who has set what before."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from objections.views.at_desk import for_the_office_only
from rechecks.forms.thresholds import ThresholdsForm
from rechecks.models import FigureThreshold
from rechecks.services.thresholds import set_thresholds, thresholds_in_force
from rechecks.views.shown_figures import COLUMNS
from repair.views.refusals import NOT_VALID, SignedInRequest, attempt, personal, posted

SHOWN = 50


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def thresholds(request: SignedInRequest) -> HttpResponse:
    """Two limits for each figure; what was set before stays below."""
    for_the_office_only(request)
    sent = posted(request)
    form = ThresholdsForm(sent)
    made: list[Any] = []
    if (
        sent is not None
        and form.is_valid()
        and attempt(form, lambda: made.extend(set_thresholds(form.limits(), by=request.user)))
    ):
        messages.success(
            request, _("Saved. What was set before stays below.") if made else _("Nothing was changed.")
        )
        return redirect("rechecks:thresholds")
    context = {
        "nav": "overview",
        "form": form,
        "figures": [
            (COLUMNS[name], each.lower_is_worse, form[f"{name}_watch"], form[f"{name}_chase"])
            for name, each in thresholds_in_force().items()
        ],
        "history": [
            (COLUMNS[each.figure].label if each.figure in COLUMNS else each.figure, each)
            for each in FigureThreshold.objects.select_related("set_by")[:SHOWN]
        ],
    }
    return render(request, "rechecks/thresholds.html", context, status=NOT_VALID if form.errors else 200)
