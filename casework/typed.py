"""Words as people type them: what a reader cannot see does not come in, and what is too long is told."""

import unicodedata

from django.utils.translation import ngettext_lazy

HARMLESS_CONTROLS = {"\n", "\r", "\t"}
# What draws nothing but changes how the rest is read: C0/C1 controls, bidi and zero width, surrogates.
INVISIBLE = {"Cc", "Cf", "Cs"}
# Instead of Django's own sentence, which speaks of a variable.
TOO_LONG = ngettext_lazy(
    "Please shorten this to %(limit_value)d character; it has %(show_value)d",
    "Please shorten this to %(limit_value)d characters; it has %(show_value)d",
    "limit_value",
)


def visible(text: str) -> str:
    """The text without the signs that nobody sees."""
    return "".join(
        sign for sign in text if sign in HARMLESS_CONTROLS or unicodedata.category(sign) not in INVISIBLE
    )
