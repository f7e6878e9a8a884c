"""The answer of the rules about one record, in a form that can be stored and compared."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rules.instruments import Layer
from rules.terms import Figure

# These conditions are met in the course of an application, not before it.
ARISE_LATER = frozenset({"commitment", "training", "credit_report"})


@dataclass(frozen=True)
class Message:
    """What is to be said, as a code with its parameters; rules.words has the words."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Condition:
    """One condition of repair: met, not met, or unknown, and the clause it stands on."""

    code: str
    met: bool | None
    cites: str
    confirmed: bool
    says: Message

    def to_json(self) -> dict[str, Any]:
        plain = {"code": self.code, "met": self.met, "cites": self.cites, "confirmed": self.confirmed}
        return plain | {"says": self.says.code, "params": dict(self.says.params)}

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "Condition":
        rest = {name: content[name] for name in ("code", "met", "cites", "confirmed")}
        return cls(**rest, says=Message(content["says"], content["params"]))


@dataclass(frozen=True)
class SuggestedClass:
    """The class that the default list of penalty types would give; the department decides."""

    severity: str
    rule_set: str
    cites: str
    confirmed: bool


@dataclass(frozen=True)
class Assessment:
    """What the rules say about a record on one day, with the version of the rules that said it."""

    as_of: date
    rule_set: str
    rule_version: str
    layers: tuple[Layer, ...]
    title: str
    number: str
    class_name: str
    severity: str | None
    starts_on: date | None
    published: bool
    min_period_ends_on: date | None
    max_period_ends_on: date | None
    repairable_from: date | None
    repairable: bool
    may_apply: bool
    suggested_class: SuggestedClass | None
    conditions: tuple[Condition, ...]
    deadlines: Mapping[str, Figure | None]
    reasons: tuple[Message, ...]

    def condition(self, code: str) -> Condition | None:
        return next((c for c in self.conditions if c.code == code), None)

    def days(self, deadline: str) -> int | None:
        figure = self.deadlines.get(deadline)
        return int(figure.value) if figure else None

    @property
    def confirmed(self) -> bool:
        """Whether every figure behind the answer was read in the official text."""
        figures = [f for f in self.deadlines.values() if f]
        return all(c.confirmed for c in self.conditions) and all(f.confirmed for f in figures)

    def to_json(self) -> dict[str, Any]:
        """Plain data to keep with a decision; from_json gives the same assessment back."""
        plain = {name: iso(getattr(self, name)) for name in PLAIN + DATES}
        suggested = self.suggested_class
        return plain | {
            "layers": [vars(layer) for layer in self.layers],
            "suggested_class": dict(vars(suggested)) if suggested else None,
            "conditions": [c.to_json() for c in self.conditions],
            "deadlines": {name: f.to_json() if f else None for name, f in self.deadlines.items()},
            "reasons": [{"code": m.code, "params": dict(m.params)} for m in self.reasons],
        }

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "Assessment":
        dates = {name: day_of(content[name]) for name in DATES}
        suggested = content["suggested_class"]
        return cls(
            **{name: content[name] for name in PLAIN},
            **dates,  # type: ignore[arg-type]
            layers=tuple(Layer(**layer) for layer in content["layers"]),
            suggested_class=SuggestedClass(**suggested) if suggested else None,
            conditions=tuple(Condition.from_json(c) for c in content["conditions"]),
            deadlines={n: Figure.from_json(f) if f else None for n, f in content["deadlines"].items()},
            reasons=tuple(Message(m["code"], m["params"]) for m in content["reasons"]),
        )


PLAIN = (
    "rule_set", "rule_version", "title", "number", "class_name", "severity", "published", "repairable", "may_apply",
)  # fmt: skip
DATES = ("as_of", "starts_on", "min_period_ends_on", "max_period_ends_on", "repairable_from")


def iso(value: Any) -> Any:
    """A date as text, anything else as it is."""
    return value.isoformat() if isinstance(value, date) else value


def day_of(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
