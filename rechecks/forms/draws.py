"""What is typed for a draw: the plan, and later the seed. What cannot be drawn is said by `rechecks.drawing`."""

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from rechecks.drawing import CASES, RECORDS, CannotDraw, Plan, read_share
from rechecks.selectors import (
    KINDS,
    REASONS,
    RECORD_RISKS,
    RECORD_STRATA,
    RISKS,
    STRATA,
    RecordScope,
    Scope,
)

TICK = {"class": "form-check-input"}
NUMBER = {"required": _("Please enter a number"), "invalid": _("Please enter a whole number")}
DAY = {"required": _("Please enter a day"), "invalid": _("Please enter a day")}
KIND_WORDS = {"repair": _("Repairs"), "objection": pgettext_lazy("kind of case", "Objections")}
REASON_WORDS = {
    "still_shown": _("Repaired or withdrawn, and still shown somewhere"),
    "period_over": _("Publicity period over, and still shown"),
    "repairable": _("Obligations fulfilled, and repairable for long"),
}
STRATUM_WORDS = {
    "department": _("Department"),
    "outcome": pgettext_lazy("of a case", "Outcome"),
    "kind": _("Kind of case"),
    "month": _("Month of closing"),
    "reason": _("Why it should be gone"),
    "severity": pgettext_lazy("of a record", "Class"),
}
RECORD_STRATUM_WORDS = STRATUM_WORDS | {"kind": _("Kind of record")}
RISK_WORDS = {
    "refused": _("Refused, not accepted or dismissed"),
    "fast": _("Granted fast"),
    "returned_twice": _("Sent back or asked for more at least twice"),
    "objection": _("Objected to, or a re-check was asked for"),
    "earlier_findings": _("Earlier findings against its department"),
}
# The field of the page that an option of the command stands for; whatever else is said above the form.
FIELD_OF = {
    "--from": "since", "--to": "until", "--from/--to": "until", "--from/--to/--kind": "since", "--kind": "kinds",
    "--size": "size", "--share": "share", "--size/--share": "size", "--minimum": "minimum", "--checker": "checkers",
    "--weight": f"weight_{RISKS[0]}", "--fast-days": "fast_days", "--long-days": "long_days",
    "--look-back-days": "look_back_days", "--seed": "seed", "--seed-source": "seed_source",
    "--again-because": "again_because",
}  # fmt: skip


def refuse(form: forms.Form, refusal: CannotDraw) -> None:
    """The words of a refusal beside the field that has to change."""
    name = FIELD_OF.get(refusal.option)
    chinese = (get_language() or "").startswith("zh")
    form.add_error(name if name in form.fields else None, refusal.chinese if chinese else refusal.english)


def _several(label: Any, choices: Iterable[tuple[str, Any]], missing: Any, **more: Any) -> forms.Field:
    return forms.MultipleChoiceField(
        label=label, choices=list(choices), widget=forms.CheckboxSelectMultiple(attrs=TICK),
        error_messages={"required": missing}, **more,
    )  # fmt: skip


def _number(label: Any, help_text: Any = "", **more: Any) -> forms.Field:
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(
        label=label, help_text=help_text, widget=widget, error_messages=NUMBER,
        min_value=0, max_value=1_000_000, **more,
    )  # fmt: skip


def _day(label: Any) -> forms.Field:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, error_messages=DAY)


class PlanForm(forms.Form):
    """Of what how many are drawn, by which strata and weights, and who may be drawn to check."""

    holds = ""
    risks: tuple[str, ...] = ()
    strata_offered: tuple[str, ...] = ()

    size = _number(_("Sample size"), _("Either how many are drawn, or which share of them."), required=False)
    share = forms.CharField(
        label=_("Or a share"), help_text=_("5% or 1/20; rounded up."), max_length=20, required=False
    )
    minimum = _number(_("At least of each stratum"), _("Strata that hold fewer are drawn whole."))
    look_back_days = _number(
        _("Earlier findings are those of (days)"),
        _("Wrong or missed repairs that a second person confirmed so long before."),
    )
    checkers = _several(
        _("Who may be drawn to check"), (), "", required=False,
        help_text=_("Tick nobody, and all of them may. Nobody checks what they or their department handled."),
    )  # fmt: skip
    seed_from = forms.CharField(
        label=_("Public number that is to be the seed"),
        help_text=_(
            "One that is not there yet, such as the winning numbers of a lottery of a later day. Leave it"
            " empty if the seed will be typed in public."
        ),
        max_length=200,
        required=False,
    )

    def __init__(self, data: Any, *, on: date, checkers: Iterable[tuple[str, str]]) -> None:
        super().__init__(data, initial=self.usual(on))
        self.on = on
        chosen: Any = self.fields["checkers"]
        chosen.choices = list(checkers)
        for risk in self.risks:
            self.fields[f"weight_{risk}"] = _number(RISK_WORDS[risk])

    def usual(self, on: date) -> dict[str, Any]:
        """One in twenty, three of each stratum at least, and a refusal counted twice."""
        weights = {f"weight_{risk}": int(risk == "refused") for risk in self.risks}
        return weights | {"share": "5%", "minimum": 3, "look_back_days": 365}

    @property
    def weights(self) -> list[forms.BoundField]:
        return [self[f"weight_{risk}"] for risk in self.risks]

    def clean_share(self) -> Fraction | None:
        text = self.cleaned_data["share"].strip()
        try:
            return read_share(text) if text else None
        except CannotDraw as refusal:
            refuse(self, refusal)
            return None

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if {"since", "until"} <= said.keys() and said["since"] > said["until"]:
            self.add_error("until", _("The period ends before it begins."))
        if not self.errors and (said.get("size") is None) == (said.get("share") is None):
            self.add_error("size", _("Please fill in one of the two: size or share."))
        return said

    @property
    def scope(self) -> Scope | RecordScope:
        raise NotImplementedError

    @property
    def plan(self) -> Plan:
        said = self.cleaned_data
        weights = [(risk, said[f"weight_{risk}"]) for risk in sorted(self.risks)]
        return Plan(
            size=said["size"], share=said["share"], minimum=said["minimum"],
            strata=tuple(each for each in self.strata_offered if each in said["strata"]),
            weights=tuple(each for each in weights if each[1]), scope=self.scope.said,
            seed_from=said["seed_from"].strip(),
        )  # fmt: skip


def _strata(names: Iterable[str], words: dict[str, Any]) -> forms.Field:
    choices = [(name, words[name]) for name in names]
    return _several(_("Strata"), choices, _("Please choose what makes a stratum"))


class CasePlanForm(PlanForm):
    """Closed cases of a period."""

    holds, risks, strata_offered = CASES, RISKS, STRATA
    since, until = _day(_("Closed from")), _day(_("Closed to"))
    kinds = _several(_("Kinds of case"), KIND_WORDS.items(), _("Please choose a kind of case"))
    strata = _strata(STRATA, STRATUM_WORDS)
    fast_days = _number(_("A grant is fast within (days)"), _("Counted from the day it was handed in."))

    def usual(self, on: date) -> dict[str, Any]:
        until = on.replace(day=1) - timedelta(days=1)
        return super().usual(on) | {
            "since": until.replace(day=1), "until": until, "kinds": list(KINDS),
            "strata": ["department", "outcome"], "fast_days": 1,
        }  # fmt: skip

    @property
    def limit(self) -> forms.BoundField:
        return self["fast_days"]

    @property
    def scope(self) -> Scope:
        said = self.cleaned_data
        kinds = tuple(sorted(said["kinds"]))
        return Scope(said["since"], said["until"], kinds, said["fast_days"], said["look_back_days"])


class RecordPlanForm(PlanForm):
    """Records that should have gone in a period, and are still there."""

    holds, risks, strata_offered = RECORDS, RECORD_RISKS, RECORD_STRATA
    since, until = _day(_("To be gone from")), _day(_("To be gone to"))
    kinds = _several(_("Why they should be gone"), REASON_WORDS.items(), _("Please choose a reason"))
    strata = _strata(RECORD_STRATA, RECORD_STRATUM_WORDS)
    long_days = _number(_("Repairable for long, from (days)"), _("The office's own measure, not the law's."))

    def usual(self, on: date) -> dict[str, Any]:
        return super().usual(on) | {
            "since": on - timedelta(days=365), "until": on, "kinds": list(REASONS),
            "strata": ["department", "reason"], "long_days": settings.LONG_REPAIRABLE_DAYS,
        }  # fmt: skip

    @property
    def limit(self) -> forms.BoundField:
        return self["long_days"]

    @property
    def scope(self) -> RecordScope:
        said = self.cleaned_data
        kinds = tuple(sorted(said["kinds"]))
        days = said["long_days"], said["look_back_days"]
        return RecordScope(said["since"], said["until"], self.on, kinds, *days)


class SeedForm(forms.Form):
    """The seed, where it comes from, and why such cases are drawn once more."""

    seed = forms.CharField(
        label=_("Seed"),
        help_text=_("Exactly as it was typed or published, spaces within it included."),
        max_length=200,
        strip=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Please enter the seed")},
    )
    seed_source = forms.CharField(
        label=_("Where the seed comes from"),
        help_text=_("Who typed it, where, and before whom; or which public number it is, and of which day."),
        max_length=200,
        error_messages={"required": _("Please say where the seed comes from")},
    )
    again_because = forms.CharField(
        label=_("Why such cases are drawn again"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Such cases were drawn before: please say why they are drawn again")},
    )

    def __init__(self, *args: Any, seed_from: str, was_drawn: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if seed_from:
            del self.fields["seed_source"]
        if not was_drawn:
            del self.fields["again_because"]
