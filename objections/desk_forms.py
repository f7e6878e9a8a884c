"""What is typed about an objection at a desk: the answers, the reasons, the lists. What is right is asked in the services."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from objections.models import Answer, Claim, ClaimAnswer
from objections.services import AnswerDraft, Document
from objections.typed_values import TICK, choices_of, value_fields, value_shown, value_typed
from registry.correctable import FIELDS
from repair.views.shown_evidence import ACCEPT

MOST_WORDS, LONGEST_LINE, MOST_ITEMS = 2000, 200, 20
FROM_NOW_ON = _("From now on the record says")


def answers_to(claim: Claim) -> list[tuple[str, Any]]:
    """What can be answered to a claim: what the record must say is corrected, and never emptied."""
    if claim.of_the_record:
        return [
            (Answer.RIGHT, _("The record is right")),
            (Answer.DELETED, _("The record is withdrawn")),
            (Answer.UNVERIFIABLE, _("Cannot be verified")),
        ]
    offered: list[tuple[str, Any]] = [
        (Answer.RIGHT, _("Right as it is")),
        (Answer.CORRECTED, pgettext_lazy("answer", "Correct it")),
    ]
    if not FIELDS[claim.field].required:
        offered.append((Answer.DELETED, pgettext_lazy("answer", "Delete it")))
    return [*offered, (Answer.UNVERIFIABLE, _("Cannot be verified"))]


@dataclass(frozen=True)
class AnswerFields:
    """The fields of one claim's answer, for the page."""

    answer: forms.BoundField
    value: forms.BoundField | None  # none where it is chosen from `choices`, or the record is meant
    choices: list[forms.BoundField]
    reason: forms.BoundField
    source: forms.BoundField
    cites: forms.BoundField
    file: forms.BoundField


class ClaimAnswersForm(forms.Form):
    """R11: to each claim an answer, with its reason, its proof and its clause; what is not chosen waits."""

    def __init__(self, *args: Any, claims: list[Claim], given: Mapping[int, ClaimAnswer], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._claims = claims
        for claim in claims:
            self._add(claim, given.get(claim.number))

    def _add(self, claim: Claim, given: ClaimAnswer | None) -> None:
        n = claim.number
        self.fields[f"answer_{n}"] = forms.ChoiceField(
            label=_("Answer"),
            choices=answers_to(claim),
            required=False,
            widget=forms.RadioSelect(attrs=TICK),
            initial=given.answer if given else None,
        )
        if not claim.of_the_record:
            self._add_value(claim, given)
        self.fields[f"reason_{n}"] = forms.CharField(
            label=_("Reason"),
            help_text=_("Stands in the letter, word for word"),
            max_length=MOST_WORDS,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
            initial=given.reason if given else "",
        )
        for name, label, value in (
            ("source", _("Proof: document or file number"), given.source if given else ""),
            ("cites", _("Clause"), given.cites if given else ""),
        ):
            self.fields[f"{name}_{n}"] = forms.CharField(
                label=label, max_length=LONGEST_LINE, required=False, initial=value
            )
        self.fields[f"file_{n}"] = forms.FileField(label=_("Attach the proof"), required=False)

    def _add_value(self, claim: Claim, given: ClaimAnswer | None) -> None:
        """Filled in with what is claimed, which holds only where “correct it” is chosen."""
        each, name = FIELDS[claim.field], f"value_{claim.number}"
        self.fields |= value_fields(each, name, FROM_NOW_ON)
        self.initial |= value_shown(each, name, (given.value if given else "") or claim.claimed)

    def clean(self) -> dict[str, Any]:
        """Every claim about which something is typed needs both an answer and a reason."""
        said = super().clean() or {}
        for claim in self._claims:
            n = claim.number
            typed = [said.get(f"{name}_{n}") for name in ("reason", "source", "cites", "file")]
            if said.get(f"answer_{n}") and not str(said.get(f"reason_{n}") or "").strip():
                self._refuse(f"reason_{n}", _("Give a reason that the letter can state."))
            elif any(typed) and not said.get(f"answer_{n}"):
                self._refuse(f"answer_{n}", _("Please choose an answer."))
            elif said.get(f"answer_{n}") == Answer.CORRECTED and not self._value(claim):
                self._refuse(f"answer_{n}", _("Say what is right, or answer “deleted”."))
        return said

    def _refuse(self, name: str, words: Any) -> None:
        if name not in self.errors:
            self.add_error(name, words)

    def drafts(self) -> dict[int, AnswerDraft]:
        """What is answered, by the number of the claim."""
        said = self.cleaned_data
        return {
            claim.number: AnswerDraft(
                answer=said[f"answer_{claim.number}"],
                value=self._value(claim),
                reason=said[f"reason_{claim.number}"],
                source=said[f"source_{claim.number}"],
                cites=said[f"cites_{claim.number}"],
            )
            for claim in self._claims
            if said[f"answer_{claim.number}"]
        }

    def _value(self, claim: Claim) -> str:
        if claim.of_the_record:
            return ""
        return value_typed(FIELDS[claim.field], f"value_{claim.number}", self.cleaned_data)

    def proofs(self) -> list[tuple[int, UploadedFile]]:
        """The proofs that were chosen, with the number of the claim."""
        chosen = [(each.number, self.cleaned_data.get(f"file_{each.number}")) for each in self._claims]
        return [(number, file) for number, file in chosen if file]

    def fields_of(self, claim: Claim) -> AnswerFields:
        n = claim.number
        choices = [] if claim.of_the_record else choices_of(self, FIELDS[claim.field], f"value_{n}")
        return AnswerFields(
            answer=self[f"answer_{n}"],
            value=None if claim.of_the_record or choices else self[f"value_{n}"],
            choices=choices,
            reason=self[f"reason_{n}"],
            source=self[f"source_{n}"],
            cites=self[f"cites_{n}"],
            file=self[f"file_{n}"],
        )


def _words(label: Any, missing: Any = "", *, rows: int = 3, most: int = MOST_WORDS) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label,
        required=bool(missing),
        max_length=most,
        widget=area,
        error_messages={"required": missing},
    )


class DeclineForm(forms.Form):
    """Why an objection is not taken up."""

    reasons = _words(_("Reasons, as the letter states them"), _("Give the reasons"))


class ItemsForm(forms.Form):
    """What is missing, in one list."""

    items = _words(_("What is missing, one item on each line"), _("Name at least one thing that is missing."))

    def clean_items(self) -> list[str]:
        items = [each.strip() for each in self.cleaned_data["items"].splitlines() if each.strip()]
        if len(items) > MOST_ITEMS:
            raise forms.ValidationError(_("Please keep the list to %(n)s items") % {"n": MOST_ITEMS})
        return items


class ReasonForm(forms.Form):
    """Why a term is extended."""

    reason = _words(_("Reason, as the letter states it"), _("Give the reasons"), rows=2, most=500)


class ForwardForm(forms.Form):
    """What the credit office tells the department along with the objection."""

    words = _words(_("To the department"), rows=2, most=500)


class SendAboveForm(forms.Form):
    """Which organ re-checks, and what it is told along with the papers."""

    organ = forms.CharField(
        label=_("Organ that re-checks"),
        max_length=100,
        error_messages={"required": _("Name the organ that re-checks")},
    )
    words = _words(_("To the organ"), rows=2, most=500)


class ReviewDocumentForm(forms.Form):
    """The document with which the organ above has answered; its scan is the proof."""

    number = forms.CharField(
        label=_("Number of the document"),
        max_length=100,
        error_messages={"required": _("Please enter the number")},
    )
    document_on = forms.DateField(
        label=_("Date of the document"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Please enter the date"),
            "invalid": _("Please enter a date such as 2026-11-23"),
        },
    )
    # Whether it may be kept is said by the evidence room, not here: also of an empty file.
    upload = forms.FileField(
        label=_("The scanned document"),
        required=False,
        allow_empty_file=True,
        help_text=_("PDF, OFD, JPG or PNG"),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )

    def document(self) -> Document:
        return Document(self.cleaned_data["number"], self.cleaned_data["document_on"])


class ConfirmForm(forms.Form):
    """The second person: nothing is chosen beforehand."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            ("confirm", _("Confirm: the information stays as it is")),
            ("send_back", _("Send back to be answered again")),
        ],
        widget=forms.RadioSelect(attrs=TICK),
        error_messages={"required": _("Please choose a decision")},
    )
    reasons = _words(_("Reasons, where you send it back"), rows=2)
    reasons.required = False

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("decision") == "send_back" and not said.get("reasons", "").strip():
            self.add_error("reasons", _("Give the reasons"))
        return said
