"""What people enter on the pages of a repair case. The law is asked in the services, not here."""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from registry.models import Obligation, Record
from repair.entity_forms import OPTION, WhoIsTold
from repair.models import Contact, SupplementRequest


def _tick(label: Any, refusal: Any) -> forms.BooleanField:
    return forms.BooleanField(label=label, error_messages={"required": refusal})


class StartForm(forms.Form):
    """E5: what the applicant confirms before beginning."""

    _confirm = _("Please confirm each line")
    fulfilled = _tick(_("The obligations of the decision are fulfilled"), _confirm)
    corrected = _tick(_("The breach is corrected"), _confirm)
    authorised = _tick(_("I am the legal representative or authorised by the entity"), _confirm)
    others = forms.MultipleChoiceField(
        label=_("Apply for these at the same time"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
    )

    def __init__(self, *args: Any, others: Iterable[Record] = (), **kwargs: Any) -> None:
        """`others`: records of the same department that can be applied for too."""
        super().__init__(*args, **kwargs)
        field = cast("forms.MultipleChoiceField", self.fields["others"])
        field.choices = [(one.public_id, f"{one.document_number}　{one.title[:60]}") for one in others]
        if not field.choices:
            del self.fields["others"]


class CommitmentForm(forms.Form):
    """E11: the three statements, never ticked beforehand."""

    _each = _("Please tick each statement of the commitment")
    read = _tick(_("I have read the whole text"), _each)
    truthful = _tick(_("The materials handed in are true and valid"), _each)
    consequences = _tick(_("I know the consequences of breaking the commitment"), _each)


class TrainingForm(forms.Form):
    """The credit report that rules asking for a training may ask for as well; the certificate is known."""

    credit_report = forms.CharField(label=_("Credit report (issuer and number)"), max_length=200)

    def __init__(self, *args: Any, report_asked: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not report_asked:
            del self.fields["credit_report"]


class CheckForm(WhoIsTold):
    """E13: who is told, and that everything is true."""

    true = _tick(_("Everything above is true"), _("Please confirm that everything above is true"))

    def __init__(self, *args: Any, contact: Contact | None = None, **kwargs: Any) -> None:
        """With a contact whose number is confirmed, nothing is asked about it here."""
        super().__init__(*args, **kwargs)
        self.given = contact
        if contact:
            del self.fields["contact_name"], self.fields["contact_phone"]

    def contact(self) -> dict[str, str]:
        """Who is told, and at which number."""
        if self.given:
            return {"contact_name": self.given.name, "contact_phone": self.given.phone}
        return {name: self.cleaned_data[name] for name in ("contact_name", "contact_phone")}


class FulfilmentForm(forms.Form):
    """E9: for every obligation that no system knows as fulfilled, since when and by which proof."""

    def __init__(self, *args: Any, obligations: Iterable[Obligation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.obligations = list(obligations)
        for one in self.obligations:
            self.fields[f"known_{one.pk}"] = forms.ChoiceField(
                label=_("How it stands"),
                choices=[
                    ("papers", _("The system has not found it, I upload the proof")),
                    ("open", _("Not fulfilled yet")),
                ],
                initial="papers",
                required=False,
                widget=forms.RadioSelect(attrs=OPTION),
            )
            self.fields[f"on_{one.pk}"] = forms.DateField(
                label=_("Fulfilled on"),
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                error_messages={"required": _("Please say on which day it was fulfilled")},
            )
            self.fields[f"proof_{one.pk}"] = forms.CharField(
                label=_("Proof (receipt or document number)"),
                max_length=200,
                error_messages={"required": _("Please name the receipt or document")},
            )

    def clean(self) -> dict[str, Any]:
        """What is still owed cannot be handed in: the law asks for it first."""
        said = super().clean() or {}
        for one in self.obligations:
            if said.get(f"known_{one.pk}") == "open":
                for name in (f"on_{one.pk}", f"proof_{one.pk}"):
                    self.errors.pop(name, None)
                words = _(
                    "You can apply once this is fulfilled. What you have filled in can be kept for later."
                )
                self.add_error(f"known_{one.pk}", words)
        return said

    def groups(self) -> list[tuple[Obligation, list[forms.BoundField]]]:
        """Each obligation with its fields, for the page."""
        return [
            (one, [self[f"{name}_{one.pk}"] for name in ("known", "on", "proof")]) for one in self.obligations
        ]

    def statements(self) -> dict[Obligation, tuple[Any, str]]:
        """What is stated for each obligation."""
        said = self.cleaned_data
        return {one: (said[f"on_{one.pk}"], said[f"proof_{one.pk}"]) for one in self.obligations}


class RectificationForm(forms.Form):
    """E10: why there is no photo from before the correction, where there is none."""

    no_photo = forms.BooleanField(label=_("There is no photo from before the correction"), required=False)
    because = forms.CharField(label=_("Reason"), max_length=500, required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("no_photo") and not said.get("because"):
            self.add_error("because", _("Please say why there is no photo from before"))
        return said

    def why_no_photo(self) -> str:
        """The reason, while the box is ticked."""
        return self.cleaned_data["because"] if self.cleaned_data["no_photo"] else ""


class AnswersForm(forms.Form):
    """E16: one answer for each item of the list."""

    def __init__(
        self,
        *args: Any,
        asked: SupplementRequest,
        filed: Sequence[list[str]] = (),
        signing: bool = False,
        **kwargs: Any,
    ) -> None:
        """`filed`: the names of the files for each item; `signing`: the commitment is signed along."""
        super().__init__(*args, **kwargs)
        self.filed = list(filed) or [[] for _item in asked.items]
        for place, item in enumerate(asked.items):
            self.fields[f"answer_{place}"] = forms.CharField(
                label=item,
                required=not self.filed[place],
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 4}),
                error_messages={"required": _("Please answer this item, or explain it")},
            )
        if signing:
            self.fields |= deepcopy(CommitmentForm.base_fields)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if left := sum(each.name in self.errors for each in self.items()):
            words = ngettext("%(n)s item is not dealt with yet", "%(n)s items are not dealt with yet", left)
            self.add_error(None, words % {"n": left})
        return said

    def items(self) -> list[forms.BoundField]:
        """The field of each item, for the page."""
        return [self[f"answer_{place}"] for place in range(len(self.filed))]

    def answers(self) -> list[str]:
        """What is said for each item; where only files came, their names."""
        said = [self.cleaned_data[each.name] for each in self.items()]
        named = [_("Uploaded: %(names)s") % {"names": "、".join(names)} for names in self.filed]
        return [words or names for words, names in zip(said, named, strict=True)]
