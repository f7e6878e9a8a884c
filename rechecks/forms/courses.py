"""What is typed about courses: what one is about, a section, a question, a file."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from rechecks.forms.rules import TICK
from rechecks.services.course_drafts import About, Days, QuestionSaid, SectionSaid
from registry.models.subjects import SubjectKind

OPTIONS = range(1, 7)
LEAST_OPTIONS = 2


def _asked(words: Any) -> dict[str, Any]:
    return dict.fromkeys(("required", "invalid", "min_value", "max_value", "empty"), words)


def _text(label: Any, wrong: Any, longest: int, rows: int = 0, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(
        label=label, max_length=longest, widget=widget, error_messages=_asked(wrong), **more
    )


def _number(label: Any, wrong: Any, most: int, **more: Any) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(
        label=label, min_value=1, max_value=most, widget=widget, error_messages=_asked(wrong), **more
    )


def _day(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label, widget=widget, error_messages=_asked(gettext_lazy("Please enter a day")), **more
    )


class AboutForm(forms.Form):
    """What a course is about, how it is asked, and its days."""

    title = _text(gettext_lazy("Title"), gettext_lazy("Please enter a title"), 100)
    summary = _text(
        pgettext_lazy("course", "What it is about"),
        gettext_lazy("Please say what the course is about"),
        300,
        2,
    )
    given_by = _text(
        gettext_lazy("By whom"),
        gettext_lazy("Please say who gives the course"),
        100,
        help_text=gettext_lazy("The author or the organ. It stands on the certificate."),
    )
    source = _text(
        pgettext_lazy("course", "Source of the text"),
        gettext_lazy("Please say where the text comes from"),
        200,
    )
    minutes = _number(
        gettext_lazy("Minutes it takes"), gettext_lazy("Please enter minutes, from 1 to 1,200"), 1200
    )
    audience = forms.MultipleChoiceField(
        label=pgettext_lazy("course", "For whom"),
        choices=SubjectKind.choices,
        widget=forms.CheckboxSelectMultiple(attrs=TICK),
        error_messages=_asked(gettext_lazy("Please choose at least one kind")),
    )
    counts_as_training = forms.BooleanField(
        label=gettext_lazy("Its certificate counts where a rule asks for a training"),
        required=False,
        widget=forms.CheckboxInput(attrs=TICK),
    )
    asked = _number(
        gettext_lazy("Questions drawn"), gettext_lazy("Please enter how many questions are asked"), 200
    )
    pass_mark = _number(
        gettext_lazy("Right answers for a pass"), gettext_lazy("Please enter how many are a pass"), 200
    )
    valid_months = _number(
        gettext_lazy("Months the certificate is valid"),
        gettext_lazy("Please enter months, from 1 to 1,200"),
        1200,
    )
    new_minutes = _number(
        gettext_lazy("What is new takes (minutes)"),
        gettext_lazy("Please enter minutes, from 1 to 1,200"),
        1200,
        required=False,
        help_text=gettext_lazy(
            "Whoever passed an older version is asked to read what is new. Empty: a correction, nobody is asked."
        ),
    )
    new_sections = forms.MultipleChoiceField(
        label=gettext_lazy("Sections with something new"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs=TICK),
    )
    takes_effect_on = _day(gettext_lazy("Publish on"))
    expires_on = _day(
        gettext_lazy("Offered until"),
        required=False,
        help_text=gettext_lazy("Certificates stay valid for their own time."),
    )

    def __init__(self, *args: Any, sections: list[dict[str, Any]], is_first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_sections"].choices = [(row["id"], row["title"]) for row in sections]  # type: ignore[attr-defined]
        if is_first or not sections:
            del self.fields["new_minutes"], self.fields["new_sections"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if (said.get("pass_mark") or 0) > (said.get("asked") or 10**6):
            self.add_error("pass_mark", _("A pass cannot take more right answers than are asked"))
        begins, ends = said.get("takes_effect_on"), said.get("expires_on")
        if begins and ends and ends < begins:
            self.add_error("expires_on", _("The end lies before the beginning"))
        if bool(said.get("new_minutes")) != bool(said.get("new_sections")) and "new_minutes" in self.fields:
            self.add_error("new_sections", _("Say both how long it takes and which sections are new"))
        return said

    @property
    def about(self) -> About:
        said = self.cleaned_data
        plain = {
            name: said[name]
            for name in (
                "title", "summary", "given_by", "source", "minutes", "counts_as_training", "valid_months", "asked",
                "pass_mark",
            )
        }  # fmt: skip
        return About(
            **plain,
            audience=tuple(said["audience"]),
            new_minutes=said.get("new_minutes"),
            new_sections=tuple(said.get("new_sections", ())),
        )

    @property
    def days(self) -> Days:
        return Days(self.cleaned_data["takes_effect_on"], self.cleaned_data["expires_on"])


class NewCourseForm(AboutForm):
    """A course that there is not yet has a name in the addresses first."""

    course = forms.RegexField(
        r"^[a-z0-9]+(-[a-z0-9]+)*$",
        label=pgettext_lazy("course", "Name in addresses and files"),
        max_length=60,
        help_text=gettext_lazy("Small letters, digits and hyphens, such as food-safety. It stays for ever."),
        error_messages=_asked(gettext_lazy("Please enter a name such as food-safety")),
    )


def initial_of(said: dict[str, Any], takes_effect_on: date, expires_on: date | None) -> dict[str, Any]:
    """A draft as the form has it."""
    new = said.get("new", {})
    return said | said["quiz"] | {
        "takes_effect_on": takes_effect_on, "expires_on": expires_on,
        "new_minutes": new.get("minutes"), "new_sections": new.get("sections", []),
    }  # fmt: skip


class SectionForm(forms.Form):
    """A section: heading and text, and a video with its captions where there is one."""

    title = _text(gettext_lazy("Heading"), gettext_lazy("Please enter a heading"), 100)
    text = _text(
        gettext_lazy("Text"),
        gettext_lazy("Please enter the text"),
        20_000,
        16,
        help_text=gettext_lazy(
            "An empty line begins a paragraph; lines that begin with “- ” are a list of points."
        ),
    )
    video = forms.FileField(
        label=gettext_lazy("Video (MP4 or WebM)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".mp4,.webm"}),
        error_messages=_asked(gettext_lazy("This is no MP4 or WebM video")),
    )
    captions = forms.FileField(
        label=gettext_lazy("Captions of the video (WebVTT)"),
        required=False,
        help_text=gettext_lazy("Without captions a video cannot be published."),
        widget=forms.FileInput(attrs={"accept": ".vtt"}),
        error_messages=_asked(gettext_lazy("There is no caption in this file")),
    )
    without_video = forms.BooleanField(
        label=gettext_lazy("Take the video out"), required=False, widget=forms.CheckboxInput(attrs=TICK)
    )

    def __init__(self, *args: Any, has_video: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_video:
            del self.fields["without_video"]

    def said(self, video: str, captions: str) -> SectionSaid:
        plain = {name: _unix(self.cleaned_data[name]) for name in ("title", "text")}
        return SectionSaid(**plain, video=video, captions=captions if video else "")


class QuestionForm(forms.Form):
    """A question with its options; which of them are right is ticked."""

    text = _text(pgettext_lazy("quiz", "Question"), gettext_lazy("Please enter the question"), 500, 2)
    why = _text(
        pgettext_lazy("quiz", "Explanation"),
        gettext_lazy("Please say why the answer is right"),
        1000,
        3,
        help_text=gettext_lazy("It is shown as soon as the question is answered."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in OPTIONS:
            self.fields[f"option_{n}"] = forms.CharField(
                label=_("Option %(n)s") % {"n": n}, max_length=300, required=n <= LEAST_OPTIONS,
                error_messages=_asked(_("Please enter at least two options")),
            )  # fmt: skip
            self.fields[f"right_{n}"] = forms.BooleanField(
                label=_("Option %(n)s is right") % {"n": n},
                required=False,
                widget=forms.CheckboxInput(attrs=TICK),
            )

    def options(self) -> list[tuple[Any, Any]]:
        return [(self[f"option_{n}"], self[f"right_{n}"]) for n in OPTIONS]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        right = [n for n in OPTIONS if said.get(f"right_{n}")]
        if any(not said.get(f"option_{n}") for n in right):
            self.add_error(None, _("An option that is right has no text"))
        if not right:
            self.add_error(None, _("Please tick the right option, or all of them"))
        return said

    @property
    def said(self) -> QuestionSaid:
        given = [n for n in OPTIONS if self.cleaned_data[f"option_{n}"]]
        right = tuple(place for place, n in enumerate(given, start=1) if self.cleaned_data[f"right_{n}"])
        words = tuple(self.cleaned_data[f"option_{n}"] for n in given)
        return QuestionSaid(_unix(self.cleaned_data["text"]), words, right, _unix(self.cleaned_data["why"]))


def question_initial(row: dict[str, Any]) -> dict[str, Any]:
    """A question of a draft as the form has it."""
    options = {f"option_{n}": words for n, words in enumerate(row["options"], start=1)}
    return {"text": row["text"], "why": row["why"]} | options | {f"right_{n}": True for n in row["right"]}


class CourseFileForm(forms.Form):
    """A course file that was written elsewhere."""

    file = forms.FileField(
        label=gettext_lazy("Course file (TOML)"),
        error_messages=_asked(gettext_lazy("Please choose a course file")),
    )


class AttendanceForm(forms.Form):
    """A list of who took part in a training held in a room."""

    file = forms.FileField(
        label=gettext_lazy("List (XLSX or CSV)"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages=_asked(gettext_lazy("Please choose a list")),
    )


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
