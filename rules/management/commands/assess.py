from collections.abc import Mapping
from typing import Any

from rules.assess import assess
from rules.assessment import Assessment, iso
from rules.json_lines_command import JsonLinesCommand
from rules.library import Library, NoRuleSet
from rules.questions import BadField, assess_question
from rules.words import condition_text, reasons_text

DEADLINES = ("accept_working_days", "decide_working_days", "extension_working_days", "remove_working_days")


class Command(JsonLinesCommand):
    help = "Says of each record whether and from when it can be repaired, by the rule files of this version."

    def prepare(self, options: Mapping[str, Any]) -> None:
        self.library = Library.from_files()

    def answer(self, question: Mapping[str, Any]) -> dict[str, Any]:
        asked = assess_question(question)
        try:
            rule_set = self.library.governing(asked.facts, asked.as_of)
        except NoRuleSet as none:
            raise BadField(none.code, none.field, value=asked.as_of.isoformat()) from none
        return _answer(assess(asked.facts, rule_set, asked.as_of))


def _answer(a: Assessment) -> dict[str, Any]:
    """The contract's fields first, then what was added to them."""
    figures = {name: figure for name, figure in a.deadlines.items() if figure}
    return {
        "rule_set": a.rule_set,
        "rule_version": a.rule_version,
        "published": a.published,
        "min_period_ends_on": iso(a.min_period_ends_on),
        "max_period_ends_on": iso(a.max_period_ends_on),
        "repairable_from": iso(a.repairable_from),
        "repairable": a.repairable,
        "conditions": [
            {
                "code": c.code,
                "met": c.met,
                "cites": c.cites,
                "confirmed": c.confirmed,
                "message": condition_text(c),
            }
            for c in a.conditions
        ],
        "deadlines": {name: a.days(name) for name in DEADLINES},
        "may_apply": a.may_apply,
        "severity": a.severity,
        "suggested_class": dict(vars(a.suggested_class)) if a.suggested_class else None,
        "layers": [dict(vars(layer)) for layer in a.layers],
        "deadline_sources": {
            name: {"value": f.value, "cites": f.cites, "confirmed": f.confirmed}
            for name, f in figures.items()
        },
        "reasons": reasons_text(a),
    }
