"""What an entity says of itself and of the people who act for it."""

from django import forms
from django.utils.translation import gettext_lazy as _


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
