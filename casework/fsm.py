"""The one module that imports django_fsm: the status of a case, and how it may change.

The package's own `protected` leaks on refresh (the flag lives on the class), so status keeps its
own descriptor: a value once loaded changes through transitions only, and refreshing drops it first.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django_fsm import (
    ConcurrentTransition,
    ConcurrentTransitionMixin,
    FSMField,
    FSMFieldDescriptor,
)
from django_fsm import transition as fsm_transition

__all__ = [
    "ABROAD",
    "CHANGING_HANDS",
    "UNASKED",
    "ConcurrentTransition",
    "Initial",
    "StatusField",
    "StatusModel",
    "Step",
    "TransferMark",
    "permits",
    "steps_of",
    "transition",
    "unmet",
]


class Capacity(models.TextChoices):
    """As what a person or the system takes a step."""

    APPLICANT = "applicant"
    DEPARTMENT = "department"
    OFFICE = "office"
    SYSTEM = "system"


class TransferMark(models.TextChoices):
    """What a step does to the question of which department the case belongs to."""

    NONE = "", "nothing"
    ASK = "ask", "another department is asked to take it over"
    TAKE = "take", "that department takes it over"
    RETURN = "return", "that department gives it back"
    REFER = "refer", "the credit office is asked to say where it belongs"
    SETTLE = "settle", "the credit office says where it belongs"
    FOLLOW = "follow", "it goes after its record, which another case has taken along"
    SUCCEED = "succeed", "a department has merged, and its successor stands in its place"


ABROAD = (TransferMark.TAKE, TransferMark.RETURN)  # taken by the department that was asked
UNASKED = (TransferMark.NONE, TransferMark.SUCCEED)  # which say nothing of where the case belongs
CHANGING_HANDS = (TransferMark.TAKE, TransferMark.SETTLE, TransferMark.FOLLOW)


@dataclass(frozen=True)
class Step:
    """One legal step of a machine, as the database knows it."""

    verb: str
    source: str
    target: str
    capacity: str
    closes: bool
    second: bool
    transfer: str = TransferMark.NONE


@dataclass(frozen=True)
class Initial:
    """How a case of this kind comes into being."""

    verb: str
    target: str
    capacity: str
    permission: Callable[..., bool]

    def as_step(self) -> Step:
        return Step(self.verb, "", self.target, self.capacity, closes=False, second=False)


def transition(
    *,
    source: str | list[str],
    target: str | None,
    capacity: str,
    permission: Callable[..., bool],
    conditions: list[Callable[..., bool]] | None = None,
    closes: bool = False,
    second: bool = False,
    transfer: str = TransferMark.NONE,
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Declare a legal step: from where to where, as what, and on which conditions.

    A step without target leaves the case where it stands. `closes` says that the case is over after
    it, `second` that it needs another person than the one who proposed it, `transfer` what it does
    to the department of the case; all stand in the table of legal steps and are checked by the database.
    """

    def declare(method: Callable[..., None]) -> Callable[..., None]:
        declared = fsm_transition(
            "status",
            source=source,
            target=target,
            permission=permission,
            conditions=conditions or [],
            custom={"capacity": capacity, "closes": closes, "second": second, "transfer": transfer},
        )(method)
        declared.alters_data = True  # a template that names it must not run it
        return declared

    return declare


def declared_step(move: Any) -> Step | None:
    """The step that a bound transition would take from the case's present status."""
    found = move._django_fsm.get_transition(move.__self__.status)
    return found and _step(found)


def _step(declared: Any) -> Step:
    return Step(declared.name, declared.source, declared.target or declared.source, **declared.custom)


def steps_of(model: Any) -> set[Step]:
    """Every legal step that a kind of case declares, its beginning included."""
    field = model._meta.get_field("status")
    return {_step(each) for each in field.get_all_transitions(model)} | {
        each.as_step() for each in model.BEGINNINGS
    }


def permits(move: Any, user: Any) -> bool:
    """Whether the user may take the step; the package's own question mixes in the conditions."""
    return bool(move._django_fsm.has_transition_perm(move.__self__, move.__self__.status, user))


def unmet(move: Any) -> list[Callable[..., bool]]:
    """The conditions of a bound transition that the case does not meet, in their order."""
    declared = move._django_fsm.get_transition(move.__self__.status)
    return [condition for condition in declared.conditions if not condition(move.__self__)]


class StatusDescriptor(FSMFieldDescriptor):
    def __set__(self, instance: Any, value: Any) -> None:
        held = instance.__dict__.get(self.field.name)
        if not held:  # loading, or the first state of a new case: the chain of events checks that
            self.field.set_state(instance, value)
        elif held != value:  # cleaning a form writes the same value back; a real change is refused
            super().__set__(instance, value)


class StatusField(FSMField):
    """The legal state of a case; a plain text column to migrations."""

    descriptor_class = StatusDescriptor

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["protected"] = True
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("protected")
        return name, "django.db.models.CharField", args, kwargs


class StatusModel(ConcurrentTransitionMixin, models.Model):
    """A model with a status: a stale second writer is refused when it saves."""

    class Meta:
        abstract = True

    def refresh_from_db(self, using=None, fields=None, from_queryset=None):
        for field in self.state_fields:
            if fields is None or field.attname in fields:
                self.__dict__.pop(field.attname, None)
        # Past the package's own refresh, which switches protection off for the whole process.
        models.Model.refresh_from_db(self, using=using, fields=fields, from_queryset=from_queryset)
        self._update_initial_state()
