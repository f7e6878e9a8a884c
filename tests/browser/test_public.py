"""What everybody can see, and what nobody can any more: points 69 to 72 of the journeys' acceptance list."""

import gzip
import io
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pypdfium2
import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from notifications.lookups import TRIES_PER_MINUTE
from notifications.models import Letter
from notifications.services import revoke_letter
from repair.letters import RepairGranted

pytestmark = pytest.mark.browser
A4 = {(595, 842), (596, 842)}  # points, as WeasyPrint and as Chromium round them
MID_PHONE = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
LIMIT = 150_000  # bytes of a first load, pictures not counted


@pytest.fixture
def repaired(office, site, work):
    """A case whose decision is issued and drawn, and carried out."""
    case = office.has_granted()
    work()
    return case


@pytest.fixture
def decision(repaired) -> Letter:
    return Letter.objects.of_case(repaired).get(kind=RepairGranted.kind)


def test_point_69_the_page_of_a_letter_tells_its_state_and_not_the_breach(
    office, visitor, repaired, decision
):
    public = visitor()
    page = public.page
    result = page.locator("section[aria-labelledby=result]")
    public.goes_to(f"/v/{decision.code}")
    for fact in (decision.title, decision.number, office.company.name, office.department.name, "真实有效"):
        expect(result).to_contain_text(fact)
    public.looks_at("letter-valid")
    revoke_letter(decision, reason="承诺严重不实", on=office.day.today)
    answer = page.reload()
    assert "noindex" in answer.headers["x-robots-tag"]
    expect(page.locator("meta[name=robots]")).to_have_attribute("content", "noindex")
    expect(result).to_contain_text("已撤销")
    expect(result).not_to_contain_text("真实有效")
    red, green = page.evaluate(
        "['--bad', '--ok'].map(name => getComputedStyle(document.documentElement).getPropertyValue(name))"
    )
    mark = result.locator(".xx-notice svg")
    assert red != green
    assert mark.evaluate("(svg, red) => { const probe = document.createElement('i'); probe.style.color = red;"
                         " document.body.append(probe); return getComputedStyle(probe).color === getComputedStyle(svg).color; }", red)  # fmt: skip
    public.looks_at("letter-revoked")
    assert repaired.record.title not in public.reads()


def test_point_70_a_repaired_record_is_found_in_no_way(office, visitor, work):
    case = office.has_judged()
    record, public = case.record, visitor()
    page = public.page
    ways = [f"/public/records/?q={words}" for words in (record.document_number, office.company.name)]
    address = f"/public/records/{record.public_id}/"
    for way in ways:
        public.goes_to(way)
        expect(page.locator(f"a[href='{address}']")).to_have_count(1)
    assert public.goes_to(address) == 200
    public.goes_to("/v/")
    office.reviewer.approves(case)
    work()
    page.go_back()  # nothing of it was kept by the browser
    expect(page.locator("h1")).to_have_text("没有找到这个页面")
    assert public.goes_to(address) == 404
    for way in ways:
        public.goes_to(way)
        expect(page.locator("main")).to_contain_text("没有查到正在公示的信息")
    assert record.public_id not in page.request.get(f"{public.site}/sitemap-records.xml").text()


def test_point_70_a_wrong_code_is_not_found_and_tries_are_limited(office, visitor):
    public = visitor()
    page = public.page
    public.goes_to("/v/")
    page.fill("#id_code", "O1I0 2345 6789")
    page.press("#id_code", "Enter")
    page.wait_for_load_state("load")
    expect(page.locator(".xx-err-sum")).to_contain_text("0 与 O、1 与 I 不会出现")
    public.looks_at("letter-code-refused")
    assert public.goes_to("/v/222222222222") == 404
    expect(page.locator("main")).to_contain_text("没有找到")
    expect(page.locator("main")).to_contain_text("0 与 O、1 与 I 不会出现")
    public.looks_at("letter-not-found")
    for _again in range(TRIES_PER_MINUTE - 1):
        page.request.get(f"{public.site}/v/222222222222")
    assert public.goes_to("/v/222222222222") == 429
    expect(page.locator("main")).to_contain_text("1 分钟后再试")
    public.looks_at("letter-too-often")


@pytest.mark.skipif(not shutil.which("zbarimg"), reason="zbarimg reads the QR code as a phone does")
def test_point_71_the_code_is_read_from_black_and_white_paper_and_what_it_leads_to_is_one_sheet(
    visitor, repaired, decision, tmp_path
):
    zhou = visitor("zhou")
    sheets = sheets_of(zhou.page.request.get(f"{zhou.site}/letters/{decision.public_id}.pdf").body())
    assert len(sheets) == 1
    paper = tmp_path / "paper.png"
    sheets[0].render(scale=150 / 72, grayscale=True).to_pil().point(lambda grey: 255 * (grey > 127)).save(
        paper
    )
    read = subprocess.run(["zbarimg", "--quiet", "--raw", paper], capture_output=True, text=True, check=True)
    zhou.page.goto(read.stdout.strip())
    expect(zhou.page.locator("main")).to_contain_text(decision.number)
    assert len(sheets_of(zhou.page.pdf(prefer_css_page_size=True))) == 1


def sheets_of(pdf: bytes) -> list[pypdfium2.PdfPage]:
    """The pages of a PDF, each of them A4."""
    sheets = list(pypdfium2.PdfDocument(io.BytesIO(pdf)))
    assert {tuple(round(side) for side in sheet.get_size()) for sheet in sheets} <= A4
    return sheets


def test_point_72_the_first_load_is_light_and_nothing_holds_up_its_words(office, visitor, settings, tmp_path):
    for _one in range(10):
        office.identifies()
    settings.STATIC_ROOT = tmp_path / "static"
    call_command("collectstatic", interactive=False, verbosity=0)
    zhou = visitor("zhou")
    page, came = zhou.page, []
    page.on("response", lambda answer: came.append(answer))  # noqa: PLW0108 - Playwright takes no builtin
    line = zhou.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", MID_PHONE)
    zhou.goes_to("/records/")
    expect(page.locator("h1")).to_be_visible()
    assert {urlsplit(answer.url).netloc for answer in came} == {urlsplit(zhou.site).netloc}
    weights = {urlsplit(answer.url).path: weight(answer, settings.STATIC_ROOT) for answer in came}
    assert sum(weights.values()) < LIMIT, weights
    assert all(script.get_attribute("type") == "module" for script in page.locator("script").all())
    assert page.evaluate("document.fonts.size") == 0


def weight(answer, static: Path) -> int:
    """As it is sent in production: what was compressed beforehand is sent so, a page as it is."""
    if answer.request.resource_type == "image":
        return 0
    path = urlsplit(answer.url).path
    if not path.startswith("/static/"):
        return len(answer.body())
    packed = static / f"{path.removeprefix('/static/')}.gz"
    assert gzip.decompress(packed.read_bytes()) == answer.body()
    return packed.stat().st_size
