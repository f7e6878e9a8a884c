"""The letters of corrections, with the contents they have as a rule and with contents as long as they come."""

from datetime import date
from typing import Any

from notifications.letters import LetterFacts
from notifications.parts import Remedies
from rechecks.letters.orders import OrderToCorrect, RevocationAhead
from rechecks.services.orders import ASKED_TOO
from repair.letters import Bar, MissedRepair, RepairRevoked
from tests.notifications.letter_samples import (
    CASE,
    DECISION,
    LONG,
    LONG_OFFICE,
    LONG_SENTENCE,
    ON,
    ORDER,
    PLATFORM,
)

RULE = f"{ORDER}第三章（条号待核实）：纠正失信行为，完全履行规定的义务"
FOUND = (
    "申请时提交的罚款缴款书（流水号23990001）经与非税系统核对不存在，罚款32,000.00元没有缴纳，义务没有履行。"
)
REMEDIES = Remedies("江澜市人民政府", "有管辖权的人民法院", 60, 6)
BAR = Bar(date(2029, 11, 23), date(2029, 11, 23), f"{ORDER}第三章（条号待核实）", False)


def order_to_correct(**changed: Any) -> OrderToCorrect:
    facts: dict[str, Any] = {
        **CASE, "case_number": "HC-2026-000007", "to_department": "江澜市统计局", "examined": "信用修复申请XF-2026-000123",
        "finding": "错修", "gravity": "一般", "facts_found": FOUND, "clause": RULE,
        "demand": "请依法撤销原准予信用修复决定，听取信用主体的陈述、申辩后作出决定，在最长公示期的剩余期间内恢复公示",
        "words": "请与非税系统核对缴款书，核实后依法处理，并将决定书上传平台。", "deceived": False,
        "answer_by": date(2026, 11, 25), "correct_by": date(2026, 12, 7), "is_provisional": False,
        "settled_by": "唐文", "cc": "江澜市营商环境监督局", "platform": PLATFORM,
    }  # fmt: skip
    return OrderToCorrect(**facts | changed)


def revocation_ahead(**changed: Any) -> RevocationAhead:
    facts: dict[str, Any] = {
        **CASE, "granted_on": date(2026, 11, 2), "found_by": "江澜市社会信用管理办公室", "ground": FOUND, "clause": RULE,
        "deceived": False, "statement_by": date(2026, 11, 30), "statement_days": 5, "is_provisional": False,
        "phone": "0000-12345678", "platform": PLATFORM,
    }  # fmt: skip
    return RevocationAhead(**facts | changed)


def revoked(**changed: Any) -> RepairRevoked:
    facts: dict[str, Any] = {
        **DECISION, "granted_number": "江统信修〔2026〕12号", "granted_on": date(2026, 11, 2),
        "found_by": "江澜市社会信用管理办公室", "finding_number": "HC-2026-000007", "ground": FOUND, "clause": RULE,
        "heard": "本机关于2026年11月23日告知拟撤销的事实、理由和依据以及陈述、申辩的权利，在规定的期限（2026年11月30日前）内没有收到陈述、申辩。",
        "revoked_on": ON, "is_shown_again": True, "shown_until": date(2027, 8, 6), "measures": ("限制参加政府采购活动",),
        "deceived": False, "bar": None, "remedies": REMEDIES,
    }  # fmt: skip
    return RepairRevoked(**facts | changed)


def missed(**changed: Any) -> MissedRepair:
    facts: dict[str, Any] = {
        **CASE, "case_number": "HC-2026-000009", "because": "该信息的最长公示期已经届满",
        "should_have_ended_on": date(2026, 11, 20), "days_too_long": 3, "ended_on": ON,
        "measures": ("限制参加政府采购活动",), "phone": "0000-12345678", "platform": PLATFORM,
    }  # fmt: skip
    return MissedRepair(**facts | changed)


ORDINARY: tuple[LetterFacts, ...] = (
    order_to_correct(),
    revocation_ahead(),
    revoked(),
    revoked(deceived=True, bar=BAR),
    revoked(is_shown_again=False, shown_until=date(2026, 11, 20)),
    missed(),
)
LENGTHY: tuple[LetterFacts, ...] = (
    order_to_correct(
        **LONG, to_department=LONG_OFFICE, facts_found="\n".join([LONG_SENTENCE] * 4), words=LONG_SENTENCE * 3,
        deceived=True, is_provisional=True, further=tuple(ASKED_TOO.values()), cc="、".join([LONG_OFFICE] * 3),
    ),
    revocation_ahead(**LONG, ground="\n".join([LONG_SENTENCE] * 5), deceived=True, is_provisional=True),
    revoked(**LONG, ground="\n".join([LONG_SENTENCE] * 4), heard="\n".join([LONG_SENTENCE] * 4), deceived=True, bar=BAR),
    missed(**LONG, measures=("限制参加政府采购活动",) * 8),
)  # fmt: skip
