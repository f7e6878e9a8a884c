"""The phrases that ship with the system; letters are in Chinese, and so are these.

They state no period and no article: those come from the rules. What stands in （） is for the reviewer
to fill in. A department words them anew, or drops them, in `DepartmentPhrase`.
"""

from dataclasses import dataclass

from rules.assessment import Assessment


@dataclass(frozen=True)
class Phrase:
    """One thing that is often said: its code in the statistics, its name in the list, its text."""

    code: str
    label: str
    text: str


SHIPPED: dict[str, tuple[Phrase, ...]] = {
    "supplement": (
        Phrase(
            "number_differs",
            "凭证文号不一致",
            "缴款凭证上的处罚决定书文号与本条信息不一致，请核对后提供对应本条信息的凭证。",
        ),
        Phrase("seal_missing", "印章缺失", "提交的证明材料未加盖出具单位印章，请补充加盖印章的材料。"),
        Phrase("unreadable", "图像不清", "上传的材料图像不清，无法辨认，请重新拍摄或扫描后上传。"),
        Phrase(
            "correction_unproved",
            "整改证据不足",
            "现有材料不足以证明违法行为已经改正，请补充整改前后对比、复查意见等材料。",
        ),
        Phrase("authorisation_missing", "授权缺失", "未见法定代表人对经办人的授权，请补充授权委托书。"),
        Phrase(
            "commitment_outdated",
            "承诺书版本过期",
            "提交的信用修复承诺书不是现行版本，请按现行版本重新签署。",
        ),
    ),
    "not_accept": (
        Phrase("not_ours", "非本部门认定", "该信息不是本部门认定的失信信息，请向认定单位提出申请。"),
        Phrase("still_incomplete", "材料仍不齐全", "经补正，申请材料仍不齐全：（请写明仍缺少的材料）。"),
        Phrase("too_early", "未满最短公示期", "该信息的最短公示期尚未届满，届满后可以提出申请。"),
        Phrase(
            "wrong_party",
            "申请主体不符",
            "申请主体与该信息的信用主体不一致，请由信用主体本人或者其授权的人提出申请。",
        ),
        Phrase("twice", "重复申请", "该信息已有正在办理的修复申请，不再重复受理。"),
        Phrase("other", "其他", ""),
    ),
    "reject": (
        Phrase(
            "obligation_open",
            "义务未履行完毕",
            "经核验，处罚决定确定的义务尚未履行完毕：（请写明未履行的事项和核验来源）。",
        ),
        Phrase("not_corrected", "违法行为未改正", "经复查，违法行为尚未改正到位：（请写明复查日期和情况）。"),
        Phrase("untrue", "材料与事实不符", "经核验，申请材料与事实不符：（请写明不符之处和核验来源）。"),
        Phrase("not_repairable", "依规定不予修复", "该信息属于有关规定明确不予修复的失信信息。"),
        Phrase("other", "其他", ""),
    ),
}

# What has to come about for a repair, by the condition that asks for it.
HAS_TO_COME_ABOUT = {
    "min_period": "最短公示期届满",
    "obligations": "完全履行有关文书规定的义务",
    "commitment": "公开作出信用承诺",
    "training": "完成信用修复培训",
    "credit_report": "提交信用报告",
    "severity_known": "失信类别核定",
    "ban_expired": "附带的限制期限届满",
    "repair_bar": "不得申请信用修复的期限届满",
}


def what_would_change_it(assessed: Assessment) -> str:
    """A first wording from the conditions that are not met; nothing where they are, or where nothing would."""
    failed = [each.code for each in assessed.conditions if each.met is False]
    if not failed or any(code not in HAS_TO_COME_ABOUT for code in failed):
        return ""
    return "、".join(HAS_TO_COME_ABOUT[code] for code in failed) + "后，可以再次申请信用修复。"
