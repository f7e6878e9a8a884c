"""The words for what the rules say: codes in, sentences of the current language out."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rules.assessment import Assessment, Condition, Message
from rules.questions import BadField

SEVERITIES = {
    "minor": lazy("minor"),
    "general": lazy("general"),
    "serious": lazy("serious"),
    "specified_serious": lazy("specified serious"),
}
STARTS = {
    "decision": lazy("the day the decision was made"),
    "penalty_decision": lazy("the day the penalty was decided"),
    "publication": lazy("the day of publication"),
}
CONDITIONS = {
    "min_period": lazy("Minimum publicity period"),
    "obligations": lazy("Obligations performed"),
    "commitment": lazy("Credit commitment"),
    "training": lazy("Training"),
    "credit_report": lazy("Credit report"),
    "repairable_kind": lazy("Can be repaired"),
    "severity_known": lazy("Class set"),
    "ban_expired": lazy("No ban running"),
    "repair_bar": lazy("No bar after false statements"),
}
CHINESE_NUMBERS_OF_DAYS = "Y年n月j日"

MESSAGES = {
    "min_period_met": lazy("The minimum publicity period of %(period)s ended on %(ends_on)s."),
    "min_period_running": lazy(
        "The minimum publicity period of %(period)s counts from %(starts_on)s and ends on %(ends_on)s; repair can be applied for in %(days)s."
    ),
    "min_period_none": lazy("There is no minimum publicity period; repair is open from %(starts_on)s."),
    "min_period_start_unknown": lazy("The period counts from %(start)s, which is not known."),
    "min_period_class_unknown": lazy("The period follows from the class, which is not set."),
    "min_period_not_published": lazy("The record is not published, so no period runs."),
    "min_period_ends_by_itself": lazy("Publication ends by itself; there is no period after which to apply."),
    "min_period_excluded": lazy("The record cannot be repaired, so there is no period after which to apply."),
    "min_period_list_rule": lazy("The rules of the list itself set the period; they are not entered here."),
    "obligations_fulfilled": lazy("The obligations have been performed."),
    "obligations_open": lazy("Obligations are still open; they have to be performed in full before repair."),
    "obligations_unknown": lazy("Whether the obligations have been performed is not known yet."),
    "commitment_done": lazy("The credit commitment has been made publicly."),
    "commitment_missing": lazy("The credit commitment has not been made yet."),
    "training_done": lazy("The training has been confirmed."),
    "training_missing": lazy("The training has not been confirmed yet."),
    "credit_report_done": lazy("The credit report has been provided."),
    "credit_report_missing": lazy("The credit report has not been provided yet."),
    "kind_repairable": lazy("Records of this kind can be repaired."),
    "kind_not_published": lazy("Records of this kind are not published: there is nothing on show to repair."),
    "kind_ends_by_itself": lazy("Publication ends by itself after %(ends_on)s; no application is needed."),
    "kind_excluded": lazy("By rule, records of this kind cannot be repaired."),
    "kind_list_rule": lazy("Apply to the unit that keeps the list, by the rules of that list."),
    "kind_unknown": lazy("No rule for records of this kind has been entered."),
    "severity_set": lazy("The class is %(severity)s."),
    "severity_by_kind": lazy("The class is %(severity)s, by the kind of the record."),
    "severity_by_rule": lazy("By its field and penalty, the record is of the class %(severity)s."),
    "severity_not_used": lazy("These rules have no classes for the department to set."),
    "severity_not_in_set": lazy("The class %(severity)s is none of these rules; the department has to class the record anew."),
    "severity_unknown": lazy("The department has not set the class yet."),
    "severity_unknown_suggested": lazy("The department has not set the class yet; by the default list it would be %(suggested)s."),
    "ban_none": lazy("No ban belongs to this record."),
    "ban_expired": lazy("The ban ended on %(until)s."),
    "ban_running": lazy("The ban runs until %(until)s; repair is open after that."),
    "repair_bar_over": lazy("The time in which no repair could be applied for ended on %(until)s."),
    "repair_bar_running": lazy("Because of false materials or a false commitment in an earlier application, repair cannot be applied for until %(until)s (%(clause)s)."),
    # why the answer is what it is
    "why_period": lazy(
        "This record belongs to the class “%(name)s”: published for at least %(period)s, counted from %(start)s, %(starts_on)s, ending on %(ends_on)s."
    ),
    "why_start_unknown": lazy("The period counts from %(start)s, which is not known; until it is, nobody can say from when the record can be repaired."),
    "why_minor": lazy("Minor records are in principle not published; where one is, repair is open as soon as the obligations are performed."),
    "why_no_minimum": lazy("There is no minimum period for “%(name)s”: repair is open as soon as the obligations are performed."),
    "why_obligations": lazy("Before repair is applied for, the obligations of the decision have to be performed in full."),
    "why_obligations_stay": lazy(
        "Before repair is applied for, the obligations of the decision have to be performed in full. While they are open, publication does not necessarily stop at the end of the maximum period: the competent department decides by its rules."
    ),
    "why_excluded": lazy("%(clause)s says that records of this kind cannot be repaired."),
    "why_not_published": lazy("Records of the class “%(name)s” are not published: there is nothing on show to repair."),
    "why_ends_by_itself": lazy("Records of the class “%(name)s” stop being published by themselves; no application is needed."),
    "why_list_rule": lazy("Removal from this list is applied for at the unit that keeps it, by the rules of the list."),
    "why_unclassified": lazy("The department has not set the class of this record; until it has, nobody can say from when it can be repaired."),
    "why_kind_unknown": lazy("No rule for records of this kind has been entered; the department has to be asked."),
}  # fmt: skip

ERRORS = {
    "bad_json": lazy("The line is no valid JSON."),
    "not_utf8": lazy("The line is not written in UTF-8."),
    "missing_field": lazy("The field %(field)s is missing."),
    "wrong_type": lazy("The field %(field)s has to be %(wanted)s."),
    "line_wrong_type": lazy("The line has to be %(wanted)s."),
    "unknown_value": lazy("The field %(field)s has the unknown value “%(value)s”; known are: %(known)s."),
    "no_such_date": lazy("The field %(field)s names a day that does not exist: %(value)s."),
    "out_of_range": lazy("The field %(field)s has to lie between %(least)s and %(most)s."),
    "no_rule_set": lazy(
        "No rules entered here governed such a record on the day of application (%(value)s)."
    ),
    "already_paused": lazy("The clock was already paused when %(field)s paused it."),
    "not_paused": lazy("The clock was not paused when %(field)s resumed it."),
}
WANTED = {
    "object": lazy("an object"),
    "text": lazy("text"),
    "text_or_number": lazy("text or a whole number"),
    "true_or_false": lazy("true or false"),
    "whole_number": lazy("a whole number"),
    "date": lazy("a date such as 2026-04-01"),
    "list": lazy("a list"),
}


def day_text(iso: str | None) -> str:
    """2026年12月8日, or 8 December 2026."""
    if iso is None:
        return _("an unknown day")
    chinese = (get_language() or "").startswith("zh")
    return date_format(date.fromisoformat(iso), CHINESE_NUMBERS_OF_DAYS if chinese else "j F Y")


def period_text(value: int, unit: str) -> str:
    if unit == "years":
        return ngettext("%(n)s year", "%(n)s years", value) % {"n": value}
    return ngettext("%(n)s month", "%(n)s months", value) % {"n": value}


def days_text(days: int) -> str:
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}


def severity_text(severity: str) -> str:
    return str(SEVERITIES[severity])


SHOWN: dict[str, Callable[[Any], str]] = {
    "starts_on": day_text,
    "ends_on": day_text,
    "until": day_text,
    "days": days_text,
    "severity": severity_text,
    "suggested": lambda severity: severity_text(severity) if severity else "",
    "start": lambda start: str(STARTS[start]),
}


def message_text(message: Message) -> str:
    """One message in the current language."""
    code = message.code
    if code == "severity_unknown" and message.params.get("suggested"):
        code = "severity_unknown_suggested"
    shown = {name: SHOWN.get(name, str)(value) for name, value in message.params.items()}
    if "unit" in message.params:
        shown["period"] = period_text(message.params["value"], message.params["unit"])
    return str(MESSAGES[code]) % shown


def condition_name(condition: Condition) -> str:
    return str(CONDITIONS[condition.code])


def condition_text(condition: Condition) -> str:
    """What is to be said about one condition."""
    return message_text(condition.says)


def reasons_text(assessment: Assessment) -> list[str]:
    """The 为什么 of a record: why it can or cannot be repaired, and from when."""
    return [message_text(reason) for reason in assessment.reasons]


def source_line(assessment: Assessment) -> str:
    """依据 …: the instrument, its number, and the rule set with its version."""
    params = {
        "source": f"《{assessment.title}》",
        "rule": assessment.rule_set,
        "version": assessment.rule_version,
    }
    if assessment.number:
        params["source"] += f"（{assessment.number}）"
    return _("By %(source)s · rule %(rule)s, version %(version)s") % params


def error_text(bad: BadField) -> str:
    """What is wrong with a line, in Chinese and in English."""
    both = []
    for language in ("zh-hans", "en"):
        with override(language):
            code = "line_wrong_type" if bad.code == "wrong_type" and bad.field is None else bad.code
            params = {"field": bad.field, **bad.params}
            if "wanted" in params:
                params["wanted"] = WANTED[params["wanted"]]
            both.append(str(ERRORS[code]) % params)
    return " / ".join(dict.fromkeys(both))
