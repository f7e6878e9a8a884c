"""What staff type where they say themselves that a record is wrong, and where somebody takes an objection back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from objections.forms import WhatIsWrongForm
from objections.models import ObjectionCase, Origin
from repair.entity_forms import OPTION


class FindRecordForm(forms.Form):
    """For which record."""

    q = forms.CharField(
        label=_("Document number or name of the subject"),
        min_length=2,
        max_length=128,
        error_messages={
            "required": _("Please enter at least 2 characters"),
            "min_length": _("Please enter at least 2 characters"),
        },
    )


class ReportForm(WhatIsWrongForm):
    """The first step, for the credit office: also who says so."""

    field_order = ("origin", "informant", "kind")

    origin = forms.ChoiceField(
        label=_("Where does it come from?"),
        choices=[
            (Origin.COMPLAINT, _("A complaint or a tip")),
            (Origin.PLATFORM, _("A report of a partner platform")),
        ],
        widget=forms.RadioSelect(attrs=OPTION),
        error_messages={"required": _("Please choose where it comes from")},
    )
    informant = forms.CharField(
        label=_("Who said so, and how to ask back"),
        help_text=_("Stays with the credit office and the department; the subject is not told."),
        max_length=ObjectionCase._meta.get_field("informant").max_length,
        error_messages={"required": _("Please enter who said so")},
    )


class WithdrawForm(forms.Form):
    """Taking back: the subject need not say why; staff say it, once the objection is filed."""

    words = forms.CharField(
        label=_("Why is it taken back?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why this is taken back.")},
    )

    def __init__(self, *args: Any, says_why: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not says_why:
            del self.fields["words"]
