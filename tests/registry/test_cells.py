"""Cells as people write them: every way of writing one value reads as that value, and nothing crashes."""

from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from registry.documents import document_key, shown_document_number
from registry.importing import cells
from registry.importing.cells import BadCell
from registry.importing.penalties import penalty_types
from registry.importing.problems import shown_value
from registry.numbers import made_up_id_number, made_up_uscc, with_wrong_check_digit

WIDE = str.maketrans("0123456789.-/", "０１２３４５６７８９．－／")
NARROW = str.maketrans("０１２３４５６７８９", "0123456789")
ON = date(2026, 11, 21)
days = st.dates(date(1990, 1, 1), date(2090, 12, 31))
WAYS = [
    "{d:%Y-%m-%d}", "{d:%Y/%m/%d}", "{d.year}/{d.month}/{d.day}", "{d:%Y%m%d}", "{d.year}年{d.month}月{d.day}日",
    "{d.year}.{d.month}.{d.day}", "{d:%Y-%m-%d} 00:00:00", "{d:%Y-%m-%d}T08:30",
]  # fmt: skip


@given(days, st.sampled_from(WAYS), st.booleans())
def test_a_day_is_the_same_however_it_is_written(d, way, wide):
    written = way.format(d=d)
    assert cells.day(written.translate(WIDE) if wide else written) == d


@given(days)
def test_a_serial_number_is_the_day_a_spreadsheet_shows(d):
    assert cells.day(str((d - date(1899, 12, 30)).days)) == d


@pytest.mark.parametrize(
    "written", ["2026-02-30", "26-8-6", "8/6", "2026-13-01", "昨天", "12", "0", "999999999"]
)
def test_what_is_no_day_is_refused(written):
    with pytest.raises(BadCell, match="bad_date"):
        cells.day(written)


@given(st.decimals(0, 10**8, places=6), st.sampled_from(["{}", "{}万元", " {} ", "{}万"]), st.booleans())
def test_an_amount_in_ten_thousands_is_exact_to_the_cent(amount, way, wide):
    written = way.format(amount)
    assert cells.yuan(written.translate(WIDE) if wide else written) == amount * 10_000


def test_an_amount_may_have_separators_and_may_name_its_unit():
    assert cells.yuan("1,234.5") == Decimal("12345000.00")
    assert cells.yuan("32,000元") == Decimal("32000.00")
    assert cells.yuan("¥2") == Decimal("20000.00")


@pytest.mark.parametrize("written", ["二万", "1e5", "2.5.1", "0.0000001", "NaN", "Infinity", "1" * 30, "＝1"])
def test_what_is_no_amount_is_refused(written):
    with pytest.raises(BadCell, match="bad_amount"):
        cells.yuan(written)


@given(st.integers(0, 10**8), st.sampled_from(["11", "91", "92", "N2", "Y1"]))
def test_codes_are_right_as_stdnum_computes_them_and_wrong_with_another_digit(number, prefix):
    code = made_up_uscc(prefix, number)
    assert uscc.calc_check_digit(code[:17]) == code[17]
    assert cells.social_credit_code(f" {code[:8]} {code[8:].lower()} ") == code
    with pytest.raises(BadCell, match="uscc_check_digit"):
        cells.social_credit_code(with_wrong_check_digit(code))


@given(st.integers(0, 10**7))
def test_id_numbers_are_right_as_stdnum_computes_them(number):
    citizen = made_up_id_number(number)
    assert ric.calc_check_digit(citizen) == citizen[17]
    assert cells.id_number(citizen.lower(), ON) == citizen


@given(st.text(max_size=60))
def test_no_text_breaks_a_cell(raw):
    for how in (cells.text, cells.safe, cells.day, cells.yuan, cells.social_credit_code, penalty_types):
        with suppress(BadCell):
            how(raw)
    document_key(raw)
    shown_document_number(raw)
    shown_value("CF_SY", raw)


@given(
    st.integers(0, 10**7),
    st.sampled_from(["CF_XDR_ZJHM", "CF_XDR_SFZ", "CF_SY", "CF_XDR_SHXYM", "CF_XDR_MC"]),
)
def test_a_report_never_shows_an_id_number(number, field):
    citizen = made_up_id_number(number)
    for written in (citizen, f"张三（{citizen}）", citizen.translate(WIDE)):
        assert citizen[3:-4] not in shown_value(field, written).translate(NARROW)


@pytest.mark.parametrize("written", ["", " ", "　", "-", "—", "— —", "——", "/", "无", "null", "N/A"])
def test_cells_that_mean_nothing_are_empty(written):
    assert cells.text(written) == ""


@pytest.mark.parametrize(
    "written",
    [
        "江环罚〔2026〕12号",
        "江环罚[2026]12号",
        "江环罚（２０２６）１２号",
        " 江环罚［2026］ 12 号",
        "江环罚【2026】12号",
    ],
)
def test_a_document_number_is_one_however_it_is_written(written):
    assert document_key(written) == "江环罚202612号"
    assert shown_document_number(written).replace(" ", "") == "江环罚〔2026〕12号"


@pytest.mark.parametrize(
    ("written", "types"),
    [
        ("警告；罚款", ("warning", "fine")),
        ("罚款,警告", ("warning", "fine")),
        ("其他-警告", ("warning",)),
        ("警告；其他-其他", ("warning", "other")),
        ("没收违法所得、没收非法财物", ("confiscation",)),
        ("罚款|没收违法所得、没收非法财物|责令停产停业", ("fine", "confiscation", "business_suspended")),
        ("0", ("warning",)),
        ("1;2", ("fine", "confiscation")),
        ("３", ("business_suspended",)),
        ("吊销许可证件", ("licence_revocation",)),
        ("暂扣许可证件、降低资质等级", ("licence_suspension", "qualification_lowered")),
        (
            "限制开展生产经营活动、责令关闭、限制从业",
            ("business_restricted", "closure", "employment_restricted"),
        ),
        ("行政拘留", ("detention",)),
        ("通报批评", ("criticism",)),
    ],
)
def test_penalty_types_joined_prefixed_or_as_old_numbers(written, types):
    assert penalty_types(written) == types


def test_suspended_or_revoked_is_told_by_the_content_or_refused():
    assert penalty_types("4", "吊销《道路运输经营许可证》") == ("licence_revocation",)
    assert penalty_types("4", "暂扣执照三个月") == ("licence_suspension",)
    with pytest.raises(BadCell, match="ambiguous_penalty_type"):
        penalty_types("4", "详见决定书")


@given(st.integers(1, 400))
def test_dates_before_the_ranges_of_serials_are_no_dates(number):
    with pytest.raises(BadCell):
        cells.day(str(number))


def test_tomorrow_is_no_birthday():
    born = made_up_id_number(0)
    assert cells.id_number(born, date(1960, 1, 1)) == born
    with pytest.raises(BadCell, match="bad_id_number"):
        cells.id_number(born, date(1960, 1, 1) - timedelta(days=1))
