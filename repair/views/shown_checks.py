"""What the reviewer sees before deciding: the five questions of acceptance, and what granting would bring about."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from repair.models import RepairCase
from repair.selectors import CaseFile
from repair.selectors.acceptance import Check, acceptance_checks
from rules.assessment import Condition
from rules.words import condition_text


@dataclass(frozen=True)
class ShownCheck:
    """One question with its sign, where the answer comes from, and what it stands on."""

    question: str
    icon: str
    label: str
    css: str
    source: str
    missing: tuple[Any, ...]
    conditions: list[tuple[str, Condition]]


def shown_checks(file: CaseFile) -> list[ShownCheck]:
    """The five questions, for an application that waits to be taken up; else none."""
    return [_shown(each) for each in acceptance_checks(file)] if file.case.status == "submitted" else []


def _shown(check: Check) -> ShownCheck:
    questions = {
        "ours": _("Identified by this department?"),
        "papers": _("Papers complete?"),
        "period": _("Open for repair by now?"),
        "party": _("The right party?"),
        "twice": _("Not applied for twice?"),
    }
    signs = {
        True: ("check-circle-fill", _("yes"), "xx-ok"),
        False: ("x-circle-fill", _("no"), "xx-b"),
        None: ("exclamation-triangle-fill", _("to be judged"), "xx-w"),
    }
    source = check.source or {
        "papers": _("as handed in by the applicant"),
        "period": _("as the rules count it"),
        "twice": _("open cases of this platform"),
    }.get(check.code, "")
    conditions = [(condition_text(each), each) for each in check.conditions]
    return ShownCheck(questions[check.code], *signs[check.met], source, check.missing, conditions)


def effect_of_granting(case: RepairCase, on: date) -> str:
    """R6: 将停止公示 3 个网站，解除 2 项措施."""
    sites = case.record.publications.on_show(on).count()
    measures = case.record.sanctions.filter(lifted_on__isnull=True).count()
    shown = ngettext("ends publication on %(n)s site", "ends publication on %(n)s sites", sites) % {
        "n": sites
    }
    lifted = ngettext("lifts %(n)s measure", "lifts %(n)s measures", measures) % {"n": measures}
    return _("Granting %(shown)s and %(lifted)s") % {"shown": shown, "lifted": lifted}
