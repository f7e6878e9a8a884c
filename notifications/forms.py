"""What a visitor of the verification page can enter."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from notifications.codes import normalised
from notifications.models import ReminderSettings

OF_APPLICANTS = ("before", "on_the_day", "month_after", "training")
OF_CASES = ("case_due", "case_overdue")
LARGEST_PDF = 10 * 1024 * 1024


class CodeForm(forms.Form):
    """The twelve characters of a letter's verification code, however they were typed."""

    code = forms.CharField(
        label=_("Verification code"),
        max_length=100,
        help_text=_("12 characters, printed at the end of the letter. 0 and O, 1 and I do not occur."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
        ),
        error_messages={"required": _("Please enter the verification code")},
    )

    def clean_code(self) -> str:
        code = normalised(self.cleaned_data["code"])
        if not code:
            raise ValidationError(_("Please check the code: 12 characters; 0 and O, 1 and I do not occur"))
        return code


class ReminderForm(forms.ModelForm):
    """E20: what one is reminded of, and when one may be texted."""

    phone = forms.CharField(
        label=_("Mobile number for reminders"),
        required=False,
        validators=[RegexValidator(r"^1\d{10}$", _("A mobile number has 11 digits"))],
        help_text=_("Leave it empty to be reminded here and by e-mail only."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )

    class Meta:
        model = ReminderSettings
        fields = (*OF_APPLICANTS, *OF_CASES, "phone", "quiet_from", "quiet_until")
        labels = {
            "before": _("15 days before a record can be repaired"),
            "on_the_day": _("On the day from which it can be repaired"),
            "month_after": _("30 days later, where nobody has applied"),
            "training": _("When a course that was passed has something new, or its certificate runs out"),
            "case_due": _("One working day before a case of mine is due, and on the day"),
            "case_overdue": _("When a case of mine is overdue"),
            "quiet_from": _("No text messages from"),
            "quiet_until": _("No text messages until"),
        }
        widgets = {
            "quiet_from": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "quiet_until": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }

    def __init__(self, *args: Any, officer: bool, **kwargs: Any) -> None:
        """An officer is reminded of the cases of the desk, everybody else of records."""
        super().__init__(*args, **kwargs)
        for name in OF_APPLICANTS if officer else OF_CASES:
            del self.fields[name]

    def occasions(self) -> list[forms.BoundField]:
        """What one can be reminded of."""
        return [self[name] for name in (*OF_APPLICANTS, *OF_CASES) if name in self.fields]


class PdfForm(forms.Form):
    """The PDF somebody holds, to compare it with the one that was issued."""

    pdf = forms.FileField(
        label=_("PDF file"),
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf"}),
        error_messages={
            "required": _("Please choose a PDF file"),
            "empty": _("This file is empty"),
        },
    )

    def clean_pdf(self) -> UploadedFile:
        file = self.cleaned_data["pdf"]
        if file.size > LARGEST_PDF:
            raise ValidationError(_("The file is larger than 10 MB and cannot be a letter of this platform"))
        return file
