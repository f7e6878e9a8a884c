"""What goes to a mobile number about an objection, in the words of journeys §3.6. In Chinese only, like the letters."""

from datetime import date

from notifications.sms import fitted
from objections.models import ObjectionCase


def received(case: ObjectionCase, accept_by: date | None) -> str:
    words = (
        "已收到异议{number}，{day}前决定是否受理。"
        if accept_by
        else "已收到异议{number}，审查后答复是否受理。"
    )
    return fitted(words, number=case.number, day=_day(accept_by))


def repeated(case: ObjectionCase) -> str:
    return fitted("{number}与此前的异议重复，没有新的证据，已办结，详见平台告知书。", number=case.number)


def accepted(case: ObjectionCase) -> str:
    words = "异议{number}已受理，{day}前答复。" if case.overall_due_on else "异议{number}已受理，核实后答复。"
    return fitted(words, number=case.number, day=_day(case.overall_due_on))


def not_accepted(case: ObjectionCase) -> str:
    return fitted("异议{number}不予受理，理由和救济途径见平台通知书。", number=case.number)


def due_soon(case: ObjectionCase) -> str:
    return fitted(
        "异议{number}应在{day}前办结本环节，请及时办理。", number=case.number, day=_day(case.due_on)
    )


def due_today(case: ObjectionCase) -> str:
    return fitted("异议{number}今天是办理期限的最后一天，请及时办理。", number=case.number)


def evidence_asked(case: ObjectionCase, items: int, *, stops_the_clock: bool) -> str:
    words = "异议{number}需补充证据{items}项，请在{day}前处理"
    words += "，期间不计时限。" if stops_the_clock else "。"
    return fitted(words, number=case.number, items=items, day=_day(case.answer_by))


def evidence_due(case: ObjectionCase, items: int) -> str:
    words = "异议{number}还有{items}项证据待补充，{day}截止。"
    return fitted(words, number=case.number, items=items, day=_day(case.answer_by))


def forwarded(case: ObjectionCase) -> str:
    return fitted("异议{number}已转{department}核实。", number=case.number, department=case.department.name)


def extended(case: ObjectionCase, reason: str) -> str:
    words = "异议{number}因{reason}延长至{day}。"
    return fitted(words, number=case.number, reason=reason.rstrip("。"), day=_day(case.due_on))


def result(case: ObjectionCase, outcome: str) -> str:
    return fitted("异议{number}处理结果：{outcome}。告知书可下载。", number=case.number, outcome=outcome)


def review_asked(case: ObjectionCase) -> str:
    words = (
        "已收到对异议{number}的复核申请，{day}前答复。" if case.due_on else "已收到对异议{number}的复核申请。"
    )
    return fitted(words, number=case.number, day=_day(case.due_on))


def sent_above(case: ObjectionCase) -> str:
    return fitted("异议{number}的复核申请已转{organ}办理。", number=case.number, organ=case.review_organ)


def review_result(case: ObjectionCase, outcome: str) -> str:
    return fitted("异议{number}复核结果：{outcome}。告知书可下载。", number=case.number, outcome=outcome)


def settled(case: ObjectionCase) -> str:
    return fitted("异议{number}所涉信息已在各公示渠道更正完毕。", number=case.number)


def _day(day: date | None) -> str:
    return f"{day.month}月{day.day}日" if day else ""
