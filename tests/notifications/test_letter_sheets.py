"""On which sheets a letter stands: none for the check alone, and one for the decision that is carried about."""

import pypdfium2
import pytest

from notifications import render
from notifications.letters import LetterFacts, Sheet, packed
from repair.letters import RepairGranted
from tests.notifications import letter_samples as of_repair
from tests.notifications.letter_samples import LONG_OFFICE, ON
from tests.objections import letter_samples as of_objections
from tests.rechecks import correction_samples as of_corrections
from tests.rechecks import letter_samples as of_the_office

ORDINARY = of_repair.ORDINARY + of_objections.ORDINARY + of_the_office.ORDINARY + of_corrections.ORDINARY
LENGTHY = of_repair.LENGTHY + of_objections.LENGTHY + of_the_office.LENGTHY + of_corrections.LENGTHY

OFFICE = "江澜市统计局"
FEW_WORDS = 12  # characters; less of the letter's own words on a sheet is a sheet for its ending
ON_TWO_SHEETS = {  # set as official documents are, with reasons and remedies; or with every point of an objection
    "repair_refused", "not_accepted", "objection_forwarding", "objection_result", "objection_review",
    "objection_review_sent",
    "repair_revoked", "order_to_correct",
}  # fmt: skip


def sheets_of(facts: LetterFacts, office: str) -> list[str]:
    """The words on each sheet of a letter, without the spaces between them."""
    number, code = ("江统信修〔2026〕3号", "7Q4MK29X3TDA") if facts.series else ("", "")
    sheet = Sheet(facts.template, facts.title, number, office, ON, code, packed(facts))
    pages = pypdfium2.PdfDocument(render.render(sheet))
    return ["".join(page.get_textpage().get_text_range().split()) for page in pages]


@pytest.mark.parametrize(
    ("facts", "office"),
    [(facts, OFFICE) for facts in ORDINARY] + [(facts, LONG_OFFICE) for facts in LENGTHY],
    ids=[facts.kind for facts in ORDINARY] + [f"{facts.kind}-lengthy" for facts in LENGTHY],
)
def test_the_last_sheet_bears_the_signature_the_check_and_words_of_the_letter(facts, office):
    *before, last = sheets_of(facts, office)
    signed = "承诺人：" if facts.kind == "commitment" else f"{office}2026年11月23日"
    words, found, check = last.rpartition(signed)
    assert found
    assert not facts.series or "7Q4M-K29X-3TDA" in check
    assert len(words.rpartition("示例")[2].partition("材料摘要")[0]) >= FEW_WORDS
    if facts in ORDINARY:
        assert len(before) == (facts.kind in ON_TWO_SHEETS)


def test_point_71_the_decision_granting_repair_is_one_sheet():
    """The longest of the usual: two obligations, two measures, every condition of the national rules."""
    granted = next(facts for facts in ORDINARY if isinstance(facts, RepairGranted))
    (sheet,) = sheets_of(granted, "江澜市人力资源和社会保障局")
    for words in (granted.document_number, granted.measures[1], "信用记录。", "以核验结果为准"):
        assert words in sheet
