"""What the department decides on a case, and with which words."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from repair.models import FulfilmentStatement
from repair.phrases import Phrase
from repair.services.steps import Step


def _words(label: Any, *, most: int, rows: int = 3, missing: Any = "") -> forms.CharField:
    """Some lines of text; `missing` is said where nothing is written, and makes them required."""
    return forms.CharField(
        label=label,
        required=bool(missing),
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing},
    )


def _one_of(label: Any, choices: Iterable[tuple[str, Any]] = ()) -> forms.ChoiceField:
    """A decision: nothing is chosen beforehand."""
    missing = _("Please choose a decision")
    return forms.ChoiceField(
        label=label,
        choices=list(choices),
        widget=forms.RadioSelect,
        error_messages={"required": missing, "invalid_choice": missing},
    )


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
VERBS = {
    Decision.ACCEPT: "accept",
    Decision.NOT_ACCEPT: "decline",
    Decision.SUPPLEMENT: "ask_supplement",
    Decision.REJECT: "propose_refusal",
    Decision.APPROVE: "approve",
}
NEEDS_WORDS = {
    Decision.SUPPLEMENT: _("Name what is missing, one item on each line"),
    Decision.NOT_ACCEPT: _("Give the reasons"),
    Decision.REJECT: _("Give the reasons"),
}


class DecideForm(forms.Form):
    """R2 to R6: one decision, with its words and the judgements it rests on."""

    decision = _one_of(_("Decision"))
    reason = _words(_("Words to the applicant"), most=4000)
    items = forms.MultipleChoiceField(
        label=_("Often missing"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
    )
    code = forms.ChoiceField(label=_("Reason code"), required=False)
    remedy = _words(_("What would change the answer"), most=2000, rows=2)

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

    def step(self) -> Step:
        """The step of the department that the decision stands for."""
        said = self.cleaned_data
        decision, reason = said["decision"], said["reason"].strip()
        against = {"reasons": reason, "code": said.get("code") or "other"}
        facts: dict[str, dict[str, Any]] = {
            Decision.ACCEPT: {},
            Decision.NOT_ACCEPT: against,
            Decision.SUPPLEMENT: {"items": self.missing()},
            Decision.REJECT: against | {"remedy": said.get("remedy", "").strip()},
            Decision.APPROVE: {"judgements": self.judgements()},
        }
        return Step(VERBS[decision], facts[decision])

    def judgements(self) -> list[tuple[int, bool, str]]:
        """The judgements made: the statement, whether it is accepted, and why."""
        said = self.cleaned_data
        made = [one for one in self.statements if said.get(f"judge_{one.pk}")]
        return [(one.pk, said[f"judge_{one.pk}"] == "yes", said[f"reason_{one.pk}"]) for one in made]

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

    reason = _words(_("Why the term has to be extended"), most=1000, rows=2, missing=_("Give the reasons"))


class CountersignForm(forms.Form):
    """R5: the second person signs, or sends the case back with a reason."""

    decision = _one_of(
        _("Second person"), [("confirm", _("Sign the refusal")), ("send_back", _("Send back to review"))]
    )
    reason = _words(_("Reason for sending it back"), most=2000)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("decision") == "send_back" and not said.get("reason", "").strip():
            self.add_error("reason", _("Give the reasons"))
        return said

    def step(self) -> Step:
        """The step of the second person that the decision stands for."""
        if self.cleaned_data["decision"] == "confirm":
            return Step("countersign", {})
        return Step("send_back", {"reasons": self.cleaned_data["reason"].strip()})
