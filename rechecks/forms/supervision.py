"""What is entered in supervision: the notice, the reply, interviews, the circular, the stages."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rechecks.models.supervision import OF_SUBJECTS, Stage
from rechecks.selectors.supervision import Asked
from rechecks.services.circulars import Said
from rechecks.services.escalation import EscalationRule, Rung
from rechecks.services.supervising import Draft, Talk
from registry.models import Department
from repair.desk_forms import PersonField
from repair.views.shown_evidence import ACCEPT

LONGEST = 2000
MOST_CASES = 30


def _day(label: Any, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Please enter a day"), "invalid": _("Please enter a day")},
    )


def _line(label: Any, words: Any, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=200, help_text=hint, error_messages={"required": words})


def _text(label: Any, words: Any, rows: int = 4, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": words},
    )


class FilterForm(forms.Form):
    """What the list is narrowed to."""

    department = forms.ModelChoiceField(
        Department.objects.none(), label=_("Department"), required=False, empty_label=_("All departments")
    )
    days = forms.IntegerField(
        label=_("Working days over, at least"), min_value=0, max_value=400, required=False
    )
    repeated = forms.BooleanField(label=_("Supervised before"), required=False)

    def __init__(self, *args: Any, departments: Iterable[Department], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField", self.fields["department"])
        field.queryset = Department.objects.filter(pk__in=[each.pk for each in departments])

    def asked(self) -> Asked:
        """What was asked for; a filter that cannot be read narrows nothing."""
        self.is_valid()
        said = self.cleaned_data
        department = said.get("department")
        return Asked(
            department=department.pk if department else None,
            days_over=said.get("days") or 0,
            repeated=bool(said.get("repeated")),
        )


class NoticeForm(forms.Form):
    """A notice before it is issued."""

    responsible = PersonField(
        User.objects.none(),
        label=_("Responsible person"),
        empty_label=_("Please choose"),
        error_messages={
            "required": _("Please choose a person"),
            "invalid_choice": _("Please choose a person"),
        },
    )
    facts = _text(pgettext_lazy("supervision", "Facts"), _("State the facts"), rows=6)
    reply_by = _day(_("Reply by"))

    def __init__(self, *args: Any, people: Iterable[Any], cases: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("PersonField", self.fields["responsible"])
        field.queryset = User.objects.filter(pk__in=[each.pk for each in people]).order_by("pk")
        self.cases = tuple(cases)

    def draft(self) -> Draft:
        return Draft(cases=self.cases, **self.cleaned_data)


class ReplyForm(forms.Form):
    """What the department answers."""

    reason = _text(pgettext_lazy("supervision", "Reason"), _("Say why it is late"))
    measures = _text(_("Measures"), _("Say what you do about it"))
    expected_on = _day(_("Expected to be done by"))


class WordsForm(forms.Form):
    """One text, for the circular or for closing."""

    words = _text(pgettext_lazy("supervision", "What is said"), _("Please say why"), rows=3)


class CircularForm(WordsForm):
    """A circular, as a leader decided it."""

    decided_by = forms.CharField(
        label=pgettext_lazy("circular", "Decided by"),
        max_length=100,
        help_text=_("The leader, with name and position."),
        error_messages={"required": _("Say who decided it")},
    )
    to = forms.ChoiceField(
        label=pgettext_lazy("circular", "To"),
        choices=[("all", _("every department")), ("one", _("this department alone"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say to whom it goes")},
    )

    def said(self) -> Said:
        said = self.cleaned_data
        return Said(words=said["words"], decided_by=said["decided_by"], to_all=said["to"] == "all")


class TalkForm(forms.Form):
    """The record of an interview."""

    held_on = _day(_("Held on"))
    place = _line(pgettext_lazy("interview", "Place"), _("Please enter the place"))
    held_by = _line(
        _("Interviewers"), _("Please enter who held it"), _("Name and position, the leader first.")
    )
    attended_by = _line(_("Who attended"), _("Please enter who attended"))
    matters = _text(_("What was talked about"), _("Please enter what was talked about"))
    demands = _text(
        pgettext_lazy("interview", "What is demanded"), _("Please enter what is demanded"), rows=3
    )
    put_right_by = _day(_("To be put right by"), required=False)

    def talk(self) -> Talk:
        return Talk(**{name: self.cleaned_data[name] for name in Talk.__dataclass_fields__})


class SubjectTalkForm(TalkForm):
    """谁认定、谁约谈: which record it was about, and how earnestly."""

    document_number = _line(_("Document number"), _("Please enter the document number"))
    kind = forms.ChoiceField(label=pgettext_lazy("interview", "Kind"))
    upload = forms.FileField(
        label=_("Signed record"),
        required=False,
        allow_empty_file=True,
        help_text=_("PDF, OFD, JPG or PNG"),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
    field_order = ("document_number", "kind")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(each.value, each.label) for each in OF_SUBJECTS]
        cast("forms.ChoiceField", self.fields["kind"]).choices = kinds


class StagesForm(forms.Form):
    """The office's own rule: which stage after how many working days."""

    notice = forms.IntegerField(label=Stage.NOTICE.label, min_value=1, max_value=60)
    reply = forms.IntegerField(label=_("Working days to reply"), min_value=1, max_value=60)
    second = forms.ChoiceField(label=_("Then"), required=False)
    second_days = forms.IntegerField(label=_("after working days"), min_value=1, max_value=60, required=False)
    third = forms.ChoiceField(label=_("Then"), required=False)
    third_days = forms.IntegerField(label=_("after working days"), min_value=1, max_value=60, required=False)
    source = forms.CharField(
        label=_("Read in"),
        max_length=200,
        required=False,
        help_text=_("The document with its number and clause. Empty: the figures stay to be confirmed."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        later = [("", "—"), *((each.value, each.label) for each in Stage if each != Stage.NOTICE)]
        for name in ("second", "third"):
            cast("forms.ChoiceField", self.fields[name]).choices = later

    @staticmethod
    def filled(rule: EscalationRule) -> dict[str, Any]:
        """The rule as the form shows it."""
        shown: dict[str, Any] = {
            "notice": rule.notice_after,
            "reply": rule.reply_working_days,
            "source": rule.source,
        }
        for name, rung in zip(("second", "third"), rule.later, strict=False):
            shown |= {name: rung.stage.value, f"{name}_days": rung.working_days}
        return shown

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for name in ("second", "third"):
            if said.get(name) and not said.get(f"{name}_days") and f"{name}_days" not in self.errors:
                self.add_error(f"{name}_days", _("Please enter after how many working days"))
        return said

    def rungs(self) -> list[Rung]:
        said = self.cleaned_data
        rungs = [Rung(Stage.NOTICE, said["notice"])]
        rungs += [Rung(Stage(said[n]), said[f"{n}_days"]) for n in ("second", "third") if said.get(n)]
        return rungs


def numbers_asked(values: Iterable[str]) -> list[str]:
    """The ticked cases, each once."""
    return list(dict.fromkeys(each for each in values if each))[:MOST_CASES]
