"""The frame of the pages: language, display choices, refusals, and the strict content policy."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.test import Client

from tools.compile_messages import in_traditional

BASE = settings.BASE_DIR / "templates" / "base.html"
TEMPLATES = [p for p in (settings.BASE_DIR / "templates").rglob("*.html") if "letters" not in p.parts]


@pytest.mark.django_db
class TestLanguage:
    def test_an_official_page_is_chinese_whatever_the_browser_prefers(self, client):
        page = client.get("/", headers={"accept-language": "en-US,en;q=0.9"})
        assert 'lang="zh-hans"' in page.content.decode()

    def test_who_chooses_english_reads_english(self, client):
        client.post("/language/", {"language": "en", "next": "/"})
        assert "Credit repair and objections" in client.get("/").content.decode()

    def test_traditional_characters_are_for_words_of_pages_and_never_for_data(self, client):
        answer = client.post("/language/", {"language": "zh-hant", "next": "/"})
        assert int(answer.cookies["django_language"]["max-age"]) > 300 * 24 * 3600
        page = client.get("/").content.decode()
        assert 'lang="zh-hant"' in page
        assert "信用修復" in page
        assert settings.SITE["name"] in page  # what the operator has named is data

    def test_traditional_says_everything_that_simplified_says(self):
        simplified, traditional = (
            polib.mofile(str(settings.BASE_DIR / "locale" / name / "LC_MESSAGES" / "django.mo"))
            for name in ("zh_Hans", "zh_Hant")
        )
        assert [entry.msgid for entry in traditional] == [entry.msgid for entry in simplified]
        for mine, theirs in zip(traditional, simplified, strict=True):
            assert re.sub(r"[\u3400-\u9fff]", "", mine.msgstr) == re.sub(
                r"[\u3400-\u9fff]", "", theirs.msgstr
            )

    def test_words_that_a_word_list_joins_wrongly(self):
        assert in_traditional("承诺书签署7天后仍可撤回，并发消息") == "承諾書簽署7天後仍可撤回，並發消息"


@pytest.mark.django_db
class TestDisplay:
    def test_dark_and_large_text_are_kept(self, client):
        client.post("/preferences/", {"theme": "dark", "next": "/"})
        client.post("/preferences/", {"size": "elder", "next": "/"})
        page = client.get("/login/").content.decode()
        assert 'data-bs-theme="dark"' in page
        assert 'data-size="elder"' in page

    def test_who_chose_can_follow_the_system_again(self, client):
        client.post("/preferences/", {"theme": "dark", "next": "/"})
        assert 'value="system" hidden' not in client.get("/login/").content.decode()
        client.post("/preferences/", {"theme": "system", "next": "/"})
        page = client.get("/login/").content.decode()
        assert 'value="system" hidden' in page
        assert 'media="screen and (prefers-color-scheme: dark)"' in page
        assert "data-bs-theme" not in page

    def test_a_value_nobody_offers_is_not_kept(self, client):
        answer = client.post("/preferences/", {"theme": '"><script>', "next": "/"})
        assert not answer.cookies

    @pytest.mark.parametrize(
        "elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""]
    )
    def test_it_leads_back_to_this_site_only(self, client, elsewhere):
        assert client.post("/preferences/", {"theme": "dark", "next": elsewhere}).url == "/"

    def test_a_choice_is_never_made_by_following_a_link(self, client):
        assert client.get("/preferences/?theme=dark").status_code == 405


@pytest.mark.django_db
class TestRefusals:
    def test_what_is_not_found_is_said_in_words(self, client):
        page = client.get("/no-such-page/")
        assert page.status_code == 404
        assert "没有找到这个页面" in page.content.decode()

    def test_a_form_from_an_expired_page_is_explained(self):
        page = Client(enforce_csrf_checks=True).post("/preferences/", {"theme": "dark"})
        assert page.status_code == 403
        assert "页面停留太久" in page.content.decode()

    def test_an_error_page_has_a_number_to_quote_and_needs_no_database(self, client, monkeypatch):
        monkeypatch.setattr("config.views.render", lambda *args: 1 / 0)
        client.raise_request_exception = False
        page = client.get("/")
        assert page.status_code == 500
        assert re.search(r"错误编号 .*[0-9A-F]{8}", page.content.decode())


class TestContentPolicy:
    @pytest.mark.parametrize("template", TEMPLATES, ids=lambda p: p.name)
    def test_no_template_carries_inline_style_or_script(self, template: Path):
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", text)

    @pytest.mark.parametrize("template", TEMPLATES, ids=lambda p: p.name)
    def test_the_scripts_of_a_page_stay_small(self, template: Path):
        """What one page loads: its own scripts and those of every page."""
        texts = (template.read_text(encoding="utf-8"), BASE.read_text(encoding="utf-8"))
        named = {name for text in texts for name in re.findall(r"js/(\w+\.js)", text)}
        assert sum((settings.BASE_DIR / "static" / "js" / name).stat().st_size for name in named) < 15_000
