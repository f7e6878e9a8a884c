"""What a department enters about a reconsideration or lawsuit."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from objections.models import Result, Way
from objections.services.contest import Notice, Outcome
from repair.views.shown_evidence import ACCEPT

RADIO = {"class": "form-check-input"}
NO_DAY = {"required": _("Please enter the date"), "invalid": _("Please enter a date such as 2026-11-23")}


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, error_messages=NO_DAY)


def _line(label: Any, refusal: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=100, error_messages={"required": refusal})


def _paper(label: Any, *, required: bool = True) -> forms.FileField:
    # Whether it may be kept is said by the evidence room, not here: also of an empty file.
    return forms.FileField(
        label=label,
        required=required,
        allow_empty_file=True,
        help_text=_("PDF, OFD, JPG or PNG"),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        error_messages={"required": _("Please upload: %(what)s") % {"what": label}},
    )


class NoticeForm(forms.Form):
    """What the notice of acceptance says, and the notice itself."""

    way = forms.ChoiceField(
        label=_("Way"),
        choices=Way.choices,
        widget=forms.RadioSelect(attrs=RADIO),
        error_messages={"required": _("Please choose one")},
    )
    organ = _line(_("Organ or court"), _("Please name the organ or the court"))
    number = _line(_("Number of the notice of acceptance"), _("Please enter the number"))
    accepted_on = _day(_("Accepted on"))
    upload = _paper(_("Notice of acceptance"))

    def notice(self) -> Notice:
        said = self.cleaned_data
        return Notice(said["way"], said["organ"], said["number"], said["accepted_on"])


class PaperForm(forms.Form):
    """The notice once more, where the first could not be used, or a further paper."""

    upload = _paper(_("Paper"))


class OutcomeForm(forms.Form):
    """How it ended."""

    result = forms.ChoiceField(
        label=_("Result"),
        choices=Result.choices,
        widget=forms.RadioSelect(attrs=RADIO),
        error_messages={"required": _("Please choose one")},
    )
    number = _line(_("Number of the document"), _("Please enter the number"))
    result_on = _day(_("Date of the document"))
    upload = _paper(_("The document"), required=False)

    def outcome(self) -> Outcome:
        said = self.cleaned_data
        return Outcome(said["result"], said["number"], said["result_on"])


class CancelForm(forms.Form):
    """Why it was a mistake."""

    reason = forms.CharField(
        label=_("What was recorded wrongly"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Give the reasons")},
    )
