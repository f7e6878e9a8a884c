"""Publication channels: each can be told how a record has to look, and be asked how it looks.

What a channel was told is done only when a second look finds it so.
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from casework.models import ChannelOrder, Effect, EffectKind, Removal
from registry.models import Channel, Publication, PublicationChange, Record
from registry.models.publication import PUBLIC_PAGE, PublicationState


@dataclass(frozen=True)
class Look:
    """How a record looks to an outsider."""

    shown: bool
    marked: bool = False
    contested: bool = False
    sanctions_held: bool = False


NOT_SHOWN = Look(shown=False)


class ChannelAdapter(Protocol):
    """What a channel must be able to do; calls may be repeated."""

    def remove(self, removal: Removal, *, on: date) -> None:
        """Take the record off show; a record that is off already is left alone."""

    def shows(self, record: Record, *, on: date) -> bool:
        """Whether an outsider who looks now finds the record."""

    def follow(self, order: ChannelOrder, look: Look, *, on: date) -> None:
        """Make the record look as its matters say now, because of what the order names."""

    def shows_as(self, record: Record, *, on: date) -> Look:
        """How an outsider who looks now finds the record."""


def end_by_repair(removal: Removal, channel: str, *, on: date) -> None:
    """Note that a channel has taken a repaired record off show: nothing later tells it to show the record again."""
    shown = Publication.objects.select_for_update().get(record=removal.record, channel__code=channel)
    if shown.state in (PublicationState.ENDED_BY_REPAIR, PublicationState.WITHDRAWN):
        return
    source = shown.state
    shown.state, shown.ended_on, shown.removal_id = PublicationState.ENDED_BY_REPAIR, on, removal.pk
    shown.save(update_fields=["state", "ended_on", "removal_id"])
    PublicationChange.objects.create(
        publication=shown, source=source, target=shown.state, on=on, because=removal.case.number
    )


class PublicPage:
    """This system's own page."""

    def remove(self, removal: Removal, *, on: date) -> None:
        end_by_repair(removal, PUBLIC_PAGE, on=on)

    def shows(self, record: Record, *, on: date) -> bool:
        return Publication.objects.public(on).filter(record=record).exists()

    def follow(self, order: ChannelOrder, look: Look, *, on: date) -> None:
        """The page asks the effects themselves at every reading: there is nothing to do."""

    def shows_as(self, record: Record, *, on: date) -> Look:
        return _with_marks(record) if self.shows(record, on=on) else NOT_SHOWN


ADAPTERS: dict[str, ChannelAdapter] = {PUBLIC_PAGE: PublicPage()}


class UnknownChannel(LookupError):
    """No adapter is installed for a channel on which records are shown."""


def adapter_of(channel: Channel) -> ChannelAdapter:
    try:
        return ADAPTERS[channel.code]
    except KeyError:
        raise UnknownChannel(f"no adapter for the channel {channel.code!r}") from None


def due_look(record: Record, channel: Channel, *, on: date) -> Look:
    """How a record has to look on a channel that day, as its publication and its open matters say."""
    here = Publication.objects.not_suspended().filter(record=record, channel=channel).first()
    hidden = here is None or not here.is_on_show(on)
    never = channel.code == PUBLIC_PAGE and record.subject.is_person
    return NOT_SHOWN if hidden or never else _with_marks(record)


def _with_marks(record: Record) -> Look:
    running = set(Effect.objects.running().filter(record=record).values_list("kind", flat=True))
    return Look(
        shown=True,
        marked=EffectKind.MARK in running,
        contested=EffectKind.CONTESTED in running,
        sanctions_held=EffectKind.SUSPEND_SANCTIONS in running,
    )
