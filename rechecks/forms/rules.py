"""What is typed about rules: a local set, a file, a confirmation, a day. What may be stated is asked in the services."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from rechecks.selectors.locked_figures import Group, Locked, group_of
from rechecks.selectors.rule_sets import Offered
from rechecks.services.rule_drafts import LocalFigure, LocalSet
from rechecks.texts.rules import SAID, figure_name, value_text
from registry.models.departments import Sector
from registry.models.records import RecordKind, Severity
from rules.instruments import LONGER, SHORTER, Instrument
from rules.objection_words import WORDS

TICK = {"class": "form-check-input"}
OF_OURS = r"^[A-Z][A-Z0-9-]{3,59}$"

GROUPS = {
    Group.PERIODS: gettext_lazy("Publicity period and its start"),
    Group.TERMS: pgettext_lazy("rules", "Terms and supplements"),
    Group.MATERIALS: gettext_lazy("Materials and training"),
    Group.BARS: gettext_lazy("What cannot be repaired, and bars"),
    Group.OBJECTIONS: gettext_lazy("Objections"),
}


def _asked(words: Any) -> dict[str, Any]:
    return {"required": words, "invalid": words}


class DayForm(forms.Form):
    """From when a draft counts, and why."""

    takes_effect_on = forms.DateField(
        label=gettext_lazy("Takes effect on"),
        help_text=gettext_lazy("From midnight of this day; what was handed in before keeps its version."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=_asked(gettext_lazy("Please enter a day")),
    )
    because = forms.CharField(
        label=pgettext_lazy("draft", "Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages=_asked(gettext_lazy("Please say why")),
    )

    @property
    def when(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("takes_effect_on", "because")}

    def refuse(self, field: str, words: str) -> None:
        """Put a refusal where it belongs; one about a figure names it without its part."""
        plain = field.removeprefix("value_")
        meant = [name for name in self.fields if name == field or name.endswith(f"_{plain}")] if field else []
        self.add_error(meant[0] if meant else None, words)


class LocalSetForm(DayForm):
    """C7: the office's own set. Only what is left open at its place has a field."""

    number_of_set = forms.RegexField(
        OF_OURS,
        label=gettext_lazy("Number of the set"),
        help_text=gettext_lazy("Capitals, digits and hyphens, such as CN-HL-HEGANG-OWN."),
        error_messages=_asked(gettext_lazy("Please enter a number such as CN-HL-HEGANG-OWN")),
    )
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=100,
        error_messages=_asked(gettext_lazy("Please enter a title")),
    )
    number = forms.CharField(label=gettext_lazy("Document number"), max_length=60, required=False)
    cites = forms.CharField(
        label=gettext_lazy("Basis and clause"),
        max_length=200,
        error_messages=_asked(gettext_lazy("Please enter the basis")),
    )
    read_in = forms.CharField(
        label=gettext_lazy("Text it can be read in"),
        max_length=200,
        required=False,
        help_text=gettext_lazy(
            "A document or an address. Without it the figures are marked as not confirmed."
        ),
    )
    sector = forms.ChoiceField(
        label=gettext_lazy("Sector"),
        required=False,
        choices=[("", gettext_lazy("every sector")), *Sector.choices],
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Kinds of record"),
        required=False,
        choices=RecordKind.choices,
        help_text=gettext_lazy("None chosen: every kind. Terms of objections hold for every kind."),
        widget=forms.CheckboxSelectMultiple(attrs=TICK),
    )

    severities = forms.MultipleChoiceField(
        label=pgettext_lazy("rules", "Classes of record"),
        required=False,
        choices=Severity.choices,
        help_text=gettext_lazy("None chosen: every class. Terms of objections hold for every class."),
        widget=forms.CheckboxSelectMultiple(attrs=TICK),
    )

    def __init__(
        self, *args: Any, place: str, offers: list[Offered], locked: dict[Group, list[Locked]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.place, self.offers, self.locked = place, offers, locked
        for each in offers:
            self.fields[each.field] = _figure_field(each)

    def groups(self) -> list[tuple[str, list[Any], list[Locked]]]:
        """Part by part: the figures that are asked for, and those that a higher rule fixes."""
        return [
            (
                str(words),
                [self[each.field] for each in self.offers if group_of(each) == group],
                self.locked[group],
            )
            for group, words in GROUPS.items()
        ]

    @property
    def said(self) -> LocalSet:
        typed = self.cleaned_data
        return LocalSet(
            id=typed["number_of_set"], title=typed["title"], number=typed["number"], jurisdiction=self.place,
            sector=typed["sector"], kinds=tuple(typed["kinds"]), severities=tuple(typed["severities"]), figures=tuple(self._figures()),
        )  # fmt: skip

    def _figures(self) -> list[LocalFigure]:
        source = {"cites": self.cleaned_data["cites"], "read_in": self.cleaned_data["read_in"]}
        return [
            LocalFigure(each.part, each.stated.name, value, each.stated.figure.unit, **source)
            for each in self.offers
            if (value := self.cleaned_data.get(each.field)) not in (None, "")
        ]


def _figure_field(each: Offered) -> forms.Field:
    figure, name = each.stated.figure, each.stated.name
    now = value_text(figure.value, figure.unit)
    ways = {SHORTER: _("may be shortened, not lengthened"), LONGER: _("may be lengthened, not shortened")}
    way = ways.get(each.opening.open_for, _("free to set"))
    hint = _("%(clause)s: %(value)s; %(way)s.") % {"clause": figure.clause, "value": now, "way": way}
    label = figure_name(name)
    if figure.unit == "rule":
        offered = [
            ("", _("as it is")),
            *((word, SAID.get(word, word)) for word in sorted(WORDS.get(name, ()))),
        ]
        return forms.ChoiceField(label=label, help_text=hint, required=False, choices=offered)
    numbers = forms.NumberInput(attrs={"inputmode": "numeric"})
    wrong = {"invalid": _("Please enter a whole number")}
    return forms.IntegerField(
        label=label,
        help_text=hint,
        required=False,
        min_value=0,
        max_value=3650,
        widget=numbers,
        error_messages=wrong,
    )


def initial_of(instrument: Instrument) -> dict[str, Any]:
    """A set as the form has it."""
    content = instrument.content
    tables = content.get("classes", [{}])[0] if content.get("classes") else content
    said = {"figures": tables.get("figures", {}), "objections": content.get("objections", {})}
    values = {f"value_{part}_{name}": t["value"] for part, named in said.items() for name, t in named.items()}
    source: dict[str, Any] = next((t for named in said.values() for t in named.values()), {})
    covers = tables.get("covers", [{}])[0] if tables is not content else {}
    return values | {
        "number_of_set": instrument.id, "title": instrument.title, "number": instrument.number,
        "sector": instrument.sector or "", "kinds": covers.get("kinds", []),
        "severities": covers.get("severities", []),
        "cites": source.get("cites", ""), "read_in": source.get("read_in", ""),
    }  # fmt: skip


class FileForm(DayForm):
    """A rule file that somebody else wrote out."""

    file = forms.FileField(
        label=gettext_lazy("Rule file (TOML)"),
        error_messages=_asked(gettext_lazy("Please choose a rule file")),
    )
    digest = forms.CharField(
        label=gettext_lazy("SHA-256 of the content"),
        required=False,
        help_text=gettext_lazy("Only where the file states none: as you were told it, by another way."),
    )


class ConfirmForm(DayForm):
    """A figure as the official text says it."""

    value = forms.CharField(
        label=gettext_lazy("Value in the text"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Where the text says something else than this set, enter what the text says."),
    )
    cites = forms.CharField(
        label=gettext_lazy("Instrument and article"),
        max_length=200,
        error_messages=_asked(gettext_lazy("Please enter the instrument and its article")),
    )
    read_in = forms.CharField(
        label=gettext_lazy("Read in"),
        max_length=200,
        help_text=gettext_lazy("The official text you have before you: gazette and number, or document."),
        error_messages=_asked(gettext_lazy("Please say in which text you read it")),
    )
    text_of = forms.DateField(
        label=gettext_lazy("Date of the text"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=_asked(gettext_lazy("Please enter a day")),
    )
    link = forms.URLField(
        label=gettext_lazy("Address of the text"),
        max_length=300,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": gettext_lazy("Please enter an address such as https://www.gov.cn/…")},
    )

    @property
    def text(self) -> str:
        """The document, its date and its address, in one line as the set keeps it."""
        said = [self.cleaned_data[name] for name in ("read_in", "text_of", "link")]
        return "，".join(str(each) for each in said if each)


def tomorrow(on: date) -> dict[str, Any]:
    return {"takes_effect_on": on + timedelta(days=1)}
