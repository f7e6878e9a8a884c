"""Drafts: what is typed is kept until it is handed in, and nobody writes over what they have not seen."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from casework.errors import CaseError, NotOpenAnyMore
from casework.models import Case
from casework.wording import person_name
from registry.secret import masked_name
from repair.models import Draft, DraftPage, RepairCase, Status

LONGEST = 100_000  # characters of one draft: well above ten thousand in a field, well below a burden


class ChangedMeanwhile(NotOpenAnyMore):
    """Another window or another person has changed the page since it was opened (409)."""

    def __init__(self, draft: Draft, *, by: Any) -> None:
        self.draft = draft
        super().__init__(_changed_by(draft.by, by))


def _changed_by(writer: Any, reader: Any) -> Any:
    if writer.pk == reader.pk:
        return _("You have just changed this page in another window. Please look at it before you save.")
    words = _("{name} has just changed this page. Please look at it before you save.")
    return format_lazy(words, name=masked_name(person_name(writer)))


def draft_of(case: Case, page: str) -> Draft | None:
    """What is kept of a page, if anything."""
    return Draft.objects.filter(case=case, page=page).select_related("by").first()


@transaction.atomic
def save_draft(
    case: Case, page: str, data: Mapping[str, Any], *, seen: int, window: str, by: Any, now: datetime
) -> Draft:
    """Keep what is typed; raises ChangedMeanwhile where `seen` is not the last version."""
    if sum(len(str(each)) for each in data.values()) > LONGEST:
        raise CaseError(_("This is too long to be kept as a draft."))
    draft = _locked(case, page, by=by, now=now)
    same_window = bool(window) and draft.window == window and draft.by_id == by.pk
    if draft.version != seen and not same_window and draft.data != data:
        raise ChangedMeanwhile(draft, by=by)
    draft.data, draft.by, draft.window, draft.saved_at = dict(data), by, window, now
    draft.version += 1
    draft.save()
    return draft


@transaction.atomic
def take_over_draft(case: Case, page: str, *, by: Any, now: datetime) -> Draft:
    """Go on with what another person has typed; their window is behind from here on."""
    draft = _locked(case, page, by=by, now=now)
    draft.by, draft.window, draft.saved_at = by, "", now
    draft.version += 1
    draft.save()
    return draft


@transaction.atomic
def hand_in(case: Case, page: str, *, seen: int | None, window: str, by: Any, now: datetime) -> None:
    """A page is handed in: the draft is emptied, and windows opened before are behind from here on.

    Raises ChangedMeanwhile where the page shows an older version; without a version (a page that
    keeps none) nothing is compared.
    """
    draft = _locked(case, page, by=by, now=now)
    same_window = bool(window) and draft.window == window and draft.by_id == by.pk
    if seen is not None and draft.version != seen and not same_window:
        raise ChangedMeanwhile(draft, by=by)
    draft.data, draft.by, draft.window, draft.saved_at = {}, by, "", now
    draft.version += 1
    draft.save()


def drop_draft(case: Case, page: str) -> None:
    """What was typed is nobody's any more: somebody else fills the page in from the beginning."""
    Draft.objects.filter(case=case, page=page).delete()


def _locked(case: Case, page: str, *, by: Any, now: datetime) -> Draft:
    Draft.objects.get_or_create(case=case, page=page, defaults={"by": by, "saved_at": now})
    drafts = Draft.objects.select_for_update(of=("self",)).select_related("by")
    return drafts.get(case=case, page=page)


def last_saved_at(user: Any, *, since: date) -> datetime | None:
    """When something that the user typed was last kept, since that day."""
    mine = Draft.objects.filter(by=user, saved_at__date__gte=since)
    return mine.order_by("-saved_at").values_list("saved_at", flat=True).first()


def purge_drafts(on: date) -> int:
    """Delete what nobody has come back to in the days that drafts are kept; returns how many."""
    oldest = on - timedelta(days=settings.DRAFT_KEPT_DAYS)
    return Draft.objects.filter(saved_at__date__lt=oldest).delete()[0]


def carry_over(case: RepairCase, *, by: Any) -> None:
    """What was filled in for an application on this record that ended without a decision is offered again."""
    ended = [Status.WITHDRAWN, Status.LAPSED]
    earlier = RepairCase.objects.filter(record=case.record, subject=case.subject, status__in=ended)
    last = earlier.exclude(pk=case.pk).order_by("-pk").first()
    if last is None:
        return
    ended_at = last.events.latest("seq").at
    if ended_at.date() < case.opened_on - timedelta(days=settings.DRAFT_KEPT_DAYS):
        return
    data: dict[str, Any] = {}
    for one in last.statements.all():
        data |= {
            f"on_{one.obligation_id}": one.fulfilled_on.isoformat(),
            f"proof_{one.obligation_id}": one.proof,
        }
    if typed := draft_of(last, DraftPage.FULFILMENT):
        data |= typed.data
    if data:
        Draft.objects.create(
            case=case, page=DraftPage.FULFILMENT, by=by, data=data, version=1, saved_at=ended_at
        )
