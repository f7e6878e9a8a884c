"""What people enter on the pages of a repair case. The law is asked in the services, not here."""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from typing import Any, cast

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from registry.models import Obligation, Record
from repair.entity_forms import WhoIsTold
from repair.models import Contact, FulfilmentStatement, SupplementRequest
from repair.phrases import Phrase


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
    """The course taken and its certificate, where the rules ask for a training."""

    completed = _tick(
        _("I have completed the training"), _("Please confirm that you have completed the training")
    )
    note = forms.CharField(label=_("Course and certificate number"), max_length=200)
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
            self.fields[f"on_{one.pk}"] = forms.DateField(
                label=_("Fulfilled on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            )
            self.fields[f"proof_{one.pk}"] = forms.CharField(
                label=_("Proof (receipt or document number)"), max_length=200
            )

    def groups(self) -> list[tuple[Obligation, forms.BoundField, forms.BoundField]]:
        """Each obligation with its two fields, for the page."""
        return [(one, self[f"on_{one.pk}"], self[f"proof_{one.pk}"]) for one in self.obligations]

    def statements(self) -> dict[Obligation, tuple[Any, str]]:
        """What is stated for each obligation."""
        said = self.cleaned_data
        return {one: (said[f"on_{one.pk}"], said[f"proof_{one.pk}"]) for one in self.obligations}


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

    def items(self) -> list[forms.BoundField]:
        """The field of each item, for the page."""
        return [self[f"answer_{place}"] for place in range(len(self.filed))]

    def answers(self) -> list[str]:
        """What is said for each item; where only files came, their names."""
        said = [self.cleaned_data[each.name] for each in self.items()]
        named = [_("Uploaded: %(names)s") % {"names": "、".join(names)} for names in self.filed]
        return [words or names for words, names in zip(said, named, strict=True)]


class Decision(TextChoices):
    """What a reviewer can choose at either stage."""

    ACCEPT = "accept", _("Take up")
    APPROVE = "approve", _("Grant")
    SUPPLEMENT = "supplement", _("Return for correction")
    NOT_ACCEPT = "not_accept", _("Do not take up")
    REJECT = "reject", _("Refuse")


CHOICES = {
    "submitted": [Decision.ACCEPT, Decision.SUPPLEMENT, Decision.NOT_ACCEPT],
    "accepted": [Decision.APPROVE, Decision.SUPPLEMENT, Decision.REJECT],
}
NEEDS_WORDS = {
    Decision.SUPPLEMENT: _("Name what is missing, one item on each line"),
    Decision.NOT_ACCEPT: _("Give the reasons"),
    Decision.REJECT: _("Give the reasons"),
}


class DecideForm(forms.Form):
    """R2 to R6: one decision, with its words and the judgements it rests on."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose a decision"),
            "invalid_choice": _("Please choose a decision"),
        },
    )
    reason = forms.CharField(
        label=_("Words to the applicant"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    items = forms.MultipleChoiceField(
        label=_("Often missing"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
    )
    code = forms.ChoiceField(label=_("Reason code"), required=False)
    remedy = forms.CharField(
        label=_("What would change the answer"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self,
        *args: Any,
        status: str,
        statements: Iterable[FulfilmentStatement],
        library: dict[str, list[Phrase]] | None = None,
        **kwargs: Any,
    ) -> None:
        """`library`: the department's phrases for each decision that needs words."""
        super().__init__(*args, **kwargs)
        self.status, self.library = status, library or {}
        self.statements = list(statements) if status == "accepted" else []
        decision = cast("forms.ChoiceField", self.fields["decision"])
        decision.choices = [(each.value, each.label) for each in CHOICES.get(status, [])]
        if status != "accepted":
            del self.fields["remedy"]
        offered = self.library.get(Decision.SUPPLEMENT, [])
        cast("forms.MultipleChoiceField", self.fields["items"]).choices = [
            (each.code, each.label) for each in offered
        ]
        cast("forms.ChoiceField", self.fields["code"]).choices = [
            ("", _("Please choose")),
            *((each.code, each.label) for each in self.refusal_phrases()),
        ]
        for one in self.statements:
            self.fields[f"judge_{one.pk}"] = forms.ChoiceField(
                label=one.obligation.description,
                required=False,
                choices=[("yes", _("I accept it")), ("no", _("I do not accept it"))],
                widget=forms.RadioSelect,
                initial={True: "yes", False: "no", None: ""}[one.accepted],
            )
            self.fields[f"reason_{one.pk}"] = forms.CharField(
                label=_("Reason"), required=False, max_length=1000, initial=one.judgement
            )

    @property
    def refusal(self) -> str:
        """The decision against the applicant at this stage."""
        return Decision.REJECT if self.status == "accepted" else Decision.NOT_ACCEPT

    def refusal_phrases(self) -> list[Phrase]:
        """What can be said against the applicant at this stage."""
        return self.library.get(self.refusal, [])

    def ready_items(self) -> list[tuple[forms.boundfield.BoundWidget, str]]:
        """Each phrase that can be ticked, with its text."""
        offered = self.library.get(Decision.SUPPLEMENT, [])
        return [(box, each.text) for box, each in zip(self["items"], offered, strict=True)]

    def groups(self) -> list[tuple[FulfilmentStatement, forms.BoundField, forms.BoundField]]:
        """Each statement with its judgement and reason, for the page."""
        return [(one, self[f"judge_{one.pk}"], self[f"reason_{one.pk}"]) for one in self.statements]

    def judgements(self) -> dict[int, tuple[bool, str]]:
        """The judgements made, by statement."""
        said = self.cleaned_data
        made = [one for one in self.statements if said.get(f"judge_{one.pk}")]
        return {one.pk: (said[f"judge_{one.pk}"] == "yes", said[f"reason_{one.pk}"]) for one in made}

    def missing(self) -> list[str]:
        """What is missing: what was ticked and not written out, then one item on each line."""
        written = [line.strip() for line in self.cleaned_data["reason"].splitlines() if line.strip()]
        texts = {each.code: each.text for each in self.library.get(Decision.SUPPLEMENT, [])}
        ticked = [texts[code] for code in self.cleaned_data.get("items", [])]
        return [*(text for text in ticked if text not in written), *written]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        decision = said.get("decision")
        ticked = decision == Decision.SUPPLEMENT and said.get("items")
        if decision in NEEDS_WORDS and not said.get("reason", "").strip() and not ticked:
            self.add_error("reason", NEEDS_WORDS[decision])
        if decision == Decision.REJECT and not said.get("remedy", "").strip():
            self.add_error("remedy", _("Say what would change the answer, and from when"))
        open_ones = [one for one in self.statements if not said.get(f"judge_{one.pk}")]
        if decision == Decision.APPROVE and open_ones:
            for one in open_ones:
                self.add_error(f"judge_{one.pk}", _("This item still needs your judgement"))
        return said


class ExtendForm(forms.Form):
    """R8: why the term has to be extended; the applicant reads it."""

    reason = forms.CharField(
        label=_("Why the term has to be extended"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Give the reasons")},
    )


class CountersignForm(forms.Form):
    """R5: the second person signs, or sends the case back with a reason."""

    decision = forms.ChoiceField(
        label=_("Second person"),
        choices=[("confirm", _("Sign the refusal")), ("send_back", _("Send back to review"))],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose a decision"),
            "invalid_choice": _("Please choose a decision"),
        },
    )
    reason = forms.CharField(
        label=_("Reason for sending it back"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("decision") == "send_back" and not said.get("reason", "").strip():
            self.add_error("reason", _("Give the reasons"))
        return said
