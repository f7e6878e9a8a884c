"""A record shown again, because the repair that took it off show was revoked: for the time that is left, never longer.

The maximum period counts from the day the rules name and was never stopped by the repair. What is
left of it are the days through its old last day; once that lies behind, nothing is shown again.
"""

from datetime import date

from django.db import transaction

from casework.deferring import check_now, put_off
from casework.effects import tell_channels
from casework.models import Case, CaseEvent, OrderKind, Restoration
from registry.assessing import facts_of, last_day_on_show, no_later
from registry.models import Publication, PublicationChange, Record
from registry.models.publication import PublicationState
from rules.services import current_library

TOOK_EFFECT, HAS_ITS_FINDING = "restoration_took_effect", "revocation_has_a_finding"


@transaction.atomic
def restore(
    case: Case, event: CaseEvent, *, finding: CaseEvent, correcting: CaseEvent, ground: str, on: date
) -> Restoration:
    """Show the record of a repair that was revoked by `event` on every channel from which it was removed.

    `finding` is the event that found the repair wrong, `correcting` the one at which the case behind
    it stands now: its channels are told in that one's name. Call it in the transaction of both.
    """
    record = Record.objects.select_for_update().select_related("subject").get(pk=case.record_id)
    by_it = Publication.objects.select_for_update().filter(
        record=record, state=PublicationState.ENDED_BY_REPAIR, removal_id=case.removal.pk
    )
    ended = list(by_it.order_by("pk"))
    last = _last_day(record, ended, on)
    put_off(TOOK_EFFECT)
    restoration = Restoration.objects.create(
        record=record,
        case=case,
        seq=event.seq,
        finding_id=finding.case_id,
        finding_seq=finding.seq,
        finding_target=finding.target,
        ground=ground,
        shown_until=last,
        on=on,
    )
    for publication in ended:
        _show_again(publication, restoration, last, because=case.number)
    check_now(TOOK_EFFECT)
    tell_channels(correcting.case, [OrderKind.RESTORE], event=correcting)
    return restoration


def _last_day(record: Record, ended: list[Publication], on: date) -> date | None:
    """Through which day the record may be shown: what the rules say, and no channel said a later one before."""
    facts = facts_of(record)
    last = last_day_on_show(facts, current_library().governing(facts, on))
    for publication in ended:
        last = no_later(last, publication.shown_until)
    return last


def _show_again(
    publication: Publication, restoration: Restoration, last: date | None, *, because: str
) -> None:
    on, source = restoration.on, publication.state
    is_over = last is not None and last < on
    publication.state = PublicationState.ENDED_AT_MAXIMUM if is_over else PublicationState.RESTORED
    publication.shown_until, publication.ended_on = last, on if is_over else None
    publication.removal_id, publication.restoration_id = None, restoration.pk
    publication.save(update_fields=["state", "shown_until", "ended_on", "removal_id", "restoration_id"])
    PublicationChange.objects.create(
        publication=publication, source=source, target=publication.state, on=on, because=because
    )
