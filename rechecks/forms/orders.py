"""What is typed on the pages of corrections."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.wording import person_name, plain_day
from rechecks.models import CorrectionOrder, Further, RecheckCase, Verdict
from rechecks.selectors.outsiders import other_settlers, who_may_settle
from rechecks.services.complying import provable
from rechecks.services.orders import LastDay, demands_of, last_day_to_correct
from repair.views.shown_evidence import ACCEPT

LONGEST = 2000
TICK = {"class": "form-check-input"}


def _words(label: Any, missing: Any, rows: int = 4, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        widget=forms.Textarea(attrs={"rows": rows}),
        max_length=LONGEST,
        help_text=hint,
        error_messages={"required": missing},
    )


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return person_name(obj)


class OrderForm(forms.Form):
    """更正通知单, as the credit office issues it."""

    demand = forms.ChoiceField(
        label=_("What is demanded"),
        widget=forms.RadioSelect(attrs=TICK),
        error_messages={"required": _("Say what is demanded")},
    )
    further = forms.MultipleChoiceField(
        label=_("Demanded as well"),
        choices=Further.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs=TICK),
        help_text=_(
            "The department proves it with a paper; the order is closed when the proof was accepted."
        ),
    )
    deceived = forms.BooleanField(
        label=_("It may be a matter of false materials or a false commitment"), required=False
    )
    words = _words(
        _("What has to be corrected"),
        _("Say what has to be corrected"),
        hint=_("The department reads it in the order."),
    )
    correct_by = forms.DateField(
        label=_("Corrected by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    cc = forms.CharField(
        label=_("Copies to"),
        max_length=200,
        required=False,
        help_text=_("Named at the foot of the letter; several with a 、 between them."),
    )
    settles = PersonField(
        label=_("Who decides if the department explains itself"),
        queryset=None,
        help_text=_(
            "A person of the office who neither found nor confirmed the fault, and had no part in the case."
        ),
        error_messages={"required": _("Name the person who decides")},
    )

    def __init__(self, *args: Any, recheck: RecheckCase, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["correct_by"].help_text = _last_day(last_day_to_correct(recheck, on))
        demands = demands_of(recheck)
        self.fields["demand"].choices = [(each.value, each.label) for each in demands]  # type: ignore[attr-defined]
        if len(demands) == 1:
            self.fields["demand"].initial = demands[0].value
        if recheck.verdict != Verdict.WRONGLY_REPAIRED:
            del self.fields["deceived"]
        self.fields["settles"].queryset = who_may_settle(recheck)  # type: ignore[attr-defined]


def _last_day(last: LastDay) -> Any:
    """Until when the correction can be asked for, and who says so."""
    said = {"day": plain_day(last.due.on), "n": last.days}
    if last.by_rule:
        return (
            _("Left empty, it is %(day)s, %(n)s working days by the rules; no later day can be named.") % said
        )
    return (
        _(
            "Left empty, it is %(day)s. No rule states days for this: the %(n)s working days are the office's own setting; no later day can be named."
        )
        % said
    )


class SettleForm(forms.Form):
    words = _words(_("Reasons"), _("Give the reasons"), hint=_("The department reads them."))


class NameSettlerForm(forms.Form):
    """Somebody else of the office decides on the explanation."""

    settles = PersonField(
        label=_("Who decides instead"),
        queryset=None,
        help_text=_(
            "A person of the office who neither found nor confirmed the fault, and had no part in the case."
        ),
        error_messages={"required": _("Name the person who decides")},
    )
    words = _words(
        _("Reasons"), _("Give the reasons"), rows=3, hint=_("They stay in the case with your name.")
    )

    def __init__(self, *args: Any, recheck: RecheckCase, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["settles"].queryset = other_settlers(recheck, by)  # type: ignore[attr-defined]


class ExplainForm(forms.Form):
    words = _words(
        _("Why the decision was right"),
        _("Say why the decision was right"),
        hint=_("Facts and basis; a named person of the credit office decides."),
    )


class DeceitForm(forms.Form):
    """What the department itself holds of the application, whatever the office held."""

    deceived = forms.BooleanField(
        label=_("The application was made with false materials or a false commitment"), required=False
    )
    differs = forms.CharField(
        label=_("Why you hold otherwise than the credit office"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only where you do; the credit office reads it."),
    )
    field_order = ("ground", "clause", "considered", "deceived", "differs")

    def beside(self, held: bool, told: bool | None) -> None:
        """Show what the office held; ticked is what the subject was told, or else what the office held."""
        field = self.fields["deceived"]
        field.initial = held if told is None else told
        field.help_text = (
            _("The credit office holds that it was. Your department decides; a bar on applications follows.")
            if held
            else _(
                "The credit office does not hold this. Your department decides; a bar on applications follows."
            )
        )


class HearForm(DeceitForm):
    ground = _words(
        _("Why the repair is to be revoked"),
        _("Say why the repair is to be revoked"),
        hint=_("The subject reads it in the notice, and may state its view."),
    )
    clause = forms.CharField(label=_("Clause"), max_length=300, required=False)


class GrantForm(forms.Form):
    ground = _words(_("Why the refusal was wrong"), _("Say why the refusal was wrong"))


class DecideForm(DeceitForm):
    considered = _words(
        _("What came of the statement"),
        _("Say what came of the statement of the subject."),
        hint=_("It stands in the decision."),
    )


class StatementForm(forms.Form):
    text = _words(
        _("Your statement"),
        _("Write what you want to say"),
        rows=6,
        hint=_("Facts, reasons and what you ask for. It goes to the department as it stands."),
    )


class ComplianceForm(forms.Form):
    """A proof of the department that it has done what was demanded."""

    demand = forms.ChoiceField(
        label=_("What it proves"),
        widget=forms.RadioSelect(attrs=TICK),
        error_messages={"required": _("Say what it proves")},
    )
    words = _words(_("What was done"), _("Say what was done"), rows=3)
    upload = forms.FileField(
        label=_("Proof of it"),
        allow_empty_file=True,
        help_text=_("PDF, OFD, JPG or PNG"),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        error_messages={"required": _("Please choose a file")},
    )

    def __init__(self, *args: Any, order: CorrectionOrder, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = provable(order)
        field = cast("forms.ChoiceField", self.fields["demand"])
        field.choices = [(each.value, each.label) for each in offered]
        if len(offered) == 1:
            field.initial = offered[0].value


class AcceptForm(forms.Form):
    words = forms.CharField(
        label=_("Reasons"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("If it is not accepted, the department reads why."),
    )
