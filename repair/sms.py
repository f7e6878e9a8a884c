"""What goes to a mobile number: journeys §3.6, word for word. In Chinese only, like the letters."""

from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from notifications.sms import fitted
from repair.models import RepairCase


def contact_code(digits: str) -> str:
    return fitted("验证码{digits}，10分钟内有效，用于信用修复申请，请勿告诉他人。", digits=digits)


def filed_at_the_window(subject: str, clerk: str) -> str:
    words = "服务窗口{clerk}今天为{subject}代填信用修复申请，如非本人到场请致电窗口。"
    return fitted(words, clerk=clerk, subject=subject)


def submitted(case: RepairCase, accept_by: date | None, answer_by: date | None) -> str:
    said = ["已收到信用修复申请{number}"]
    said += ["{accept_by}前决定是否受理"] if accept_by else []
    said += ["{answer_by}前答复"] if answer_by else []
    return fitted(
        "，".join(said) + "。", number=case.number, accept_by=_day(accept_by), answer_by=_day(answer_by)
    )


def accepted(case: RepairCase) -> str:
    words = "{number}已受理，{day}前答复。" if case.due_on else "{number}已受理，审核后答复。"
    return fitted(words, number=case.number, day=_day(case.due_on))


def declined(case: RepairCase) -> str:
    return fitted("{number}不予受理，理由和救济途径见平台通知书。", number=case.number)


def supplement_asked(case: RepairCase, items: int) -> str:
    words = "{number}需补正{items}项，请在{day}前处理，期间不计时限。"
    return fitted(words, number=case.number, items=items, day=_day(case.answer_by))


def supplement_due(case: RepairCase, items: int) -> str:
    words = "{number}还有{items}项待补正，{day}截止，逾期未补正将终止办理。"
    return fitted(words, number=case.number, items=items, day=_day(case.answer_by))


def extended(case: RepairCase, reason: str) -> str:
    words = "{number}因{reason}延长至{day}。"
    return fitted(words, number=case.number, reason=reason.rstrip("。"), day=_day(case.due_on))


def handed_on(case: RepairCase, department: str) -> str:
    words = "{number}已转给{department}办理，时限不重新计算，无需重新申请。"
    return fitted(words, number=case.number, department=department)


def granted(case: RepairCase) -> str:
    return fitted("{number}准予修复，相关信息停止公示，决定书可下载。", number=case.number)


def refused(case: RepairCase) -> str:
    return fitted("{number}不予修复，理由和救济途径见平台通知书。", number=case.number)


def lapsed(case: RepairCase) -> str:
    return fitted("{number}逾期未补正，申请已终止。可重新申请，已填内容保留。", number=case.number)


def cleared(case: RepairCase) -> str:
    return fitted("{number}所涉信息已撤下，无需再修复，本次申请办结，不收费。", number=case.number)


def revoked(case: RepairCase) -> str:
    return fitted("{number}的准予修复决定经核查已撤销，理由和救济途径见平台决定书。", number=case.number)


def missed(record: Any) -> str:
    words = "{document}经核查已更正，停止公示，此前未及时停止，谨致歉意。"
    return fitted(words, document=record.document_number)


def due_soon(case: RepairCase) -> str:
    return fitted("{number}应在{day}前办结本环节，请及时办理。", number=case.number, day=_day(case.due_on))


def due_today(case: RepairCase) -> str:
    return fitted("{number}今天是办理期限的最后一天，请及时办理。", number=case.number)


def overdue(case: RepairCase, days: int) -> str:
    words = "{number}已超期{days}个工作日（{day}到期），请尽快办理。"
    return fitted(words, number=case.number, days=days, day=_day(case.due_on))


def repairable_soon(record: Any) -> str:
    words = "{document}将于{day}可申请信用修复，可先准备整改证明。免费办理。"
    return fitted(words, document=record.document_number, day=_day(record.repairable_from))


def repairable_today(record: Any) -> str:
    words = "{document}今天起可申请信用修复，约15分钟，登录{site}。"
    return fitted(words, document=record.document_number, site=_site())


def still_repairable(record: Any) -> str:
    words = "{document}已可申请信用修复，您还没有申请，约15分钟，登录{site}。"
    return fitted(words, document=record.document_number, site=_site())


def _day(day: date | None) -> str:
    return f"{day.month}月{day.day}日" if day else ""


def _site() -> str:
    return urlsplit(settings.SITE_URL).netloc
