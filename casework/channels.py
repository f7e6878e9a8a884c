"""Publication channels: each can take a record off show, and be asked whether it still shows it.

A removal on a channel is done only when a second look finds the record gone.
"""

from datetime import date
from typing import Protocol

from casework.models import ChannelReceipt, Removal
from registry.models import Publication, PublicationChange, Record
from registry.models.publication import PUBLIC_PAGE, PublicationState


class ChannelAdapter(Protocol):
    """What a channel must be able to do; calls may be repeated."""

    def remove(self, removal: Removal, *, on: date) -> None:
        """Take the record off show; a record that is off already is left alone."""

    def shows(self, record: Record, *, on: date) -> bool:
        """Whether an outsider who looks now finds the record."""


class PublicPage:
    """This system's own page."""

    def remove(self, removal: Removal, *, on: date) -> None:
        shown = Publication.objects.select_for_update().get(record=removal.record, channel__code=PUBLIC_PAGE)
        if shown.state == PublicationState.ENDED_BY_REPAIR:
            return
        source = shown.state
        shown.state, shown.ended_on, shown.removal_id = PublicationState.ENDED_BY_REPAIR, on, removal.pk
        shown.save(update_fields=["state", "ended_on", "removal_id"])
        PublicationChange.objects.create(
            publication=shown, source=source, target=shown.state, on=on, because=removal.case.number
        )

    def shows(self, record: Record, *, on: date) -> bool:
        return Publication.objects.public(on).filter(record=record).exists()


ADAPTERS: dict[str, ChannelAdapter] = {PUBLIC_PAGE: PublicPage()}


class UnknownChannel(LookupError):
    """No adapter is installed for a channel on which records are shown."""


def adapter_of(receipt: ChannelReceipt) -> ChannelAdapter:
    try:
        return ADAPTERS[receipt.channel.code]
    except KeyError:
        raise UnknownChannel(f"no adapter for the channel {receipt.channel.code!r}") from None
