"""The rules as the credit office reads them: every set by its scope, its figures and sources, its versions, its file."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from rechecks.models import RuleDraft
from rechecks.selectors.rule_sets import (
    differences,
    listed_sets,
    open_drafts,
    sector_name,
    shown_figures,
    version_on,
)
from rechecks.selectors.unconfirmed import unconfirmed_in_force
from rechecks.texts.rules import LEVELS
from registry.duties import sits_in_credit_office
from repair.views.refusals import SignedInRequest, personal
from rules.models import RuleSetVersion
from rules.reading import read_content
from rules.writing import file_of

NAV = "rules"
READ, FORM = ("GET", "HEAD"), ("GET", "HEAD", "POST")


def for_the_credit_office(*methods: str) -> Callable[[Callable[..., HttpResponse]], Any]:
    """A page of the credit office alone: first who asks, then how, then whether they sit there."""

    def guarded(view: Callable[..., HttpResponse]) -> Any:
        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not sits_in_credit_office(request.user):
                raise PermissionDenied
            return personal(view)(request, *args, **kwargs)

        return login_required(require_http_methods(methods)(answered))

    return guarded


@for_the_credit_office(*READ)
def rule_sets(request: SignedInRequest) -> HttpResponse:
    """Every rule set by its scope, and the drafts that wait."""
    groups = listed_sets(timezone.localdate())
    context = {"nav": NAV, "groups": groups, "drafts": open_drafts()}
    return render(request, "rechecks/rule_sets.html", context)


@for_the_credit_office(*READ)
def unconfirmed(request: SignedInRequest) -> HttpResponse:
    """Every figure in force that nobody has confirmed from its text."""
    sets = unconfirmed_in_force(timezone.localdate())
    context = {
        "nav": NAV, "sets": sets, "count": sum(len(each.figures) for each in sets),
        "supervision_url": reverse("rechecks:supervision_stages"), "retention_url": reverse("rechecks:retention"),
    }  # fmt: skip
    return render(request, "rechecks/rule_unconfirmed.html", context)


@for_the_credit_office(*READ)
def rule_set(request: SignedInRequest, set_id: str) -> HttpResponse:
    """One rule set in one version: figures, sources, and who confirmed what."""
    rows, chosen = _versions(request, set_id)
    said = read_content(chosen.content, set_id)
    context = {
        "nav": NAV,
        "set": said,
        "level": LEVELS[said.level],
        "sector": sector_name(said.sector),
        "version": chosen,
        "counts": version_on(rows, timezone.localdate()),
        "versions": [(row, _before(rows, row)) for row in reversed(rows)],
        "last": rows[-1],
        "figures": shown_figures(said),
        "drafts": RuleDraft.objects.open().filter(instrument=set_id),
        "ours": rows[0].takes_effect_on is not None,
    }
    return render(request, "rechecks/rule_set.html", context)


def _versions(request: SignedInRequest, set_id: str) -> tuple[list[RuleSetVersion], RuleSetVersion]:
    """Every version of a set, and the one that is asked for: without a wish, the one that counts today."""
    rows = list(
        RuleSetVersion.objects.filter(instrument=set_id).select_related(
            "release__drafted_by", "release__released_by"
        )
    )
    rows.sort(key=lambda row: row.ordinal)
    if not rows:
        raise Http404
    wished = request.GET.get("version", "")
    if not wished:
        return rows, version_on(rows, timezone.localdate())
    found = next((row for row in rows if str(row.ordinal) == wished), None)
    if found is None:
        raise Http404
    return rows, found


def _before(rows: list[RuleSetVersion], row: RuleSetVersion) -> RuleSetVersion | None:
    return next((each for each in reversed(rows) if each.ordinal < row.ordinal), None)


@for_the_credit_office(*READ)
def compare(request: SignedInRequest, set_id: str) -> HttpResponse:
    """What a version changed against the one before it."""
    rows, chosen = _versions(request, set_id)
    before = _before(rows, chosen)
    was = read_content(before.content, set_id) if before else None
    now = read_content(chosen.content, set_id)
    context = {
        "nav": NAV, "set": now, "version": chosen, "before": before, "differences": differences(was, now),
    }  # fmt: skip
    return render(request, "rechecks/rule_compare.html", context)


@for_the_credit_office(*READ)
def rule_file(request: SignedInRequest, set_id: str) -> HttpResponse:
    """The file of a version, with the digest of its content."""
    _rows, chosen = _versions(request, set_id)
    text = file_of(read_content(chosen.content, set_id))
    name = f"{set_id}-v{chosen.ordinal}.toml"
    return HttpResponse(
        text,
        content_type="application/toml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
