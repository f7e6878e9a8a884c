"""The reviewer's viewer: papers by number, and what the record says beside what the papers say."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from casework.evidence.checking import check_waiting
from casework.evidence.reading import (
    amount_in,
    compared,
    document_number_in,
    number_tail,
    paid_on,
    payer_in,
)
from casework.evidence.receiving import Place
from casework.models.evidence import Purpose
from repair.services.evidence import file_evidence
from tests.corpus.papers import a_pdf, a_picture, an_ofd


@pytest.fixture(autouse=True)
def places(settings, tmp_path):
    settings.EVIDENCE_DIR = tmp_path


@pytest.fixture
def handed(office):
    """A case under review with a receipt of three pages, an electronic one and a photo."""

    def hand(number: str = "江环罚〔2026〕73号"):
        case = office.representative.starts(office.identifies(document_number="江环罚〔2026〕37号"))
        owed = case.record.obligations.get()
        for name, content, place in [
            ("缴款书.pdf", a_pdf("Paid 32,000.00", pages=3), Place(Purpose.FULFILMENT, obligation=owed)),
            (
                "票据.ofd",
                an_ofd(f"付款人：江澜市禾丰食品有限公司 文号：{number}"),
                Place(Purpose.FULFILMENT, obligation=owed),
            ),
            ("整改后.jpg", a_picture(), Place(Purpose.RECTIFICATION)),
        ]:
            file_evidence(
                case.number,
                SimpleUploadedFile(name, content),
                place,
                by=office.representative.user,
                on=office.day.today,
            )
        check_waiting(timezone.now())
        office.representative.states(case)
        office.representative.signs(case)
        office.representative.submits(case)
        return office.reviewer.accepts(case)

    return hand


@pytest.fixture
def reviewer(office):
    client = Client()
    client.force_login(office.reviewer.user)
    return client


def shown(client, case, **asked) -> str:
    answer = client.get(f"/work/{case.number}/", asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_five_places_are_links_and_the_first_with_papers_is_open(handed, reviewer):
    case = handed()
    page = shown(reviewer, case)
    assert re.findall(r'data-place="(\d)"', page) == ["1", "2", "3", "4", "5"]
    assert "缴款书.pdf" in page
    assert re.search(r'<img src="/evidence/[^"]+/pages/1/"', page)
    assert "整改后.jpg" in shown(reviewer, case, see="3")


def test_the_next_page_the_size_and_the_turn_are_addresses(handed, reviewer):
    case = handed()
    page = shown(reviewer, case, see="2", page="2", zoom="150", turn="90")
    assert re.search(r'<img src="/evidence/[^"]+/pages/2/"', page)
    assert "xx-z150 xx-r90" in page
    for change in ("page=1", "page=3", "zoom=100", "zoom=200", "turn=180"):
        assert change in page, change


@pytest.mark.parametrize(
    "asked",
    [
        {"see": "9"},
        {"page": "99"},
        {"zoom": "1e9"},
        {"turn": "x"},
        {"file": "A" * 22},
        {"see": "2", "page": "٣"},
    ],
)
def test_an_address_nobody_gave_out_is_no_error(handed, reviewer, asked):
    assert "缴款书.pdf" in shown(reviewer, handed(), **asked)


def test_differing_characters_are_underlined_and_the_rest_agrees(handed, reviewer):
    page = shown(reviewer, handed())
    table = re.search(r'id="d-compared".*?</table>', page, re.DOTALL).group()
    assert "江环罚〔2026〕<mark>37</mark>号" in table
    assert "江环罚〔2026〕<mark>73</mark>号" in table
    assert table.count("不一致") == 1
    assert table.count("一致</span>") == 3


def test_the_right_number_is_marked_nowhere(handed, reviewer):
    table = re.search(
        r'id="d-compared".*?</table>', shown(reviewer, handed("江环罚〔2026〕37号")), re.DOTALL
    ).group()
    assert "<mark>" not in table


def test_without_papers_the_record_is_shown(office, reviewer):
    page = shown(reviewer, office.has_received())
    assert "检查时未能提供台账。" in page


class TestReading:
    RECORD = "江环罚〔2026〕37号"

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("处罚决定书文号：江环罚〔2026〕73号", "江环罚〔2026〕73号"),
            ("依据江环罚(2026)37号缴纳", "江环罚(2026)37号"),
            ("江环罚〔2026〕73号、江环罚〔2026〕37号", "江环罚〔2026〕37号"),
            ("没有文号", ""),
        ],
    )
    def test_a_document_number(self, text, found):
        assert document_number_in(text, self.RECORD) == found

    def test_only_what_differs_is_said_of_the_other_number(self):
        assert number_tail(self.RECORD, "江环罚〔2026〕73号") == "37号"
        assert number_tail(self.RECORD, "江交罚〔2026〕73号") == self.RECORD

    @pytest.mark.parametrize(
        ("text", "found"),
        [("￥20,000.00", 20000), ("贰万元 20000元", 20000), ("19,000.00", 19000), ("第3页", None)],
    )
    def test_an_amount(self, text, found):
        assert amount_in(text, 20000) == found

    def test_a_payer(self):
        assert payer_in("付款人：江澜市甲有限公司", "江澜市乙有限公司") == "江澜市甲有限公司"
        assert payer_in("江澜市\n乙有限公司", "江澜市乙有限公司") == "江澜市乙有限公司"

    def test_a_day_that_does_not_exist_is_no_day(self):
        assert paid_on("缴款日期：2026年2月30日") is None
        assert paid_on("开票日期 2026-08-10") == date(2026, 8, 10)

    def test_pieces_are_the_whole_text(self):
        ours, theirs = compared("江环罚〔2026〕37号", "江环罚〔2026〕73号")
        assert "".join(each.text for each in ours) == "江环罚〔2026〕37号"
        assert "".join(each.text for each in theirs) == "江环罚〔2026〕73号"
        assert any(each.differs for each in ours)
