"""Every string for the reader that stands in code and templates, found without the gettext programs.

`python -m tools.extract_messages` writes them into locale/zh_Hans: new ones untranslated, gone ones
dropped, translations kept.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polib
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
APPS = ("rules", "registry", "casework", "notifications", "repair", "objections", "rechecks", "config")
CATALOGUE = ROOT / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
PLAIN = {"_", "gettext", "gettext_lazy", "gettext_noop", "lazy"}
PLURAL = {"ngettext", "ngettext_lazy"}
CONTEXT = {"pgettext", "pgettext_lazy"}
FORMAT = re.compile(r"%\(\w+\)[sd]|%[sd]")


class Message(NamedTuple):
    context: str
    text: str
    plural: str
    place: str


def extracted() -> Iterator[Message]:
    """Messages of all apps and templates, in the order of files."""
    for app in APPS:
        for file in sorted((ROOT / app).rglob("*.py")):
            yield from _of_code(file.read_text(encoding="utf-8"), str(file.relative_to(ROOT)))
    for file in sorted((ROOT / "templates").rglob("*.html")):
        words = templatize(file.read_text(encoding="utf-8"), origin=str(file))
        yield from _of_template(words, str(file.relative_to(ROOT)))


def _of_code(source: str, place: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            yield from _of_call(node, place)


def _of_call(node: ast.Call, place: str) -> Iterator[Message]:
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    if name in PLAIN and len(texts) == 1 and len(node.args) == 1:
        yield Message("", texts[0], "", place)
    elif name in CONTEXT and len(texts) > 1:
        yield Message(texts[0], texts[1], "", place)
    elif name in PLURAL and len(texts) > 1:
        yield Message("", texts[0], texts[1], place)


CALL = re.compile(r"(?<![\w.])(?:_|gettext|pgettext|ngettext|npgettext)\(")


def _of_template(words: str, place: str) -> Iterator[Message]:
    """`templatize` leaves calls like `gettext(u'…')` between masked text; each call is parsed alone."""
    for found in CALL.finditer(words):
        for end in (m.end() for m in re.finditer(r"\)", words[found.start() :])):
            try:
                node = ast.parse(
                    words[found.start() : found.start() + end].replace("\n", "\\n"), mode="eval"
                ).body
            except SyntaxError:
                continue
            if isinstance(node, ast.Call):
                yield from _of_call(node, place)
            break


def renewed(catalogue: polib.POFile) -> polib.POFile:
    """The catalogue with exactly the messages that the code has now."""
    known = {(entry.msgctxt or "", entry.msgid): entry for entry in catalogue}
    fresh = polib.POFile(wrapwidth=110)
    fresh.metadata = catalogue.metadata
    for message in sorted({m[:3]: m for m in extracted()}.values(), key=lambda m: (m.text, m.context)):
        entry = known.get((message.context, message.text)) or _new(message)
        flags = ["python-format"] if FORMAT.search(message.text) else []
        entry.flags, entry.occurrences = flags, []
        fresh.append(entry)
    return fresh


def _new(message: Message) -> polib.POEntry:
    entry = polib.POEntry(msgid=message.text, msgctxt=message.context or None)
    if message.plural:
        entry.msgid_plural, entry.msgstr_plural = message.plural, {0: ""}
    return entry


def main() -> int:
    renewed(polib.pofile(str(CATALOGUE))).save(str(CATALOGUE))
    return 0


if __name__ == "__main__":
    sys.exit(main())
