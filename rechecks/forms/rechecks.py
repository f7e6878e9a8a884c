"""What a checker writes down, and what a second person says of it. What is complete is asked in the services."""

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from casework.wording import person_name
from rechecks.models import BLIND_POINTS, Assessed, Finding, Gravity, Mark, Point, RecheckCase, Verdict
from rechecks.services import Said
from repair.views.shown_evidence import ACCEPT

TICK = {"class": "form-check-input"}
LONGEST = 2000
CHOOSE = {"required": _("Please choose one"), "invalid_choice": _("Please choose one")}


def _radio(label: Any, choices: Any, *, required: bool = True, missing: Any = None) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=required,
        widget=forms.RadioSelect(attrs=TICK),
        error_messages=CHOOSE | {"required": missing or CHOOSE["required"]},
    )


def _words(label: Any, *, rows: int = 3, required: bool = False, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": _("Give the reasons")},
    )


class BlindForm(forms.Form):
    """What the checker would have decided, and the points that can be judged without knowing the outcome."""

    points: tuple[Point, ...] = BLIND_POINTS

    def __init__(self, *args: Any, case: RecheckCase, last: Finding | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = _initial(last)
        super().__init__(*args, **kwargs)
        for point in self.points:
            missing = format_lazy("{point}：{words}", point=point.label, words=CHOOSE["required"])
            self.fields[f"point_{point}"] = _radio(point.label, Mark.choices, missing=missing)
            self.fields[f"note_{point}"] = forms.CharField(
                label=_("Note on: %(point)s") % {"point": point.label}, max_length=500, required=False
            )
        self.fields["assessed"] = _radio(_("By file and rules, this record"), Assessed.choices)
        self.fields["facts"] = _words(_("Facts found"))
        self.fields["clause"] = forms.CharField(label=_("Clause"), max_length=300, required=False)

    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The points, each with its note."""
        return [(self[f"point_{point}"], self[f"note_{point}"]) for point in self.points]

    def said(self) -> Said:
        typed = self.cleaned_data
        points = {str(point): (typed[f"point_{point}"], typed[f"note_{point}"]) for point in self.points}
        named = ("facts", "clause", "suggestion", "verdict", "procedural_fault", "gravity", "reason")
        return Said(
            assessed=typed["assessed"],
            points=points,
            **{name: typed[name] for name in named if name in typed},
        )


class ConclusionForm(BlindForm):
    """The finding beside the outcome: all eight points, the conclusion, and why it differs from the first."""

    points = tuple(Point)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verdict"] = _radio(_("Conclusion"), Verdict.choices)
        self.fields["procedural_fault"] = forms.BooleanField(
            label=_("There is a procedural fault besides"),
            required=False,
            widget=forms.CheckboxInput(attrs=TICK),
        )
        self.fields["gravity"] = _radio(_("Gravity"), Gravity.choices, required=False)
        self.fields["suggestion"] = _words(_("Suggestion"))
        self.fields["reason"] = _words(
            _("Why it differs from the finding before"),
            help_text=_("Only where you now find something else; both findings are kept."),
        )


def _initial(last: Finding | None) -> dict[str, Any]:
    """What was found before stands in the form again; nothing is preselected in the first one."""
    if last is None:
        return {}
    names = (
        "assessed", "facts", "clause", "suggestion", "verdict", "procedural_fault", "gravity"
    )  # fmt: skip
    said = {name: getattr(last, name) for name in names}
    for point, answer in last.points.items():
        said |= {f"point_{point}": answer["answer"], f"note_{point}": answer["note"]}
    return said


class SecondForm(forms.Form):
    """The second person confirms, or sends it back with the reasons."""

    decision = _radio(
        _("As the second person"),
        [("confirm", _("Confirm the finding")), ("send_back", _("Send it back to the checker"))],
    )
    reasons = _words(_("Reasons"), help_text=_("Needed where it is sent back."))


class ReassignForm(forms.Form):
    """Another checker, and why."""

    to = forms.ModelChoiceField(
        label=_("New checker"), queryset=User.objects.none(), error_messages=CHOOSE, empty_label="—"
    )
    reason = _words(_("Why"), rows=2, required=True)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.queryset = people
        field.label_from_instance = person_name


class ProofForm(forms.Form):
    """A paper that proves what was found; whether it may be kept is said by the evidence room."""

    upload = forms.FileField(
        label=_("Proof of the finding"),
        allow_empty_file=True,
        help_text=_("PDF, OFD, JPG or PNG"),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        error_messages={"required": _("Please choose a file")},
    )
