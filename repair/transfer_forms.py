"""R7: to which department a case goes, and why."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.models import Department

WHY = {"required": _("Give the reasons")}


def _reason(label: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=500, widget=area, error_messages=WHY)


class TransferForm(forms.Form):
    """A department, found by a part of its name, and the reason."""

    words = forms.CharField(
        label=_("Look for a department"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "class": "form-control"}),
    )
    department = forms.ChoiceField(
        label=_("Target department"),
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
        error_messages={
            "required": _("Please choose a department"),
            "invalid_choice": _("Please choose a department"),
        },
    )
    reason = _reason(_("Reason"))

    def __init__(self, *args: Any, found: Iterable[Department], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = {str(each.pk): each for each in found}
        field = cast("forms.ChoiceField", self.fields["department"])
        field.choices = [(pk, each.name) for pk, each in self.found.items()]

    def clean_department(self) -> Department:
        return self.found[self.cleaned_data["department"]]


class ReturnForm(forms.Form):
    """Why a department gives a case back."""

    reason = _reason(_("Reason for giving it back"))
