"""Which stage of supervision follows which, and when: the office's own rule, never a matter of code."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from casework.errors import CaseError
from rechecks.models import Escalation
from rechecks.models.supervision import Stage
from registry.duties import sits_in_credit_office

SHIPPED = Path(__file__).parent.parent / "data" / "supervision.toml"


@dataclass(frozen=True)
class Rung:
    """One stage, and the working days after which its turn comes."""

    stage: Stage
    working_days: int


@dataclass(frozen=True)
class EscalationRule:
    """The stages in their order; the first counts from a case's due date, the others from the day of reply."""

    rungs: tuple[Rung, ...]
    reply_working_days: int
    source: str
    confirmed: bool
    set_on: date | None = None

    @property
    def notice_after(self) -> int | None:
        """Working days after a due date before a notice is to be issued; None where the rule has no such stage."""
        return next((each.working_days for each in self.rungs if each.stage == Stage.NOTICE), None)

    @property
    def later(self) -> tuple[Rung, ...]:
        """What follows a notice that is not answered."""
        return tuple(each for each in self.rungs if each.stage != Stage.NOTICE)


def rule_in_force() -> EscalationRule:
    """What the office has set last, or what is shipped for an office that has set nothing."""
    kept = Escalation.objects.order_by("-pk").first()
    if kept is None:
        return _read(tomllib.loads(SHIPPED.read_text(encoding="utf-8")))
    said = {"stages": kept.stages, "reply_working_days": kept.reply_working_days}
    return _read(said | {"source": kept.source, "confirmed": kept.confirmed, "set_on": kept.set_on})


def _read(kept: dict[str, Any]) -> EscalationRule:
    rungs = tuple(Rung(Stage(each["stage"]), each["working_days"]) for each in kept["stages"])
    named = {name: value for name, value in kept.items() if name not in ("stages", "interviews_cite")}
    return EscalationRule(rungs=rungs, **named)


def set_rule(
    rungs: Sequence[Rung],
    *,
    reply_working_days: int,
    source: str,
    confirmed: bool,
    by: Any,
    on: date,
) -> Escalation:
    """Set the stages anew; what was set before stays on file."""
    if not sits_in_credit_office(by):
        raise PermissionDenied
    if len({each.stage for each in rungs}) != len(rungs) or not rungs or rungs[0].stage != Stage.NOTICE:
        raise CaseError(_("The notice comes first, and each stage once."))
    if confirmed and not source.strip():
        raise CaseError(_("Say in which text it was read"), field="source")
    stages = [{"stage": each.stage.value, "working_days": each.working_days} for each in rungs]
    return Escalation.objects.create(
        stages=stages,
        reply_working_days=reply_working_days,
        source=source.strip(),
        confirmed=confirmed,
        set_by=by,
        set_on=on,
    )


def interviews_cite() -> str:
    """Where the shipped text says who interviews whom."""
    return str(tomllib.loads(SHIPPED.read_text(encoding="utf-8")).get("interviews_cite", ""))
