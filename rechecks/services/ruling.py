"""Trying a draft of rules, letting it take effect, and what its day brings."""

from datetime import date, datetime
from itertools import islice
from time import monotonic

import structlog
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.errors import CaseError, NotOpenAnyMore
from rechecks.models import DryRun, DryRunLine, RuleDraft, RuleEffect, RuleRelease
from rechecks.selectors.dry_run import CHUNK, Comparison, touched_by
from registry.assessing import refresh
from registry.duties import sits_in_credit_office
from rules.models import RuleSetVersion
from rules.reading import read_content
from rules.services import add_version, current_library, lock_versions, office_calendar

log = structlog.get_logger(__name__)


class CannotRelease(CaseError):
    """A release that lacks something; the words say what."""

    default = gettext_lazy("This cannot be released.")


@transaction.atomic
def ask_dry_run(pk: int, *, by: User) -> DryRun:
    """Have a draft tried; a worker does it."""
    _of_the_office(by)
    draft = _open_draft(pk)
    waiting = draft.dry_runs.filter(
        sha256=draft.sha256, takes_effect_on=draft.takes_effect_on, finished_at=None
    )
    known = waiting.filter(problem="").first()
    return known or DryRun.objects.create(
        draft=draft, sha256=draft.sha256, takes_effect_on=draft.takes_effect_on, asked_by=by
    )


def work_dry_runs(now: datetime) -> int:
    """Do what was asked for; one at a time, however many workers there are. Returns how many were done."""
    done = 0
    while (pk := _next()) is not None:
        done += try_out(pk, now=now)
    return done


def _next() -> int | None:
    waiting = DryRun.objects.filter(finished_at=None, problem="").order_by("pk")
    return waiting.values_list("pk", flat=True).first()


def try_out(pk: int, *, now: datetime) -> bool:
    """One dry run, in one transaction: a worker that dies leaves it to the next one."""
    try:
        return _tried_out(pk, now)
    except Exception as reason:  # whatever a draft runs into is said, or it would be tried for ever
        log.exception("dry_run_failed", run=pk)
        DryRun.objects.filter(pk=pk, finished_at=None).update(
            problem=f"{type(reason).__name__}: {reason}"[:300]
        )
        return False


@transaction.atomic
def _tried_out(pk: int, now: datetime) -> bool:
    free = DryRun.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk, finished_at=None)
    run = free.select_related("draft").first()
    if run is None:
        return False
    began, seen = monotonic(), _newest_version()
    comparison = Comparison(
        run.draft.as_instrument, current_library(), run.takes_effect_on, office_calendar()
    )
    lines = comparison.lines()
    while chunk := list(islice(lines, CHUNK)):
        for line in chunk:
            line.run = run
        DryRunLine.objects.bulk_create(chunk)
    run.counts, run.after_version = comparison.counts, seen
    run.finished_at, run.seconds = now, round(monotonic() - began, 1)
    run.save(update_fields=["counts", "after_version", "finished_at", "seconds"])
    return True


def valid_run(draft: RuleDraft) -> DryRun | None:
    """The latest dry run of exactly what the draft says now, if no rules have changed since."""
    runs = draft.dry_runs.filter(
        sha256=draft.sha256, takes_effect_on=draft.takes_effect_on, after_version=_newest_version()
    )
    return runs.exclude(finished_at=None).order_by("-pk").first()


def _newest_version() -> int:
    return RuleSetVersion.objects.aggregate(last=Max("pk"))["last"] or 0


@transaction.atomic
def release(pk: int, *, sha256: str, by: User, on: date) -> RuleRelease:
    """Let a draft of somebody else count from its day on. `sha256` is what the releaser has read."""
    _of_the_office(by)
    lock_versions()
    draft = _open_draft(pk)
    if draft.sha256 != sha256:
        raise NotOpenAnyMore
    if draft.drafted_by_id == by.pk:
        raise CannotRelease(_("You drafted it: somebody else of the credit office has to release it."))
    if draft.takes_effect_on <= on:
        raise CannotRelease(_("Its day of effect has come: whoever drafted it has to enter a later one."))
    run = valid_run(draft)
    if run is None:
        raise CannotRelease(_("There is no dry run of what the draft says now, under the rules of now."))
    version = add_version(
        read_content(draft.as_instrument.content, draft.instrument),
        loaded_from=f"draft {draft.pk}",
        takes_effect_on=draft.takes_effect_on,
    )
    return RuleRelease.objects.create(
        draft=draft, dry_run=run, version=version, sha256=draft.sha256, takes_effect_on=draft.takes_effect_on,
        drafted_by=draft.drafted_by, released_by=by, released_on=on,
    )  # fmt: skip


def take_effect(on: date) -> dict[str, int]:
    """The day of a release has come: its records are assessed anew, for search and for what is on show.

    Pages and cases go by the day they are asked on and need none of this. Safe to run again.
    """
    due = RuleRelease.objects.filter(takes_effect_on__lte=on, effect=None).order_by("takes_effect_on", "pk")
    return {"releases": sum(_take_effect(each, on) for each in due.select_related("draft"))}


def _take_effect(released: RuleRelease, on: date) -> int:
    versions = RuleSetVersion.objects.filter(instrument=released.draft.instrument).values_list(
        "content", flat=True
    )
    spoken_of = touched_by([read_content(each, released.draft.instrument) for each in versions])
    records = refresh(spoken_of, on)
    _effect, first = RuleEffect.objects.get_or_create(
        release=released, defaults={"on": on, "records": records}
    )
    return int(first)


def _open_draft(pk: int) -> RuleDraft:
    draft = RuleDraft.objects.select_for_update().get(pk=pk)
    if not draft.is_open:
        raise NotOpenAnyMore
    return draft


def _of_the_office(by: User) -> None:
    if not sits_in_credit_office(by):
        raise PermissionDenied
