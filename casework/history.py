"""What became of a record in the eyes of the public: shown, marked, hidden and shown again, oldest first."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from casework.models import Effect, EffectKind
from registry.models import PublicationChange, Record


@dataclass(frozen=True)
class HistoryLine:
    """One change on one day, and what brought it about."""

    on: date
    words: str
    because: str


def history_of(record: Record) -> list[HistoryLine]:
    """Every change of where and how the record is shown."""
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
    return sorted(lines, key=lambda line: line.on)


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
