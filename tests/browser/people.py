"""A person in front of a real browser, and everything a tester looks at on each page they see."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import resolve
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page

PATIENCE = 60  # seconds until a request that does not end, or words that do not come, are a fault
PASSWORD = "a-long-Passphrase-1"  # of everybody in tests/world.py
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = """only => axe.run({resultTypes: ["violations"], preload: false, runOnly: only}).then(said =>
    said.violations.map(each => `${each.id}: ${each.nodes.slice(0, 3).map(node => node.target)}`))"""
EVERYTHING = {"type": "tag", "values": RULES}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
WIDE, NARROW, NARROWEST, HEIGHT = 1440, 390, 320, 900
SKIP_LINK, SKIP_LINKS = "跳到主要内容", ("跳到主要内容", "跳到主要內容")
# On loading, no page may run past the side of the window; what scrolls inside itself may.
TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')]
    .filter(each => each.getBoundingClientRect().right > innerWidth + 1)
    .map(each => each.tagName + '.' + (each.className.baseVal ?? each.className)).slice(0, 5)"""
# As the button does it.
SHOW_IN = """theme => { document.documentElement.dataset.bsTheme = theme;
    document.getElementById('dark').media = theme === 'dark' ? 'screen' : 'not all'; }"""
# What has the focus when the Tab key is first pressed on a fresh page.
FIRST_STOP = "() => document.activeElement.textContent.trim()"


@dataclass
class Findings:
    """What was looked at, and what was wrong with it."""

    shots: Path
    problems: list[str] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    looks: int = 0  # runs of axe
    seen: set[str] = field(default_factory=set)  # the addresses by name

    def note(self, page: str, *problems: str) -> None:
        self.problems += [f"{page}: {each}" for each in problems]

    def title_is_its_own(self, address: str, title: str) -> None:
        """Every page has a title that no other page has; a page in another state is the same page."""
        same = [other for other, known in self.titles.items() if known == title and other != address]
        self.note(address, *(f"has the title of {other}: {title}" for other in same))
        self.titles[address] = title


class Visitor:
    """One browser window with its own cookies."""

    def __init__(self, browser: Browser, site: str, found: Findings, *, javascript: bool = True) -> None:
        self.site, self.found, self.javascript = site, found, javascript
        self.context: BrowserContext = browser.new_context(
            viewport={"width": WIDE, "height": HEIGHT},
            java_script_enabled=javascript,
            locale="zh-CN",
            reduced_motion="reduce",  # colours are judged, not the way from one to the next
        )
        self.page: Page = self.context.new_page()
        self.page.clock.install(time=timezone.now())
        self.page.set_default_timeout(PATIENCE * 1000)
        self.page.on("console", self._hears)
        self.page.on("pageerror", lambda error: self.found.note(self.page.url, f"script error: {error}"))

    def _hears(self, message: Any) -> None:
        """What the policy refuses to load or run is told on the console; a refused page's status is too."""
        if message.type == "error" and "the server responded with a status of" not in message.text:
            self.found.note(self.page.url, f"console: {message.text}")

    # --- what a person does

    def signs_in(self, username: str) -> None:
        self.goes_to("/login/")
        self.page.fill("#id_username", username)
        self.page.fill("#id_password", PASSWORD)
        self.page.press("#id_password", "Enter")
        self.page.wait_for_url(lambda url: "/login" not in url)

    def is_signed_in(self, username: str) -> None:
        """Has come through the sign-in page before."""
        client = Client()
        client.force_login(
            get_user_model().objects.get(username=username), settings.AUTHENTICATION_BACKENDS[1]
        )
        name = settings.SESSION_COOKIE_NAME
        self.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": self.site}])

    def waits(self, seconds: int) -> None:
        """Time passes on the page, and on the page only."""
        self.page.clock.fast_forward(seconds * 1000)

    def goes_to(self, path: str) -> int:
        """Open an address; the status of the answer."""
        answer = self.page.goto(f"{self.site}{path}")
        assert answer
        return answer.status

    def presses(self, words: str) -> None:
        """Press the button or link with these words, and wait for the page that comes."""
        button = self.page.get_by_role("main").get_by_role("button", name=words, exact=False)
        link = self.page.get_by_role("main").get_by_role("link", name=words, exact=False)
        button.or_(link).first.click()
        self.page.wait_for_load_state("load")

    def ticks(self, *names: str) -> None:
        for name in names:
            self.page.check(f"#id_{name}")

    def chooses(self, name: str, value: str) -> None:
        self.page.locator(f"input[name={name}][value={value}]").check(force=True)

    def reads(self) -> str:
        """The words of the page."""
        return self.page.inner_text("body")

    def leaves(self) -> None:
        self.context.close()

    # --- what a tester looks at

    def looks_at(self, name: str) -> None:
        """Everything that must hold on each page; the picture is kept for people to look at."""
        if not self.javascript:
            return
        page, found = self.page, self.found
        path = urlsplit(page.url).path
        found.seen.add(resolve(path).view_name)
        found.title_is_its_own(path, page.title())
        if not page.evaluate("() => document.activeElement !== document.body"):
            page.keyboard.press("Tab")
            first = page.evaluate(FIRST_STOP)
            if first not in SKIP_LINKS:
                found.note(name, f"the first Tab stop is {first!r}")
            page.evaluate("() => document.activeElement.blur()")
        for width in (WIDE, NARROW):
            page.set_viewport_size({"width": width, "height": HEIGHT})
            # As high as the page: a bar that sticks to the window's edge covers nothing then.
            whole = page.evaluate("document.documentElement.scrollHeight")
            page.set_viewport_size({"width": width, "height": max(HEIGHT, whole)})
            # What is said and where it lies is the same in both themes; only the colours differ.
            for theme, rules in (("dark", COLOURS), ("light", EVERYTHING)):
                page.evaluate(SHOW_IN, theme)
                self._accessible(f"{name}, {width} px, {theme}", rules)
            page.screenshot(path=found.shots / f"{name}-{width}.png", full_page=True)
        page.set_viewport_size({"width": NARROWEST, "height": HEIGHT})
        wide = page.evaluate(TOO_WIDE)
        found.note(name, *(f"runs past the side at {NARROWEST} px: {wide}" for _ in wide[:1]))
        page.set_viewport_size({"width": WIDE, "height": HEIGHT})

    def _accessible(self, where: str, rules: dict[str, Any]) -> None:
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE_SCRIPT)
        self.found.looks += 1
        self.found.note(where, *(f"axe {each}" for each in self.page.evaluate(AXE, rules)))
