"""What people at a desk enter about their work, besides decisions."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from casework.wording import person_name
from registry.models.records import Severity
from repair.models import SavedFilter
from repair.models.notices import ServiceWay
from repair.models.phrases import PhraseUse
from repair.selectors.queue import LENSES

MOST_AT_ONCE = 200


class PersonField(forms.ModelChoiceField):
    """Somebody of a short list, by name."""

    def label_from_instance(self, obj: Any) -> str:
        return person_name(obj)


def _person(label: Any, required: bool = True) -> PersonField:
    words = {"required": _("Please choose a person"), "invalid_choice": _("Please choose a person")}
    return PersonField(
        User.objects.none(),
        label=label,
        required=required,
        error_messages=words,
        empty_label=_("Please choose"),
    )


def _offer(form: forms.Form, name: str, people: Iterable[User]) -> None:
    field = cast("PersonField", form.fields[name])
    field.queryset = User.objects.filter(pk__in=[each.pk for each in people]).order_by("pk")


class AssignForm(forms.Form):
    """Who is to work on the case."""

    person = _person(_("Give to"))

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "person", people)


class BulkForm(forms.Form):
    """R10: what is done with several cases at once. No decision is."""

    ACTIONS = [("assign", _("Give to …")), ("remind", _("Remind")), ("export", _("Export"))]

    action = forms.ChoiceField(choices=ACTIONS)
    person = _person(_("Give to"), required=False)

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "person", people)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.numbers():
            raise forms.ValidationError(_("Please tick cases first"))
        if said.get("action") == "assign" and not said.get("person") and "person" not in self.errors:
            self.add_error("person", _("Please choose a person"))
        return said

    def numbers(self) -> list[str]:
        """The ticked cases, each once."""
        ticked = self.data.getlist("case") if self.is_bound else []  # type: ignore[attr-defined]
        return list(dict.fromkeys(ticked))[:MOST_AT_ONCE]


class QueueForm(forms.Form):
    """R15: what the queue opens with, and how close its rows stand."""

    lens = forms.ChoiceField(label=_("The queue opens with"))
    dense = forms.BooleanField(label=_("Compact rows"), required=False)

    def __init__(self, *args: Any, lenses: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["lens"]).choices = lenses


class FilterForm(forms.ModelForm):
    """A name for what the queue shows now."""

    class Meta:
        model = SavedFilter
        fields = ["name", "lens", "words"]
        error_messages = {"name": {"required": _("Please give it a name")}}

    def clean_lens(self) -> str:
        lens = self.cleaned_data["lens"]
        if lens not in LENSES:
            raise forms.ValidationError(_("Please choose one of the filters"))
        return lens


class RemarkForm(forms.Form):
    """R9: one remark in the conversation of a case."""

    text = forms.CharField(
        label=_("What you want to say"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Please write something")},
    )


class PhraseForm(forms.Form):
    """One phrase of the department's library."""

    use = forms.ChoiceField(choices=PhraseUse.choices)
    code = forms.SlugField(max_length=40, required=False)
    label = forms.CharField(
        label=_("Name"), max_length=40, error_messages={"required": _("Please give it a name")}
    )
    text = forms.CharField(label=_("Text"), max_length=1000, required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("code") != "other" and not said.get("text"):
            self.add_error("text", _("Please enter the text"))
        return said


class DelegationForm(forms.Form):
    """R15: who stands in while one is away."""

    delegate = _person(_("Who stands in for you"))
    since = forms.DateField(
        label=_("First day away"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": _("Please enter a day"), "invalid": _("Please enter a day")},
    )
    until = forms.DateField(
        label=_("Last day away"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": _("Please enter a day"), "invalid": _("Please enter a day")},
    )

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "delegate", people)


class NoticesForm(forms.Form):
    """R12: the penalties whose notices are drawn up; ticked in the list."""

    MOST = 50

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.public_ids():
            raise forms.ValidationError(_("Please tick penalties first"))
        if len(self.public_ids()) > self.MOST:
            raise forms.ValidationError(
                _("At most %(n)s notices are drawn up at once"), params={"n": self.MOST}
            )
        return said

    def public_ids(self) -> list[str]:
        """The ticked penalties, each once."""
        return list(dict.fromkeys(self.data.getlist("record")))  # type: ignore[attr-defined]


class ServiceForm(forms.Form):
    """R12: the day and the way of service, with the number of its receipt."""

    served_on = forms.DateField(
        label=_("Served on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Please enter a day"), "invalid": _("Please enter a day")},
    )
    way = forms.ChoiceField(
        label=_("Way of service"),
        choices=[("", _("Please choose")), *ServiceWay.choices],
        error_messages={"required": _("Please choose how it was served")},
    )
    receipt = forms.CharField(label=_("Number of the service receipt"), max_length=60, required=False)


class ClassForm(forms.Form):
    """The class of a record, by the department's own standard."""

    severity = forms.ChoiceField(
        label=_("Class"),
        choices=[("", _("Please choose")), *Severity.choices],
        error_messages={"required": _("Please choose a class")},
    )
    basis = forms.CharField(
        label=_("Basis of the class"),
        max_length=200,
        error_messages={"required": _("Name the basis of the class.")},
    )
