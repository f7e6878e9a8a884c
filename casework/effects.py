"""What an open case does to its record: begun and ended by events, and told to every channel.

The rules say which effects a matter has at each of its steps; whoever moves a case hands them in
whole, and what is wanted no more ends by itself.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction

from casework.models import Case, CaseEvent, ChannelOrder, Effect, EffectKind, OrderKind
from casework.orders import nudge_orders
from registry.models import Publication, Record
from registry.models.publication import ON_SHOW
from rules.terms import Figure

BEGINS = {
    EffectKind.MARK: OrderKind.MARK,
    EffectKind.SUSPEND_DISCLOSURE: OrderKind.SUSPEND,
    EffectKind.SUSPEND_SANCTIONS: OrderKind.HOLD_SANCTIONS,
    EffectKind.CONTESTED: OrderKind.CONTEST,
}
ENDS = {
    EffectKind.MARK: OrderKind.UNMARK,
    EffectKind.SUSPEND_DISCLOSURE: OrderKind.RESUME,
    EffectKind.SUSPEND_SANCTIONS: OrderKind.RELEASE_SANCTIONS,
    EffectKind.CONTESTED: OrderKind.UNCONTEST,
}


@transaction.atomic
def bring_about(case: Case, wanted: Mapping[EffectKind, Figure], *, event: CaseEvent, on: date) -> None:
    """Begin what is wanted and does not run, end what runs and is not wanted, and tell every channel.

    `event` is the one at which the case stands, of the same day and transaction. A case that is
    closed wants nothing: the database refuses to keep an effect of it running.
    """
    running = {EffectKind(each.kind): each for each in Effect.objects.running().filter(case_id=case.pk)}
    ended = [kind for kind in running if kind not in wanted]
    begun = [kind for kind in wanted if kind not in running]
    for kind in ended:
        effect = running[kind]
        effect.ended_on, effect.ended_seq = on, event.seq
        effect.save(update_fields=["ended_on", "ended_seq"])
    for kind in begun:
        figure = wanted[kind]
        Effect.objects.create(
            record_id=case.record_id,
            case_id=case.pk,
            kind=kind,
            begun_on=on,
            begun_seq=event.seq,
            cites=figure.cites,
            confirmed=figure.confirmed,
        )
    tell_channels(case, [*(ENDS[kind] for kind in ended), *(BEGINS[kind] for kind in begun)], event=event)


def tell_channels(
    case: Case,
    kinds: Iterable[OrderKind],
    *,
    event: CaseEvent,
    record: Record | None = None,
    everywhere: bool = False,
) -> None:
    """Order every channel on which the record is on show; without `record`, that of the case.

    `everywhere` asks also those on which it should long be gone: they may show it all the same.
    """
    record_id = record.pk if record else case.record_id
    shown = Publication.objects.filter(record_id=record_id)
    if not everywhere:
        shown = shown.filter(state__in=ON_SHOW)
    channels = list(shown.values_list("channel_id", flat=True))
    ChannelOrder.objects.bulk_create(
        [
            ChannelOrder(channel_id=channel, record_id=record_id, case_id=case.pk, seq=event.seq, kind=kind)
            for kind in kinds
            for channel in channels
        ]
    )
    transaction.on_commit(nudge_orders, robust=True)


def running(record: Record) -> list[Effect]:
    """The effects that hold on a record now, of whatever case."""
    return list(Effect.objects.running().filter(record=record).select_related("case"))
