"""The words for rule sets: what their figures are called, what they say, and why one is not the office's to state."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from registry.models.records import RecordKind
from rules.instruments import LONGER, SHORTER, Level
from rules.latitude import LARGER_PARTS, Refusal
from rules.terms import Figure

LEVELS = {
    Level.NATIONAL_POLICY: pgettext_lazy("rules", "National policy"),
    Level.NATIONAL_ORDER: pgettext_lazy("rules", "National law and orders"),
    Level.SECTOR: pgettext_lazy("rules", "Rules of a sector"),
    Level.LOCAL: pgettext_lazy("rules", "Local rules"),
    Level.OFFICE: pgettext_lazy("rules", "Settings of the office"),
}
NAMES = {
    "start": pgettext_lazy("figure", "Periods count from"),
    "min_period": pgettext_lazy("figure", "Minimum publicity period"),
    "max_period": pgettext_lazy("figure", "Maximum publicity period"),
    "no_min_period": pgettext_lazy("figure", "No minimum publicity period"),
    "repair": pgettext_lazy("figure", "How it is repaired"),
    "on_show": pgettext_lazy("figure", "Whether it is published"),
    "unfulfilled_at_maximum": pgettext_lazy("figure", "Unfulfilled at the maximum"),
    "maximum_follows_ban": pgettext_lazy("figure", "The maximum follows a ban"),
    "accept_working_days": pgettext_lazy("figure", "Taking up"),
    "decide_working_days": pgettext_lazy("figure", "Decision"),
    "extension_working_days": pgettext_lazy("figure", "Extension"),
    "total_working_days": pgettext_lazy("figure", "The whole matter"),
    "extended_total_working_days": pgettext_lazy("figure", "The whole matter, extended"),
    "remove_working_days": pgettext_lazy("figure", "End of publication after the decision"),
    "receivers_update_working_days": pgettext_lazy("figure", "Update by whoever received the data"),
    "publish_working_days": pgettext_lazy("figure", "Publication after the decision"),
    "report_revoked_working_days": pgettext_lazy("figure", "Report of a revoked decision"),
    "supplement_answer_working_days": pgettext_lazy("figure", "Time to supplement"),
    "supplement_rounds": pgettext_lazy("figure", "Supplements in each stage"),
    "transfer_answer_working_days": pgettext_lazy("figure", "Answer to a transfer"),
    "correction_answer_working_days": pgettext_lazy("figure", "Answer to an order to correct"),
    "correction_working_days": pgettext_lazy("figure", "Correction of a wrong or missed repair"),
    "statement_working_days": pgettext_lazy("figure", "Statement before a repair is revoked"),
    "reconsideration_days": pgettext_lazy("figure", "Time for reconsideration"),
    "litigation_months": pgettext_lazy("figure", "Time for an action"),
    "false_statement_bar": pgettext_lazy("figure", "Bar after a false statement"),
    "false_statement_published": pgettext_lazy("figure", "Publication of a false statement"),
    "bankruptcy_abuse_bar": pgettext_lazy("figure", "Bar after abuse of bankruptcy"),
    "disclosure_limit": pgettext_lazy("figure", "Longest disclosure"),
    "query_limit": pgettext_lazy("figure", "Longest query"),
    "obligations": pgettext_lazy("figure", "Obligations performed"),
    "commitment": pgettext_lazy("figure", "Credit commitment"),
    "training": pgettext_lazy("figure", "Training"),
    "credit_report": pgettext_lazy("figure", "Credit report"),
    "repairable_kind": pgettext_lazy("figure", "Can be repaired"),
    "severity_known": pgettext_lazy("figure", "Class set"),
    "ban_expired": pgettext_lazy("figure", "No ban running"),
    "mark": pgettext_lazy("figure", "Mark of an objection"),
    "mark_from": pgettext_lazy("figure", "Mark from"),
    "mark_working_days": pgettext_lazy("figure", "Marking"),
    "terms_from": pgettext_lazy("figure", "Terms count from"),
    "own_check_working_days": pgettext_lazy("figure", "Check by the platform"),
    "forward_working_days": pgettext_lazy("figure", "Forwarding"),
    "provider_working_days": pgettext_lazy("figure", "Answer of the department"),
    "no_answer_after_working_days": pgettext_lazy("figure", "Time after a missing answer"),
    "no_answer": pgettext_lazy("figure", "A missing answer leads to"),
    "correct_working_days": pgettext_lazy("figure", "Correction"),
    "correct_mismatch_working_days": pgettext_lazy("figure", "Correction of the platform's copy"),
    "withdraw_working_days": pgettext_lazy("figure", "Withdrawal of a void record"),
    "suspend_disclosure": pgettext_lazy("figure", "Disclosure is suspended"),
    "suspend_sanctions": pgettext_lazy("figure", "Sanctions are suspended"),
    "statement_shown": pgettext_lazy("figure", "The subject's statement is shown"),
    "unverifiable": pgettext_lazy("figure", "What cannot be verified"),
    "supplement_stops_clock": pgettext_lazy("figure", "A supplement stops the clock"),
    "testing_stops_clock": pgettext_lazy("figure", "A testing stops the clock"),
    "contest_mark": pgettext_lazy("figure", "Mark of a contest"),
    "contest_pauses_publication": pgettext_lazy("figure", "A contest pauses publication"),
    "review_by": pgettext_lazy("figure", "Who re-checks"),
    "review_request_days": pgettext_lazy("figure", "Time to ask for a re-check"),
    "review_working_days": pgettext_lazy("figure", "Re-check"),
    "review_total_working_days": pgettext_lazy("figure", "Re-check, extended"),
    "reopening_notice_working_days": pgettext_lazy("figure", "Notice before a record comes back"),
    "agency_working_days": pgettext_lazy("figure", "Answer of a credit agency"),
}
PARTS = {
    "objections": pgettext_lazy("rules", "Objections"),
    "principles": pgettext_lazy("rules", "Principles"),
    "kind_severity": pgettext_lazy("rules", "Class by the kind of record"),
    "latitude": pgettext_lazy("rules", "Left open"),
    "suggestions": pgettext_lazy("rules", "Suggested class"),
}
SAID = {
    "yes": pgettext_lazy("figure says", "yes"),
    "no": pgettext_lazy("figure says", "no"),
    "decision": pgettext_lazy("figure says", "the decision"),
    "publication": pgettext_lazy("figure says", "the publication"),
    "required": pgettext_lazy("figure says", "required"),
    "shorter": pgettext_lazy("figure says", "may be shortened"),
    "longer": pgettext_lazy("figure says", "may be lengthened"),
    "other": pgettext_lazy("figure says", "may be set otherwise"),
    "filing": pgettext_lazy("figure says", "the filing"),
    "acceptance": pgettext_lazy("figure says", "the acceptance"),
    "forwarded": pgettext_lazy("figure says", "the forwarding"),
    "stays": pgettext_lazy("figure says", "stays on show"),
    "if_published": pgettext_lazy("figure says", "only where it was published"),
    "on_application": pgettext_lazy("figure says", "on application"),
    "not_published": pgettext_lazy("figure says", "is not published"),
    "ends_by_itself": pgettext_lazy("figure says", "ends by itself"),
    "excluded": pgettext_lazy("figure says", "cannot be repaired"),
    "list_rule": pgettext_lazy("figure says", "by the rules of the list"),
    "keep": pgettext_lazy("figure says", "stays"),
    "end_disclosure": pgettext_lazy("figure says", "is not shown any more"),
    "delete": pgettext_lazy("figure says", "is deleted"),
    "none": pgettext_lazy("figure says", "nothing"),
    "unverifiable": pgettext_lazy("figure says", "cannot be verified"),
    "provincial": pgettext_lazy("figure says", "the province's platform"),
    "superior": pgettext_lazy("figure says", "the superior authority"),
    "office": pgettext_lazy("figure says", "this office"),
    "minor": pgettext_lazy("figure says", "minor"),
    "general": pgettext_lazy("figure says", "general"),
    "serious": pgettext_lazy("figure says", "serious"),
    "specified_serious": pgettext_lazy("figure says", "specified serious"),
}


def figure_name(name: str) -> str:
    """What a figure is called; what has no name here keeps that of its file."""
    plain, _at, kind = name.partition("@")
    called = str(NAMES.get(plain, plain))
    return f"{called}（{kind}）" if kind else called


def place_name(place: str, classes: dict[str, str]) -> str:
    """A figure by its place in a set: "classes.general.min_period" is that of a class."""
    part, _dot, rest = place.partition(".")
    if not rest:
        return figure_name(place)
    if part == "classes":
        key, _dot, name = rest.rpartition(".")
        return f"{classes.get(key, key)}：{figure_name(name)}"
    if part == "kind_severity":
        return f"{PARTS[part]}：{dict(RecordKind.choices).get(rest, rest)}"
    if part in ("principles", "suggestions"):
        return str(PARTS[part])
    return f"{PARTS.get(part, part)}：{figure_name(rest)}"


def figure_value(figure: Figure) -> str:
    """What a figure says: 7 working days, 3 months, yes."""
    return value_text(figure.value, figure.unit)


def value_text(value: Any, unit: str) -> str:
    if unit == "rule":
        return str(SAID.get(value, value))
    units = {
        "working_days": ngettext("%(n)s working day", "%(n)s working days", value),
        "days": ngettext("%(n)s calendar day", "%(n)s calendar days", value),
        "months": ngettext("%(n)s month", "%(n)s months", value),
        "years": ngettext("%(n)s year", "%(n)s years", value),
        "rounds": ngettext("%(n)s time", "%(n)s times", value),
    }
    return units[unit] % {"n": value}


def refusal_text(refusal: Refusal) -> str:
    """Why a local set cannot state something, with the clause that has fixed it."""
    name, fixed = figure_name(refusal.name), refusal.fixed
    if fixed is None:
        if refusal.name in LARGER_PARTS:
            return _("A local set cannot change “%(part)s” of higher rules.") % {"part": refusal.name}
        return _("“%(name)s” is stated by no higher rules that leave it open.") % {"name": name}
    said = {
        "name": name,
        "value": figure_value(fixed.figure),
        "clause": fixed.figure.clause,
        "title": fixed.by.title,
    }
    if refusal.open_for == SHORTER:
        return _("“%(name)s”: %(clause)s sets %(value)s; a local set may shorten it, not lengthen it.") % said
    if refusal.open_for == LONGER:
        return _("“%(name)s”: %(clause)s sets %(value)s; a local set may lengthen it, not shorten it.") % said
    return _("“%(name)s” is fixed by %(clause)s at %(value)s; a local set cannot state it otherwise.") % said
