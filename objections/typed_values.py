"""What the record should say, as it is typed on a page: by the party in a claim, by staff in an answer."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.correctable import SEPARATOR, CorrectableField

TICK = {"class": "form-check-input"}


class _ReadByTheRegister:
    """The register reads the value, where it counts at all; it also says whether it may be empty."""

    def validate(self, value: Any) -> None:
        """Nothing is asked of what is not ticked, or not to be corrected."""


class Typed(_ReadByTheRegister, forms.CharField):
    pass


class Chosen(_ReadByTheRegister, forms.ChoiceField):
    pass


def tick(label: Any) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False, widget=forms.CheckboxInput(attrs=TICK))


def value_fields(each: CorrectableField, name: str, label: Any, note: Any = "") -> dict[str, forms.Field]:
    """The fields of one value; of several choices each is a tick of its own, so that a draft keeps them."""
    if each.widget == "choices":
        return {f"{name}_{code}": tick(offered) for code, offered in each.choices}
    return {name: _one_field(each, label, note)}


def _one_field(each: CorrectableField, label: Any, note: Any) -> forms.Field:
    if each.widget == "choice":
        offered = [("", _("Please choose")), *each.choices]
        return Chosen(label=label, choices=offered, widget=forms.Select)
    widgets: dict[str, forms.Widget] = {
        "day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        "amount": forms.TextInput(attrs={"inputmode": "decimal"}),
        "text": forms.Textarea(attrs={"rows": 4}),
    }
    return Typed(label=label, help_text=note, widget=widgets.get(each.widget, forms.TextInput))


def value_typed(each: CorrectableField, name: str, said: Mapping[str, Any]) -> str:
    """What was typed, as the register reads it."""
    if each.widget == "choices":
        return SEPARATOR.join(code for code, _label in each.choices if said.get(f"{name}_{code}"))
    return str(said.get(name) or "")


def value_shown(each: CorrectableField, name: str, kept: str) -> dict[str, Any]:
    """A kept value as its fields show it again."""
    if each.widget == "choices":
        return {f"{name}_{code}": True for code in kept.split(SEPARATOR)}
    return {name: kept}


def choices_of(form: forms.Form, each: CorrectableField, name: str) -> list[forms.BoundField]:
    """The ticks of a value that is chosen from several; of any other value none."""
    return [form[f"{name}_{code}"] for code, _label in each.choices] if each.widget == "choices" else []
