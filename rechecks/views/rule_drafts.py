"""Drafts of rules: typed or brought as a file, tried, released by a second person."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.errors import CaseError, NotOpenAnyMore
from rechecks.forms.rules import ConfirmForm, DayForm, FileForm, LocalSetForm, initial_of, tomorrow
from rechecks.models import DraftKind, Impact, RuleDraft
from rechecks.selectors.locked_figures import locked_figures
from rechecks.selectors.rule_sets import draft_differences, lines_of, offered, places
from rechecks.services import rule_drafts, ruling
from rechecks.texts.rules import figure_value, place_name
from rechecks.views.rules import FORM, NAV, READ, for_the_credit_office
from rechecks.views.shown_runs import counted, expected_time, shown_lines
from repair.views.refusals import NOT_VALID, SignedInRequest
from rules.instruments import Level


@for_the_credit_office(*FORM)
def new_set(request: SignedInRequest) -> HttpResponse:
    """C7: first the place, then the form with what is left open there."""
    place = request.GET.get("place", "")
    if place not in places():
        return render(
            request, "rechecks/rule_place.html", {"nav": NAV, "places": places(), "wrong": bool(place)}
        )
    first = tomorrow(timezone.localdate()) | {"number_of_set": f"{place}-OWN"}
    return _local_set(request, place, first, rule_drafts.draft_local_set)


@for_the_credit_office(*FORM)
def edit_set(request: SignedInRequest, draft: int) -> HttpResponse:
    """The same form with a draft of one's own."""
    found = RuleDraft.objects.get(pk=draft, kind=DraftKind.OVERRIDE)
    if not found.is_open:
        raise NotOpenAnyMore
    first = initial_of(found.as_instrument) | {
        "takes_effect_on": found.takes_effect_on,
        "because": found.because,
    }

    def change(*said: Any, **when: Any) -> RuleDraft:
        return rule_drafts.change_local_set(draft, *said, **when)

    return _local_set(request, found.as_instrument.jurisdiction, first, change)


def _local_set(
    request: SignedInRequest, place: str, first: dict[str, Any], keep: Callable[..., RuleDraft]
) -> HttpResponse:
    offers, fixed = offered(place, timezone.localdate())
    locked = locked_figures(place, fixed, timezone.localdate())
    form = LocalSetForm(request.POST or None, initial=first, place=place, offers=offers, locked=locked)

    def kept() -> RuleDraft:
        return keep(form.said, **form.when, **_who(request))

    return _answered(request, form, kept, "rechecks/rule_form.html", {"place": place})


@for_the_credit_office(*FORM)
def import_set(request: SignedInRequest) -> HttpResponse:
    """A local set from a rule file."""
    form = FileForm(request.POST or None, request.FILES or None, initial=tomorrow(timezone.localdate()))

    def kept() -> RuleDraft:
        file = form.cleaned_data["file"]
        digest = form.cleaned_data["digest"]
        return rule_drafts.draft_from_file(
            file.read(rule_drafts.MOST_BYTES + 1), file.name, digest=digest, **form.when, **_who(request)
        )

    return _answered(request, form, kept, "rechecks/rule_import.html", {})


@for_the_credit_office(*FORM)
def confirm(request: SignedInRequest, set_id: str) -> HttpResponse:
    """Confirm a figure from the official text."""
    place = request.GET.get("figure", "")
    said = _newest(set_id)
    figure = dict(said.all_figures()).get(place)
    if figure is None:
        raise Http404
    first = tomorrow(timezone.localdate()) | {
        "value": figure.value,
        "cites": figure.cites,
        "read_in": figure.read_in,
    }
    form = ConfirmForm(request.POST or None, initial=first)
    is_word = place.startswith("principles.") or figure.value == "required"
    if is_word:
        del form.fields["value"]

    def kept() -> RuleDraft:
        words = form.cleaned_data
        value = words.get("value") or str(figure.value)
        read = rule_drafts.Confirmation(place, value, words["cites"], form.text)
        return rule_drafts.draft_confirmation(set_id, read, **form.when, **_who(request))

    classes = {each.key: each.name for each in said.classes}
    context = {
        "set": said,
        "name": place_name(place, classes),
        "figure": figure,
        "value": figure_value(figure),
    }
    return _answered(request, form, kept, "rechecks/rule_confirm.html", context)


@for_the_credit_office(*FORM)
def restore(request: SignedInRequest, set_id: str, ordinal: int) -> HttpResponse:
    """Take an earlier version up again, as a new one."""
    said = _newest(set_id)
    if not rule_drafts.has_version(set_id, ordinal):
        raise Http404
    form = DayForm(request.POST or None, initial=tomorrow(timezone.localdate()))

    def kept() -> RuleDraft:
        return rule_drafts.draft_rollback(set_id, ordinal, **form.when, **_who(request))

    return _answered(request, form, kept, "rechecks/rule_restore.html", {"set": said, "ordinal": ordinal})


def _newest(set_id: str) -> Any:
    return rule_drafts.newest(set_id)


def _who(request: SignedInRequest) -> dict[str, Any]:
    return {"by": request.user, "on": timezone.localdate()}


def _answered(
    request: SignedInRequest, form: Any, keep: Callable[[], RuleDraft], template: str, context: dict[str, Any]
) -> HttpResponse:
    """A form shown, or what came of it."""
    if request.method == "POST" and form.is_valid():
        try:
            draft = keep()
        except NotOpenAnyMore:
            raise
        except CaseError as refusal:
            form.refuse(refusal.field, str(refusal))
        else:
            messages.success(request, _("The draft is kept. Try it, then somebody else releases it."))
            return redirect("rechecks:rule_draft", draft.pk)
    failed = request.method == "POST"
    context |= {"nav": NAV, "form": form, "failed": failed}
    return render(request, template, context, status=NOT_VALID if failed else 200)


@for_the_credit_office(*READ)
def rule_draft(request: SignedInRequest, draft: int) -> HttpResponse:
    """A draft: what it says, what it would change, and what can be done with it."""
    found = RuleDraft.objects.select_related("drafted_by", "based_on").get(pk=draft)
    run = found.dry_runs.order_by("-pk").first()
    verdict = request.GET.get("show", "")
    cases = request.GET.get("of") == "cases"
    after = request.GET.get("after", "")
    lines, more = (
        lines_of(
            run,
            verdict=verdict,
            cases=cases,
            after=int(after) if after.isdecimal() and len(after) < 19 else 0,
        )
        if run and run.finished_at
        else ([], 0)
    )
    valid = ruling.valid_run(found) if found.is_open else None
    context = {
        "nav": NAV, "draft": found, "set": found.as_instrument, "differences": draft_differences(found), "run": run,
        "run_counts": run is not None and run == valid,
        "counts": counted(run, cases=cases, verdict=verdict) if run and run.finished_at else [],
        "expected": expected_time(run), "lines": shown_lines(lines), "of_cases": cases, "verdict": verdict,
        "verdict_name": dict(Impact.choices).get(verdict, ""),
        "is_mine": found.drafted_by_id == request.user.pk, "is_typed": found.kind == DraftKind.OVERRIDE,
        "national": found.as_instrument.level is not Level.LOCAL,
        "next_url": f"?of={'cases' if cases else 'records'}&show={verdict}&after={more}" if more else "",
    }  # fmt: skip
    return render(request, "rechecks/rule_draft.html", context)


@for_the_credit_office("POST")
def try_draft(request: SignedInRequest, draft: int) -> HttpResponse:
    """Have a worker hold the draft against every record and open case."""
    ruling.ask_dry_run(draft, by=request.user)
    return redirect("rechecks:rule_draft", draft)


@for_the_credit_office("POST")
def release_draft(request: SignedInRequest, draft: int) -> HttpResponse:
    """Let it take effect on its day."""

    def released() -> str:
        done = ruling.release(draft, sha256=request.POST.get("sha256", ""), **_who(request))
        words = _("Released. It takes effect at midnight of %(day)s as version %(n)s.")
        return words % {"day": done.takes_effect_on.isoformat(), "n": done.version.ordinal}

    return _done(request, draft, released)


@for_the_credit_office("POST")
def discard_draft(request: SignedInRequest, draft: int) -> HttpResponse:
    """Give a draft up."""

    def given_up() -> str:
        rule_drafts.discard(draft, **_who(request))
        return _("The draft was given up.")

    return _done(request, draft, given_up)


def _done(request: SignedInRequest, draft: int, step: Callable[[], str]) -> HttpResponse:
    try:
        messages.success(request, step())
    except NotOpenAnyMore:
        raise
    except CaseError as refusal:
        messages.error(request, str(refusal))
    return redirect("rechecks:rule_draft", draft)
