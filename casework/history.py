"""What became of a record: shown, marked, hidden and shown again, corrected, withdrawn, come back; oldest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from casework.models import Effect, EffectKind, RecordCorrection, Withdrawal
from registry.correctable import FIELDS
from registry.models import PublicationChange, Record


@dataclass(frozen=True)
class HistoryLine:
    """One change on one day, and what brought it about."""

    on: date
    words: str
    because: str


def history_of(record: Record) -> list[HistoryLine]:
    """Every change of what the record says, and of where and how it is shown."""
    changes = PublicationChange.objects.filter(publication__record=record)
    lines = [
        HistoryLine(each.on, f"{each.publication.channel.name} · {each.get_target_display()}", each.because)
        for each in changes.select_related("publication__channel")
    ]
    for effect in Effect.objects.filter(record=record).select_related("case"):
        begun, ended = _words(EffectKind(effect.kind))
        lines.append(HistoryLine(effect.begun_on, begun, effect.case.number))
        if effect.ended_on:
            lines.append(HistoryLine(effect.ended_on, ended, effect.case.number))
    lines += [*_put_right(record), *_come_back(record)]
    return sorted(lines, key=lambda line: line.on)


def _put_right(record: Record) -> Iterator[HistoryLine]:
    """Values corrected, and the whole record withdrawn, each by a case."""
    for each in RecordCorrection.objects.filter(record=record).select_related("case"):
        field = FIELDS[each.field]
        words = _("Corrected: %(field)s, from “%(old)s” to “%(new)s”") % {
            "field": field.label,
            "old": field.shown_kept(each.old) or _("nothing"),
            "new": field.shown_kept(each.new) or _("nothing"),
        }
        yield HistoryLine(each.on, words, each.case.number)
    for order in Withdrawal.objects.filter(record=record).select_related("case"):
        words = _("Withdrawn (%(kind)s): %(ground)s") % {
            "kind": order.get_kind_display(),
            "ground": order.ground,
        }
        yield HistoryLine(order.on, words, order.case.number)


def _come_back(record: Record) -> Iterator[HistoryLine]:
    """What the department certified after a withdrawal, and whether a file brought the record back."""
    for each in record.reopenings.select_related("department"):
        yield HistoryLine(each.filed_on, _("Reopening certificate filed"), each.document)
        if each.opened_on:
            yield HistoryLine(each.opened_on, _("Came back by import"), each.department.name)


def _words(kind: EffectKind) -> tuple[str, str]:
    """What is written when an effect begins, and when it ends."""
    return {
        EffectKind.MARK: (_("Objection mark added"), _("Objection mark taken away")),
        EffectKind.SUSPEND_DISCLOSURE: (_("Disclosure suspended"), _("Suspension of disclosure ended")),
        EffectKind.SUSPEND_SANCTIONS: (_("Sanctions suspended"), _("Suspension of sanctions ended")),
        EffectKind.CONTESTED: (
            _("Reconsideration or lawsuit noted"),
            _("Reconsideration or lawsuit ended"),
        ),
    }[kind]
