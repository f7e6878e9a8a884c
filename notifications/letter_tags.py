"""The whole template language of letters: blocks, if, for, and a few filters.

No `load`, `include`, `autoescape`, `safe` or `url`: a letter's template cannot reach a file, a
setting or a view, nor switch escaping off.
"""

import re
from datetime import date

from django.template import Library
from django.template.defaulttags import comment, do_for, do_if
from django.template.loader_tags import do_block, do_extends
from django.utils.safestring import SafeString, mark_safe

register = Library()
register.tag("block", do_block)
register.tag("extends", do_extends)
register.tag("if", do_if)
register.tag("for", do_for)
register.tag("comment", comment)

# 《title》（number）第二条; or 国办发〔2025〕22号第六项
INSTRUMENT = re.compile(r"(.*?(?:》(?:（[^（）]*）)?|号)|.*?)((?:第.*)?)", re.DOTALL)
ORDINALS = "一二三四五六七八九十"


@register.filter
def day(value: date) -> str:
    """A date as official documents write it: 2026年11月2日."""
    return f"{value.year}年{value.month}月{value.day}日"


@register.filter
def css(families: str) -> SafeString:
    """A list of font families, which only settings can name; anything but names is refused."""
    if any(char in families for char in "<>{};\\"):
        raise ValueError(f"Not a list of font families: {families}")
    return mark_safe(families)  # noqa: S308 - checked above, and never a fact of a letter


@register.filter
def clause(cites: str) -> str:
    """A citation as a letter prints it: instrument and article, without the reader's notes behind it."""
    return re.sub(r"（[^（）]*待核实[^（）]*）", "", cites.partition("：")[0]).strip()


@register.filter
def clauses(cites: tuple[str, ...]) -> str:
    """Several citations in a row: each instrument named once, with its articles, in the order given."""
    named: dict[str, dict[str, None]] = {}
    for cite in filter(None, map(clause, cites)):
        instrument, article = INSTRUMENT.fullmatch(cite).groups()
        named.setdefault(instrument, {}).setdefault(article)
    return "、".join(instrument + "、".join(filter(None, parts)) for instrument, parts in named.items())


@register.filter
def by_clause(findings: tuple[dict[str, str], ...]) -> tuple[dict[str, str], ...]:
    """Findings that stand on the same clause said in one sentence, so that the clause is named once."""
    said: dict[str, list[str]] = {}
    for each in findings:
        said.setdefault(clause(each["cites"]), []).append(unstopped(each["words"]))
    return tuple({"words": "，".join(words), "cites": cites} for cites, words in said.items())


@register.filter
def unstopped(sentence: str) -> str:
    """A sentence without its full stop, to go on after it."""
    return sentence.rstrip("。；，.; ")


@register.filter
def ordinal(number: int) -> str:
    """一 to 九十九, for the items of a list."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return ORDINALS[ones - 1]
    return ("" if tens == 1 else ORDINALS[tens - 1]) + "十" + (ORDINALS[ones - 1] if ones else "")


@register.filter
def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text, without empty ones."""
    return tuple(line.strip() for line in text.split("\n") if line.strip())
