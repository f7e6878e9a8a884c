"""What an entity says of itself and of the people who act for it."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from repair.models import Delivery, Standing
from repair.training.course import Question

OPTION = {"class": "form-check-input"}
MOBILE = RegexValidator(r"^1\d{10}$", _("A mobile number has 11 digits"))


class OfferForm(forms.Form):
    """E2: whom the legal representative authorises, for what and until when."""

    username = forms.CharField(
        label=_("User name of the agent"),
        max_length=150,
        help_text=_("The name under which the person signs in here; the person can tell you."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    name = forms.CharField(
        label=_("Name of the agent"), max_length=50, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    scope = forms.CharField(
        label=_("What the agent may do"),
        max_length=200,
        initial=_("Apply for credit repair, correct applications, receive letters"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    until = forms.DateField(
        label=_("Last day of the authorisation"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class SubjectForm(forms.Form):
    """E7: whether the facts of the register are right."""

    right = forms.ChoiceField(
        label=_("Are the facts above right?"),
        choices=[("yes", _("They are right")), ("no", _("Something is wrong"))],
        widget=forms.RadioSelect(attrs=OPTION),
        error_messages={"required": _("Please choose whether the facts are right")},
    )
    remark = forms.CharField(
        label=_("What is wrong, and what would be right"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("right") == "no" and not said.get("remark", "").strip():
            self.add_error("remark", _("Please say what is wrong"))
        return said


class WhoIsTold(forms.Form):
    """The person who is told about a case, and at which number."""

    contact_name = forms.CharField(
        label=_("Contact"), max_length=50, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    contact_phone = forms.CharField(
        label=_("Mobile number for notices"),
        validators=[MOBILE],
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )


class ContactForm(WhoIsTold):
    """E8: who is told, at which number, and how letters are delivered."""

    id_tail = forms.CharField(
        label=_("Last four characters of the ID number"),
        max_length=4,
        validators=[RegexValidator(r"^\d{3}[\dXx]$", _("Four characters: digits, the last one may be an X"))],
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    code = forms.CharField(
        label=_("Confirmation code"),
        max_length=10,
        help_text=_("Six digits, sent when you press “Send the code”"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )
    delivery = forms.ChoiceField(
        label=_("How letters are delivered"),
        choices=Delivery.choices,
        widget=forms.RadioSelect(attrs=OPTION),
        initial=Delivery.ONLINE,
    )
    consent = forms.BooleanField(
        label=_("I agree to electronic delivery"),
        required=False,
        help_text=_(
            "A letter then counts as delivered when it reaches your account here; paper is not sent."
        ),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("delivery") == Delivery.ONLINE and not said.get("consent"):
            words = _("Please agree to electronic delivery, or choose to fetch letters at the service window")
            self.add_error("consent", words)
        return said


class CounterForm(forms.Form):
    """At the service window: for whom, who is there, and on which authorisation."""

    number = forms.CharField(
        label=_("Credit code or ID number of the entity"),
        max_length=18,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    person = forms.CharField(
        label=_("Name of the person at the window"),
        max_length=50,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    standing = forms.ChoiceField(
        label=_("Acts as"), choices=Standing.choices, widget=forms.RadioSelect(attrs=OPTION)
    )
    phone = forms.CharField(
        label=_("Mobile number of the person"),
        validators=[MOBILE],
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    email = forms.EmailField(label=_("E-mail address of the person"), required=False)
    authorisation = forms.CharField(
        label=_("Authorisation (number and date of the paper, or what the person said)"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    seen = forms.BooleanField(
        label=_("I have checked the person's identity and authorisation in person"),
        error_messages={"required": _("Please check identity and authorisation first")},
    )


class AnswerForm(forms.Form):
    """E12: the answer to one question; nothing is chosen beforehand."""

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        several = question.is_multiple
        kind = forms.MultipleChoiceField if several else forms.ChoiceField
        self.fields["chosen"] = kind(
            label=question.text,
            choices=[(str(number), words) for number, words in enumerate(question.options, start=1)],
            widget=(forms.CheckboxSelectMultiple if several else forms.RadioSelect)(attrs=OPTION),
            required=False,  # the service says so, after it has asked whether it is the next question
        )

    def options(self) -> list[int]:
        """The options chosen, counted from 1."""
        chosen = self.cleaned_data.get("chosen", [])
        return [int(each) for each in ([chosen] if isinstance(chosen, str) else chosen) if each]
