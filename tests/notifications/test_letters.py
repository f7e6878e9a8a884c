"""What a letter looks like on paper: archival, tagged, sealed as an example, and checkable."""

import hashlib
import io
import socket
from datetime import date

import pikepdf
import pytest
import segno

from notifications import fonts, render, seals
from notifications.engine import LetterIncomplete, letter_html
from notifications.letters import Sheet, packed

NUMBER = "江统信修〔2026〕3号"
CODE = "7Q4MK29X3TDA"


def drawn(facts, department="江澜市统计局"):
    sheet = Sheet(facts.template, facts.title, NUMBER, department, date(2026, 11, 23), CODE, packed(facts))
    return render.render(sheet)


def opened(pdf):
    return pikepdf.open(io.BytesIO(pdf))


def fonts_of(pdf):
    """Name and embedded file of every font in the PDF."""
    found = {}
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Dictionary) or thing.get("/Type") != "/FontDescriptor":
            continue
        name = str(thing.FontName).split("+")[-1]
        found[name] = any(key in thing for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    return found


@pytest.mark.parametrize("kind", ["granted", "commitment"])
def test_the_pdf_is_archival_tagged_and_chinese_with_all_fonts_inside(kind, request):
    facts = request.getfixturevalue(kind)()
    pdf = opened(drawn(facts))
    with pdf.open_metadata() as meta:
        assert meta["pdfaid:part"] == "3"
        assert meta["pdfaid:conformance"] == "A"
        assert meta["dc:title"] == f"{facts.title} {NUMBER}"
    assert len(pdf.Root.OutputIntents) == 1
    assert pdf.Root.MarkInfo.Marked
    assert "/StructTreeRoot" in pdf.Root
    assert str(pdf.Root.Lang) == "zh-CN"
    embedded = fonts_of(pdf)
    assert embedded
    assert all(embedded.values())
    assert any("FandolFang" in name for name in embedded)
    assert "/AcroForm" not in pdf.Root
    assert "/JavaScript" not in pdf.Root.get("/Names", {})


def test_equal_facts_give_equal_bytes_and_other_facts_do_not(granted):
    assert hashlib.sha256(drawn(granted())).digest() == hashlib.sha256(drawn(granted())).digest()
    assert drawn(granted()) != drawn(granted(subject="江澜市禾丰食品有限责任公司"))


def test_the_pages_are_a4(granted):
    for page in opened(drawn(granted())).pages:
        _x, _y, width, height = (float(side) for side in page.mediabox)
        assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (210, 297)


def html_of(facts, **changed):
    sheet = Sheet(
        facts.template, facts.title, NUMBER, "江澜市统计局", date(2026, 11, 23), CODE, packed(facts)
    )
    return letter_html(facts.template, render.context(sheet, has_seal=True) | changed)


def test_the_decision_says_what_is_decided_on_which_clause_and_from_when(granted):
    html = html_of(granted())
    for words in (
        NUMBER,
        "准予信用修复决定书",
        "江统罚〔2025〕9号",
        "2025年8月20日",
        "义务已履行完毕，已公开作出信用承诺，符合《信用修复管理办法》第三章的规定；",
        "根据《信用修复管理办法》第二章、第三章、第二条的规定，本机关决定准予信用修复。自2026年11月23日起，终止公示、停止共享和使用",
        "（限制参加政府采购活动；限制享受财政资金补助）",
        "有关网站和系统应当立即处理",
        "7Q4M-K29X-3TDA",
    ):
        assert words in html
    assert "待核实" not in html


def test_the_commitment_states_all_undertakings_and_bears_no_seal(commitment):
    html = html_of(commitment())
    for words in (
        "真实、合法、准确、完整、有效",
        "社会监督",
        "法律责任",
        "向社会公开",
        "周安宁（法定代表人）",
    ):
        assert words in html
    assert "asset:seal" not in html


def test_a_person_is_addressed_as_a_person(granted):
    assert "你单位" not in html_of(granted(is_person=True, facts_found="罚款已缴清。"))


def test_the_qr_code_is_the_address_of_the_verification_page():
    drawn_code = render.qr(render.verify_url(CODE))
    assert render.verify_url(CODE) == f"https://credit.jianglan.example/v/{CODE}"
    expected = segno.make(f"https://credit.jianglan.example/v/{CODE}", error="m", micro=False)
    assert drawn_code == expected.svg_inline(scale=4, border=0).encode()


def test_the_shipped_seal_says_that_it_is_an_example():
    drawing = seals.LocalSealProvider().drawing(department="江澜市<统计>局", number=NUMBER).decode()
    assert "示例" in drawing
    assert "&lt;" in drawing
    assert "href" not in drawing


def test_without_a_seal_nothing_is_drawn_in_its_place(granted, settings):
    settings.SEAL_PROVIDER = "notifications.seals.NoSeal"
    seals.seal_provider.cache_clear()
    try:
        assert drawn(granted()).startswith(b"%PDF")
    finally:
        seals.seal_provider.cache_clear()


def test_rare_characters_of_names_are_printed(granted):
    pdf = drawn(granted(subject="王䶮、李堃喆、赵昇珺、钱镕犇、孙㛃𬭎（𫖯）", is_person=True))
    assert any("NotoSerifSC" in name.replace(" ", "").replace("-", "") for name in fonts_of(opened(pdf)))


def test_a_name_that_no_font_can_print_stops_the_letter(granted):
    with pytest.raises(render.LetterUnprintable, match="U\\+2A6A5"):
        drawn(granted(subject="王\U0002a6a5"))


def test_a_sign_that_no_font_has_is_printed_as_a_missing_sign(granted):
    assert render.printable("好的\U0001f600") == "好的〓"


def test_a_long_name_and_a_reason_of_three_pages_fit(granted):
    reason = "\n".join(
        ["经查，" + "你单位未按照规定保存原始记录和统计台账，经责令改正后逾期未改正；" * 14] * 4
    )
    long_name = "江澜市高新技术产业开发区新型功能材料与智能装备制造产业联合创新研究中心（有限合伙）"
    pages = len(
        opened(drawn(granted(subject=long_name, facts_found=reason), department=long_name[:40])).pages
    )
    assert pages == 3


@pytest.mark.parametrize(
    "value", [object(), lambda: "x", ["a"], {"a": 1}, 1.5, b"x", date], ids=lambda value: type(value).__name__
)
def test_only_plain_facts_become_a_letter(granted, value):
    with pytest.raises(TypeError):
        packed(granted(subject=value))


@pytest.mark.parametrize("text", ["长" * 6_001, "长" * 1_000_000])
def test_a_text_longer_than_a_letter_bears_is_refused(granted, text):
    with pytest.raises(ValueError, match="longer"):
        packed(granted(facts_found=text))


def test_invisible_characters_do_not_get_into_a_letter(granted):
    kept = packed(granted(subject="江澜\u202e市\x00禾\u200b丰\u2066食品\ud800"))
    assert kept["subject"] == "江澜市禾丰食品"


def test_a_template_that_asks_for_an_unknown_fact_fails(granted):
    facts = packed(granted())
    del facts["document_number"]
    sheet = Sheet(granted().template, "题", NUMBER, "江澜市统计局", date(2026, 11, 23), CODE, facts)
    with pytest.raises(LetterIncomplete, match="document_number"):
        render.render(sheet)


def test_the_web_process_draws_nothing(granted, settings):
    settings.LETTERS_RENDER_ANYWHERE = False
    with pytest.raises(render.NotInAWorker):
        drawn(granted())


def test_fonts_that_are_missing_are_named(settings, tmp_path):
    settings.FONT_DIR = tmp_path
    with pytest.raises(fonts.FontsMissing, match="assets/fonts"):
        fonts.check(tmp_path)
    (tmp_path / "SHA256SUMS").write_text("0" * 64 + "  FandolFang-Regular.otf\n")
    with pytest.raises(fonts.FontsMissing, match="FandolFang"):
        fonts.check(tmp_path)
    (tmp_path / "FandolFang-Regular.otf").write_bytes(b"version https://git-lfs.github.com/spec/v1")
    with pytest.raises(fonts.FontsMissing, match="not the one"):
        fonts.check(tmp_path)


# --- Nothing is fetched, read or run -------------------------------------------------------

MARKER = "SSRF-MARKER-4711"
VECTORS = [
    '<img src="{url}">',
    '<img srcset="{url} 2x">',
    '<link rel=stylesheet href="{url}">',
    '<link rel=attachment href="{file}">',
    '<a rel=attachment href="{file}">x</a>',
    "<style>@import '{url}';</style>",
    "<style>body{{background:url({url})}}</style>",
    '<p style="background-image:url({url})">x</p>',
    "<style>@font-face{{font-family:x;src:url({url})}}</style>",
    '<object data="{url}"></object>',
    '<embed src="{file}">',
    '<iframe src="{file}"></iframe>',
    '<svg><image href="{url}"/></svg>',
    '<svg><use href="{file}#x"/></svg>',
    '<base href="{url}"><img src=x>',
    '<meta http-equiv=refresh content="0;url={url}">',
    '<img src="data:text/html,<script>1</script>">',
    '{{% include "{file}" %}}{{{{ settings.SECRET_KEY }}}}{{% debug %}}',
]


@pytest.fixture
def no_network(monkeypatch):
    """Every attempt to open a connection is noted, and fails."""
    tried = []

    def refuse(self, address):
        tried.append(address)
        raise OSError("no network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    return tried


@pytest.mark.parametrize("vector", VECTORS, ids=range(len(VECTORS)))
def test_names_and_reasons_fetch_nothing_and_read_nothing(vector, granted, no_network, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text(MARKER)
    text = vector.format(url="http://127.0.0.1:9/x", file=secret.as_uri())
    pdf = drawn(
        granted(subject=text, facts_found=text, record_department=text, measures=(text,)), department=text
    )
    assert no_network == []
    opened_pdf = opened(pdf)
    assert not opened_pdf.attachments
    assert MARKER.encode() not in b"".join(
        thing.read_bytes() for thing in opened_pdf.objects if isinstance(thing, pikepdf.Stream)
    )


@pytest.mark.parametrize("vector", VECTORS, ids=range(len(VECTORS)))
def test_even_unescaped_html_fetches_nothing(vector, no_network, tmp_path):
    """The fetcher holds by itself, should a template ever let markup through."""
    secret = tmp_path / "secret.txt"
    secret.write_text(MARKER)
    html = vector.format(url="http://127.0.0.1:9/x", file=secret.as_uri())
    fonts.make_ready()
    pdf = opened(render.draw(f"<html lang=zh-CN><title>x</title><body>{html}</body></html>", {}))
    assert no_network == []
    assert not pdf.attachments


@pytest.mark.parametrize(
    "source",
    [
        "{% load i18n %}",
        "{% include 'base.html' %}",
        "{% extends '/etc/hostname' %}",
        "{% autoescape off %}{{ x }}{% endautoescape %}",
        "{{ x|safe }}",
        "{% debug %}",
        "{% url 'admin:index' %}",
        "{% now 'Y' %}",
        "{% csrf_token %}",
        "{% with y=x %}{{ y }}{% endwith %}",
    ],
)
def test_the_template_language_of_letters_has_no_way_out(source):
    from django.template import Context, TemplateDoesNotExist, TemplateSyntaxError

    from notifications.engine import engine

    with pytest.raises((TemplateSyntaxError, TemplateDoesNotExist)):
        engine().from_string(source).render(Context({"x": "<b>"}))


@pytest.mark.parametrize("name", ["admin/base.html", "../base.html", "letters/../base.html", "/etc/hostname"])
def test_templates_outside_the_letters_folder_are_not_found(name):
    from django.template import TemplateDoesNotExist

    with pytest.raises(TemplateDoesNotExist):
        letter_html(name, {})


def test_nothing_that_can_act_reaches_a_template(case):
    with pytest.raises(TypeError):
        letter_html("letters/base.html", {"letter": case})


@pytest.mark.parametrize(
    ("cites", "printed"),
    [
        (("《信用修复管理办法》第三条",), "《信用修复管理办法》第三条"),
        (
            ("《信用修复管理办法》第二章（条号待核实）：三个月", "《信用修复管理办法》第三条", "《信用修复管理办法》第三条"),
            "《信用修复管理办法》第二章、第三条",
        ),
        (("《办法》（国家发展改革委令第36号）第三条", "《办法》（国家发展改革委令第36号）"), "《办法》（国家发展改革委令第36号）第三条"),
        (("国办发〔2025〕22号第六项：立即", "国办发〔2025〕22号第七项", "《民法典》第二百零一条"), "国办发〔2025〕22号第六项、第七项、《民法典》第二百零一条"),
        (("《信用修复管理办法》（条号待核实）",), "《信用修复管理办法》"),
        (("本市有关规定",), "本市有关规定"),
        ((), ""),
    ],
)  # fmt: skip
def test_clauses_are_printed_once_and_without_the_readers_notes(cites, printed):
    from notifications.letter_tags import clauses

    assert clauses(cites) == printed


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "有关网站和系统应当立即处理。"), (3, "自本决定作出之日起3个工作日内完成处理。"), (None, "解除相应的失信惩戒措施（限制参加政府采购活动；限制享受财政资金补助）。</p>")],
)  # fmt: skip
def test_the_decision_says_how_soon_the_record_leaves(granted, days, words):
    assert words in html_of(granted(remove_working_days=days))
