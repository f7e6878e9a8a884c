"""A person at a browser, for the demonstration: reads pages, fills forms, follows redirects."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

from repair.demo.papers import MULTIPART, as_multipart

# What is filled in, by the name of the field; several where several options are ticked.
Answers = dict[str, str | list[str]]


@dataclass
class Page:
    """A page as it came back: its address, status, text and forms."""

    url: str
    status: int
    html: str

    @property
    def forms(self) -> list["WebForm"]:
        reader = _FormReader()
        reader.feed(self.html)
        return reader.whole()

    def form(self, *names: str) -> "WebForm":
        """The first form that has fields of all these names."""
        for each in self.forms:
            if all(any(re.fullmatch(name, known) for known in each.fields) for name in names):
                return each
        raise LookupError(f"no form with {names} on {self.url} (HTTP {self.status})")

    def form_to(self, ending: str) -> "WebForm":
        """The first form that is sent to an address with this ending."""
        for each in self.forms:
            if each.action.endswith(ending):
                return each
        raise LookupError(f"no form to …{ending} on {self.url} (HTTP {self.status})")


@dataclass
class WebForm:
    action: str
    fields: dict[str, str] = field(default_factory=dict)

    def filled(self, answers: Answers) -> Answers:
        """What is sent: the preset fields, and each answer for the fields its pattern names."""
        sent: Answers = {name: value for name, value in self.fields.items() if value}
        for pattern, answer in answers.items():
            for name in self.fields:
                if re.fullmatch(pattern, name):
                    sent[name] = answer
        return sent


class _FormReader(HTMLParser):
    """Collects forms with their fields and preset values."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[WebForm] = []
        self.by_id: dict[str, WebForm] = {}
        self.elsewhere: list[tuple[str, str, str]] = []  # fields that name their form by its id

    def whole(self) -> list[WebForm]:
        for owner, name, preset in self.elsewhere:
            self.by_id[owner].fields.setdefault(name, preset)
        return self.forms

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(WebForm(given.get("action", "")))
            self.by_id[given.get("id", "")] = self.forms[-1]
        elif tag == "button" and given.get("name") and given.get("form"):
            self.elsewhere.append((given["form"], given["name"], ""))
        elif tag == "button" and self.forms and given.get("name"):
            self.forms[-1].fields.setdefault(given["name"], "")  # sent only when it is pressed
        elif tag in ("input", "textarea", "select") and self.forms and given.get("name"):
            preset = given.get("value", "") if given.get("type", "text") not in ("checkbox", "radio") else ""
            if given.get("form"):
                self.elsewhere.append((given["form"], given["name"], preset))
            else:
                self.forms[-1].fields.setdefault(given["name"], preset)


class Unexpected(Exception):
    """A page answered otherwise than the play expects."""


class Visitor:
    """One browser with its own cookies."""

    def __init__(self, site: str) -> None:
        self.site = site
        self.opener: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()))

    def reads(self, path: str) -> Page:
        return self._open(urljoin(self.site, path))

    def sends(
        self,
        page: Page,
        form: WebForm,
        answers: Answers | None = None,
        *,
        files: dict[str, tuple[str, bytes]] | None = None,
    ) -> Page:
        """Send a form of a page, with a file for each field that a pattern names; a refusal stops the play."""
        target, filled = urljoin(page.url, form.action or page.url), form.filled(answers or {})
        if files:
            chosen = {
                name: file for name in form.fields for each, file in files.items() if re.fullmatch(each, name)
            }
            body, kind = as_multipart(filled, chosen), MULTIPART
        else:
            body, kind = urlencode(filled, doseq=True).encode(), "application/x-www-form-urlencoded"
        answered = self._open(target, body, kind)
        if answered.status >= 400:
            raise Unexpected(f"{target}: HTTP {answered.status}\n{_words(answered.html)}")
        return answered

    def signs_in(self, username: str, password: str) -> Page:
        page = self.reads("/login/")
        return self.sends(
            page, page.form("username", "password"), {"username": username, "password": password}
        )

    def _open(self, url: str, body: bytes | None = None, kind: str = "") -> Page:
        asked = Request(url, body, {"Content-Type": kind} if kind else {})  # noqa: S310 - the site itself
        try:
            with self.opener.open(asked, timeout=30) as answer:
                return Page(answer.url, answer.status, answer.read().decode())
        except HTTPError as refusal:
            return Page(url, refusal.code, refusal.read().decode(errors="replace"))


def _words(html: str) -> str:
    """The readable words of a page, short enough for a line of complaint."""
    main = html[html.find("<main") :]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())[:600]
