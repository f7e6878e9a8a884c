"""What can be wrong with a row, each with a code that stays and words that help."""

import re
from dataclasses import dataclass

from registry.secret import masked_name, masked_number

WORDS = {
    "required": ("必填项为空。", "This field is required."),
    "required_for_penalty": (
        "处罚类别要求填写本项。",
        "The penalty type asks for this field.",
    ),
    "too_long": ("内容超过规定长度。", "The text is too long."),
    "too_many_cells": (
        "本行单元格多于表头，可能错列。",
        "The row has more cells than the header; it may be shifted.",
    ),
    "control_character": (
        "含有不可见的控制字符或文字方向控制字符。",
        "The text has control or direction characters that cannot be seen.",
    ),
    "undecodable": (
        "含有无法按文件编码识别的字节。",
        "There are bytes that are not text in the encoding of the file.",
    ),
    "broken_row": (
        "本行引号不配对或单元格过大，无法读取。",
        "The row cannot be read: quotes that do not match, or too large a cell.",
    ),
    "bad_uscc": (
        "统一社会信用代码应为18位且不含I、O、S、V、Z。",
        "A unified social credit code has 18 characters, without I, O, S, V, Z.",
    ),
    "uscc_check_digit": (
        "统一社会信用代码校验位不正确。",
        "The check digit of the unified social credit code is wrong.",
    ),
    "bad_id_number": (
        "公民身份号码应为18位，且出生日期有效。",
        "An ID number has 18 characters and a possible date of birth.",
    ),
    "id_check_digit": ("公民身份号码校验位不正确。", "The check digit of the ID number is wrong."),
    "id_masked": (
        "公民身份号码已脱敏，无法确定主体。请填写完整号码；系统加密保存，只显示首尾几位。",
        "The ID number is masked and names nobody. Give the whole number: it is encrypted and shown masked.",
    ),
    "unknown_subject_kind": (
        "行政相对人类别应为法人及非法人组织、自然人或个体工商户。",
        "The kind of subject is none of: organisation, natural person, individual business.",
    ),
    "unknown_department": (
        "处罚机关未在本系统登记。",
        "The penalising department is not in the register of departments.",
    ),
    "department_mismatch": (
        "处罚机关名称与其统一社会信用代码不是同一单位。",
        "The name of the department and its code belong to different departments.",
    ),
    "foreign_department": (
        "处罚机关不是您有导入职责的单位，请由该单位导入。",
        "You do not import for this department; it has to bring this row itself.",
    ),
    "bad_date": ("日期无法识别，请写成 2026-08-06。", "The date cannot be read; write it as 2026-08-06."),
    "future_date": ("处罚决定日期晚于今天。", "The decision is dated in the future."),
    "ends_before_it_begins": ("截止日期早于处罚决定日期。", "The end lies before the decision."),
    "bad_amount": (
        "金额无法识别，请以万元为单位填写数字，最多六位小数。",
        "The amount cannot be read; write a number in units of 10,000 yuan with at most six decimals.",
    ),
    "negative_amount": ("金额不能为负数。", "The amount is below zero."),
    "unknown_penalty_type": (
        "处罚类别不在《行政处罚法》第九条所列种类中。",
        "The penalty type is none of those in Article 9 of the Administrative Penalty Law.",
    ),
    "ambiguous_penalty_type": (
        "“暂扣或者吊销”须分清：请写明暂扣还是吊销。",
        "Suspension or revocation? The row has to say which of the two it is.",
    ),
    "not_in_force": ("该决定的当前状态不是“有效”。", "The state of this decision is not “in force”."),
    "not_public": (
        "使用范围不是社会公开，不得入库公示。",
        "The scope of use is not the public; the record may not go on show.",
    ),
    "duplicate_in_file": (
        "与本文件第 {row} 行是同一决定、同一相对人，内容却不一致。",
        "Row {row} of this file has the same decision and subject with different content.",
    ),
    "under_case": (
        "该记录已有修复或异议案件，不能通过导入更改；请按更正程序办理。",
        "A case refers to this record; an import may not change it. Correct it by procedure.",
    ),
    "already_repaired": (
        "该记录已修复，不能通过导入更改。",
        "The record is repaired; an import may not change it.",
    ),
    "withdrawn_by_objection": (
        "该记录经异议 {number} 核实后已撤下，不能再次导入；确有新依据的，由认定单位先行提交重新列入证明。",
        "Objection {number} withdrew this record; it cannot be imported again. Where there are new grounds, its department first files a reopening certificate.",
    ),
    # Words beside a row that was taken all the same.
    "unknown_severity": (
        "失信严重程度无法识别，已入库为“类别待核定”。",
        "The class cannot be read; the record was taken as “to be classified”.",
    ),
    "name_differs": (
        "名称与库中该代码的主体名称不同，已保留库中名称。",
        "The register has another name for this code and keeps it.",
    ),
    "class_missing": (
        "未载明失信严重程度，入库后为“类别待核定”。",
        "The class is not stated; the record will be taken as “to be classified”.",
    ),
    "published_late": (
        "作出决定已超过 {days} 个工作日，请核对报送是否及时。",
        "The decision is more than {days} working days old: check whether it is reported in time.",
    ),
    "natural_person": (
        "自然人信息不在公示页显示，证件号码加密保存；请确认报送有依据或已取得本人同意。",
        "A natural person: never on the public page, the number encrypted. Make sure there is a basis or consent.",
    ),
    # What is said of rows that change nothing.
    "already_known": ("库中已有相同记录，不重复导入。", "The register holds the same record already."),
    "same_in_file": (
        "与本文件第 {row} 行相同，只导入一次。",
        "The same as row {row} of this file; taken once.",
    ),
    "missing_amount": ("有没收处罚，但未填金额。", "There is a confiscation without an amount."),
}

PERSONAL = frozenset({"CF_XDR_ZJHM", "CF_XDR_SFZ", "CF_FR_ZJHM"})
_LONGEST_VALUE = 80
# What looks like a citizen's number is masked wherever it stands: in a name, in the facts, in a wrong column.
_ID = re.compile(
    r"(?<!\d)\d{6}(?:[1１][9９]|[2２][0０])\d\d(?:[0０]\d|[1１][0-2０-２])[0-3０-３]\d{4}[\dXxＸｘ](?!\d)"
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in one cell, fit to be written into a report."""

    field: str
    code: str
    value: str = ""
    row: int | None = None
    days: int | None = None
    number: str | None = None

    def to_json(self) -> dict[str, str]:
        return {"field": self.field, "code": self.code, "value": self.value, "message": self.message}

    @property
    def message(self) -> str:
        chinese, english = WORDS[self.code]
        return f"{chinese} / {english}".format(row=self.row, days=self.days, number=self.number)


def in_language(words: str, language: str) -> str:
    """One half of words that stand here in Chinese and English."""
    chinese, _slash, english = words.rpartition(" / ")
    return chinese if language.startswith("zh") and chinese else english


def problem(field: str, code: str, value: str = "", *, person: bool = False) -> Problem:
    """A problem whose value is safe to show: personal numbers and persons' names are masked."""
    return Problem(field, code, shown_value(field, value, person=person))


def shown_value(field: str, value: str, *, person: bool = False) -> str:
    """A cell as a report may show it."""
    value = "".join(char if char.isprintable() else "�" for char in value)
    if field in PERSONAL:
        return masked_number(value[:_LONGEST_VALUE])
    value = _ID.sub(lambda number: masked_number(number[0]), value)
    if person and field in ("CF_XDR_MC", "CF_XDR"):
        return masked_name(value[:_LONGEST_VALUE])
    return value if len(value) <= _LONGEST_VALUE else value[: _LONGEST_VALUE - 1] + "…"
