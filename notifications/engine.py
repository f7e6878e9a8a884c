"""The locked template engine: facts of a letter in, HTML out."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template import Context, Engine, TemplateDoesNotExist


class LetterIncomplete(Exception):
    """A template asks for a fact that the letter does not state."""


class _Missing(str):
    """Django puts this in place of a missing variable; a letter must not be printed with a hole."""

    def __mod__(self, variable: object) -> str:
        raise LetterIncomplete(f"The letter does not state “{variable}”.")


class LetterEngine(Engine):
    """Django's engine without its default tags and filters (an option cannot take those away)."""

    default_builtins = ["notifications.letter_tags"]


@lru_cache(maxsize=1)
def engine() -> LetterEngine:
    """One engine per process; it reads below templates/letters and nowhere else."""
    home = Path(settings.BASE_DIR) / "templates" / "letters"
    return LetterEngine(
        dirs=[str(home)],
        app_dirs=False,
        libraries={},
        loaders=[("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"])],
        string_if_invalid=_Missing("%s"),
        autoescape=True,
    )


def letter_html(template: str, values: dict[str, Any]) -> str:
    """Fill a template below templates/letters with plain values."""
    if not template.startswith("letters/"):
        raise TemplateDoesNotExist(template)
    refuse_what_can_act(values)
    return engine().get_template(template.removeprefix("letters/")).render(Context(values))


def refuse_what_can_act(value: Any) -> None:
    """Django calls what it can call: only values without behaviour of their own get in."""
    if type(value) is dict:
        for name, item in value.items():
            if type(name) is not str:
                raise TypeError("A letter's facts are named.")
            refuse_what_can_act(item)
    elif type(value) is tuple:
        for item in value:
            refuse_what_can_act(item)
    elif value is not None and type(value).__module__ not in ("builtins", "datetime"):
        raise TypeError(f"A letter is filled with plain values, not {type(value).__name__}.")
    elif callable(value):
        raise TypeError("A letter is filled with values, not functions.")
