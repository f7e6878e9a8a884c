"""What is typed on the pages of an objection. What is right is asked in the services, not here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from objections.models import THE_RECORD, Claim, ObjectionCase, ObjectionKind
from objections.services import ClaimDraft
from objections.typed_values import choices_of, tick, value_fields, value_shown, value_typed
from registry.correctable import FIELDS, CannotCorrect, CorrectableField
from registry.models import Record
from repair.entity_forms import OPTION, WhoIsTold

LONGEST = 2000
LEFT_EMPTY = _("Leave it empty if the record should say nothing here")
STATEMENT = ObjectionCase._meta.get_field("statement").max_length
# What is mostly meant by a kind of objection stands on top; every other field can be opened below.
LIKELY = {
    ObjectionKind.CLASS_OR_PERIOD: (
        "severity", "severity_basis", "kind", "procedure", "decided_on", "published_on", "ban_until", "valid_until",
    ),
}  # fmt: skip
USUAL = ("document_number", "decided_on", "title", "content", "fine_yuan", "penalty_types", "severity")


class BesideARepair(forms.Form):
    """Where a repair runs on the record: which of the two comes first."""

    repair = forms.ChoiceField(
        label=_("How do you want to go on?"),
        widget=forms.RadioSelect(attrs=OPTION),
        error_messages={"required": _("Please choose how to go on")},
    )
    WAIT, FIRST = "", ""

    def __init__(self, *args: Any, repair_runs: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if repair_runs:
            self.fields["repair"].choices = [("wait", self.WAIT), ("first", self.FIRST)]
        else:
            del self.fields["repair"]

    @property
    def repair_comes_first(self) -> bool:
        return self.cleaned_data.get("repair") == "first"

    @property
    def repair_waits(self) -> bool:
        return self.cleaned_data.get("repair") == "wait"


class WhatIsWrongForm(forms.Form):
    """The first step, for a department that has found a mistake itself."""

    kind = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=ObjectionKind.choices,
        widget=forms.RadioSelect(attrs=OPTION),
        error_messages={"required": _("Please choose what is wrong")},
    )


class KindForm(BesideARepair, WhatIsWrongForm):
    """The first step of the subject; before it, where a repair runs, which of the two comes first."""

    WAIT = _("Object now; the application for repair waits until the objection is settled")
    FIRST = _("Go on with the repair; do not object now")

    field_order = ("repair", "kind", "contested")

    contested = forms.BooleanField(
        label=_("An administrative reconsideration or a lawsuit about this decision is under way"),
        help_text=_("The notice of acceptance by the reviewing body or the court is then needed."),
        required=False,
    )


@dataclass(frozen=True)
class ClaimRow:
    """One field of the record on the page: ticked as wrong, what it says now, and what it should say."""

    name: str
    label: Any
    stated: str
    wrong: forms.BoundField
    claimed: forms.BoundField | None  # none where it is chosen from `choices`
    explanation: forms.BoundField
    choices: list[forms.BoundField] = field(default_factory=list)

    @property
    def errors(self) -> list[str]:
        fields = (self.wrong, self.claimed, self.explanation)
        return [error for each in fields if each is not None for error in each.errors]


class FieldsForm(forms.Form):
    """The second step, for what concerns single fields: tick the wrong ones, and say what each should say."""

    use_required_attribute = False  # what is asked depends on what is ticked

    def __init__(self, *args: Any, record: Record, kind: str, claims: Sequence[Claim] = (), **kwargs: Any):
        initial = {name: value for claim in claims for name, value in _as_typed(claim).items()}
        super().__init__(*args, initial=initial, **kwargs)
        self.record, self.kind = record, kind
        for name, each in FIELDS.items():
            self.fields[f"wrong_{name}"] = tick(each.label)
            may_be_empty = "" if each.required else LEFT_EMPTY
            self.fields |= value_fields(each, f"claimed_{name}", _("It should say"), may_be_empty)
            self.fields[f"explanation_{name}"] = forms.CharField(
                label=_("Explanation"),
                max_length=LONGEST,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self._ticked():
            self.add_error(None, _("Please tick at least one thing that is wrong"))
        for name in self._ticked():
            self._look_at(FIELDS[name])
        return said

    def _ticked(self) -> list[str]:
        return [name for name in FIELDS if self.cleaned_data.get(f"wrong_{name}")]

    def _look_at(self, each: CorrectableField) -> None:
        """Everything that is wrong with what was typed is said at once, beside its field."""
        try:
            same = each.says_already(self.record, self._claimed(each))
        except CannotCorrect as refusal:
            self.add_error(self._place_of(each), _about(each, refusal))
            return
        if same:
            words = _("The record says so already; please enter what it should say")
            self.add_error(self._place_of(each), _about(each, words))

    def _place_of(self, each: CorrectableField) -> str:
        """Beside which field stands what is wrong with a claim."""
        return f"wrong_{each.name}" if each.widget == "choices" else f"claimed_{each.name}"

    def _claimed(self, each: CorrectableField) -> str:
        return value_typed(each, f"claimed_{each.name}", self.cleaned_data)

    def claims(self) -> list[ClaimDraft]:
        """What is claimed, field by field."""
        return [
            ClaimDraft(name, self._claimed(FIELDS[name]), self.cleaned_data[f"explanation_{name}"])
            for name in self._ticked()
        ]

    def likely(self) -> Iterator[ClaimRow]:
        """The rows that stand open on the page."""
        return (self._row(name) for name in FIELDS if self._is_likely(name))

    def others(self) -> list[ClaimRow]:
        return [self._row(name) for name in FIELDS if not self._is_likely(name)]

    @property
    def others_are_used(self) -> bool:
        return any(row.wrong.value() or row.errors for row in self.others())

    def _is_likely(self, name: str) -> bool:
        each = FIELDS[name]
        if self.kind == ObjectionKind.OMISSION:
            return not each.shown(self.record)
        return name in LIKELY.get(ObjectionKind(self.kind), USUAL)

    def _row(self, name: str) -> ClaimRow:
        each = FIELDS[name]
        choices = choices_of(self, each, f"claimed_{name}")
        return ClaimRow(
            name=name,
            label=each.label,
            stated=each.shown(self.record),
            wrong=self[f"wrong_{name}"],
            claimed=None if choices else self[f"claimed_{name}"],
            explanation=self[f"explanation_{name}"],
            choices=choices,
        )


def _about(each: CorrectableField, words: Any) -> str:
    """Words that also say, in the summary of a long page, of which field they speak."""
    return f"{each.label}：{words}"


def _as_typed(claim: Claim) -> dict[str, Any]:
    """A claim as its fields on the page show it again."""
    typed: dict[str, Any] = {f"wrong_{claim.field}": True, f"explanation_{claim.field}": claim.explanation}
    return typed | value_shown(FIELDS[claim.field], f"claimed_{claim.field}", claim.claimed)


class WholeForm(forms.Form):
    """The second step, for what concerns the record as a whole."""

    explanation_record = forms.CharField(
        label=_("What is wrong with this record?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Please say what is wrong with this record")},
    )

    def __init__(self, *args: Any, claims: Sequence[Claim] = (), **kwargs: Any) -> None:
        initial = {"explanation_record": claims[0].explanation} if claims else {}
        super().__init__(*args, initial=initial, **kwargs)

    def claims(self) -> list[ClaimDraft]:
        return [ClaimDraft(THE_RECORD, explanation=self.cleaned_data["explanation_record"])]


class TrueForm(forms.Form):
    """The last step of staff: they add nothing, and nobody is asked back."""

    repair_comes_first, repair_waits = False, True  # as the page of their first step says

    true = forms.BooleanField(
        label=_("Everything above is true"),
        error_messages={"required": _("Please confirm that everything above is true")},
    )

    def stated(self) -> dict[str, Any]:
        return {"statement": "", "shown": False, "notice_wanted": False}

    def contact(self) -> dict[str, str]:
        return {}


class CheckForm(BesideARepair, TrueForm, WhoIsTold):
    """The last step: the subject's own statement, what is to be published, who is told, and which comes first."""

    WAIT = _("File now; the application for repair waits until the objection is settled")
    FIRST = _("Go on with the repair; the objection stays a draft")

    statement = forms.CharField(
        label=_("Your own statement"),
        required=False,
        max_length=STATEMENT,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"max_length": _("Please keep the statement to %(limit_value)d characters; it has %(show_value)d")},
    )  # fmt: skip
    statement_shown = forms.BooleanField(
        label=_("Show this statement with the record until the objection is settled"), required=False
    )
    notice_wanted = forms.BooleanField(
        label=_("If the record is corrected, publish a correction notice where it was shown"), required=False
    )

    def __init__(self, *args: Any, may_be_shown: bool, **kwargs: Any) -> None:
        """`may_be_shown`: the rules let the statement stand beside the record."""
        super().__init__(*args, **kwargs)
        if not may_be_shown:
            del self.fields["statement_shown"]

    def stated(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "statement": said["statement"],
            "shown": bool(said.get("statement_shown")),
            "notice_wanted": said["notice_wanted"],
        }

    def contact(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("contact_name", "contact_phone")}


class ReviewForm(BesideARepair):
    """Why the result is to be checked again; where a repair runs, which of the two comes first."""

    WAIT = _("Ask for the re-check now; the application for repair waits until it is done")
    FIRST = _("Go on with the repair; do not ask for the re-check now")

    ground = forms.CharField(
        label=_("Why do you not agree with the result?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Please say why the result is to be checked again")},
    )
