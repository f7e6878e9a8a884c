"""What the open matters on a record do to it, as pages show it."""

from dataclasses import dataclass

from django import template

from casework.models import Effect, EffectKind
from registry.models import Record

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
