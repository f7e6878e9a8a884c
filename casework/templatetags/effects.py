"""What the open matters on a record do to it, as pages show it."""

from dataclasses import dataclass

from django import template
from django.utils import timezone

from casework.history import HistoryLine, history_of
from casework.models import Effect, EffectKind
from registry.models import Publication, Record

register = template.Library()


@dataclass(frozen=True)
class ShownEffects:
    """The effects that run on a record, one of each kind however many matters want it."""

    mark: Effect | None
    contested: Effect | None
    disclosure: Effect | None
    sanctions: Effect | None
    statements: tuple[str, ...]

    @property
    def any_public(self) -> bool:
        return bool(self.mark or self.contested or self.sanctions)


@register.simple_tag
def effects_on(record: Record) -> ShownEffects:
    """Asks nothing again where the effects of the record were read with it (`prefetch_related("effects")`)."""
    return _shown(record, with_statements=False)


@register.simple_tag
def effects_and_statements_on(record: Record) -> ShownEffects:
    """With what the parties say of it themselves, where that may stand beside the mark."""
    return _shown(record, with_statements=True)


@register.simple_tag
def history_lines(record: Record) -> list[HistoryLine]:
    return history_of(record)


@register.filter
def state_now(publication: Publication, effects: ShownEffects) -> str:
    """How a publication stands today: an open matter may hide what would be on show."""
    if effects.disclosure and publication.is_on_show(timezone.localdate()):
        return effects.disclosure.get_kind_display()
    return publication.get_state_display()


def _shown(record: Record, *, with_statements: bool) -> ShownEffects:
    running = [each for each in record.effects.all() if each.is_running]
    first = {EffectKind(each.kind): each for each in reversed(running)}
    marks = [each for each in running if each.kind == EffectKind.MARK] if with_statements else []
    said = (each.case.as_kind.public_statement for each in marks)
    return ShownEffects(
        mark=first.get(EffectKind.MARK),
        contested=first.get(EffectKind.CONTESTED),
        disclosure=first.get(EffectKind.SUSPEND_DISCLOSURE),
        sanctions=first.get(EffectKind.SUSPEND_SANCTIONS),
        statements=tuple(each for each in said if each),
    )
