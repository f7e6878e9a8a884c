"""The letters of the credit office, with usual contents and with contents as long as they come."""

from datetime import date

from notifications.letters import LetterFacts
from rechecks.letters import CircularLetter, LateCase, SupervisionLetter
from tests.notifications.letter_samples import LONG_OFFICE, LONG_SENTENCE, LONG_SUBJECT, PLATFORM

LATE = LateCase(
    number="XF-2026-000123",
    kind="信用修复",
    subject="江澜市禾丰食品有限公司",
    document_number="江统罚〔2025〕9号",
    due_on=date(2026, 11, 18),
    days_over=3,
)
LONG_LATE = LateCase(
    "YY-2026-000123", "信用信息异议", LONG_SUBJECT, "江高管综执应急罚〔2025〕第10239号", LATE.due_on, 13
)


def supervision(**facts: object) -> SupervisionLetter:
    said: dict = {
        "department": "江澜市统计局",
        "responsible": "林科长",
        "facts": "XF-2026-000123应在2026年11月18日前办结本环节，截至2026年11月23日已超期3个工作日，仍未办结。",
        "cases": (LATE,),
        "reply_by": date(2026, 11, 26),
        "platform": PLATFORM,
        "phone": "0000-12345678",
    }
    return SupervisionLetter(**said | facts)


def circular(**facts: object) -> CircularLetter:
    said: dict = {
        "department": "江澜市统计局", "to_all": True, "notice_number": "江澜督办〔2026〕1号", "notice_on": date(2026, 11, 16),
        "reply_by": date(2026, 11, 19), "replied_on": None, "cases": 3, "longest": 7,
        "words": "督办单发出后没有按期反馈，经电话提醒仍未办结。", "decided_by": "高主任", "platform": PLATFORM,
    }  # fmt: skip
    return CircularLetter(**said | facts)


ORDINARY: tuple[LetterFacts, ...] = (supervision(), circular())
LENGTHY: tuple[LetterFacts, ...] = (
    supervision(department=LONG_OFFICE, facts="\n".join([LONG_SENTENCE] * 4), cases=(LONG_LATE,) * 12),
    circular(department=LONG_OFFICE, words="\n".join([LONG_SENTENCE] * 5), replied_on=date(2026, 11, 20)),
)
