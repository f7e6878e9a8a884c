"""The end of the demonstration: what is played there holds, page by page, without a server."""

from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from notifications import outbox
from notifications.delivery import HANDLERS
from rechecks.demo import history, play
from rechecks.demo import office as desk
from rechecks.models import CalendarNotice, RecheckCase, RuleDraft, Status, SupervisionNotice
from rechecks.services.correcting import close_what_has_followed
from rechecks.services.ruling import work_dry_runs
from registry.models import Department, Subject
from repair.demo import staging
from repair.demo.people import settle
from repair.demo.visitor import Page, Visitor
from repair.models import RepairCase
from tests.world import USCCS


class AtTheDesk(Visitor):
    """A visitor of the pages in this very process."""

    def __init__(self, site):
        super().__init__(site)
        self.client = Client()

    def _open(self, url, body=None, kind=""):
        place = urlsplit(url)
        path = f"{place.path}?{place.query}" if place.query else place.path
        answer = (
            self.client.get(path, follow=True)
            if body is None
            else self.client.post(path, body, content_type=kind, follow=True)
        )
        here = answer.redirect_chain[-1][0] if answer.redirect_chain else path
        return Page(f"http://testserver{here}", answer.status_code, answer.content.decode())


@pytest.fixture
def on(office, settings, tmp_path):
    settings.VAR_DIR, settings.LETTER_DIR, settings.LETTERS_RENDER_ANYWHERE = tmp_path, tmp_path, True
    office.day("2026-11-23")
    call_command("load_departments")
    settle(office.day.today)
    return office.day.today


@pytest.fixture
def site(on, office, monkeypatch):
    """The pages of this process; where a play waits for the worker, its work is done at once."""

    def works(_self, done, **_said):
        office.works_the_channels()
        work_dry_runs(timezone.now())
        close_what_has_followed(on=on)
        outbox.relay(HANDLERS)
        assert done()

    for module in (play, desk, staging):
        monkeypatch.setattr(module, "Visitor", AtTheDesk)
    monkeypatch.setattr(staging.Staging, "waits", works)
    return "http://testserver"


def fined(office, prefix, **more):
    return office.identifies(department=Department.objects.get(letter_prefix=prefix), **more)


def test_it_draws_rechecks_and_has_a_wrong_repair_revoked(office, on, site):
    fined(office, "江环"), fined(office, "江环")
    played = play.granted_by_mistake(play.APPLICANT, play.REVIEWER, on)
    office.works_the_channels()
    said = []
    drawn = play.DrawPlay(site, on, said.append, played)
    letters = drawn.run()
    assert any("一致 the same" in line for line in said)
    assert RecheckCase.objects.get(examines=played).status == Status.CORRECT
    assert RecheckCase.objects.get(examines=drawn.wrong).status == Status.CLOSED
    assert RepairCase.objects.get(pk=drawn.wrong.pk).status == "revoked"
    assert [each.kind for each in letters if "revo" in each.kind]
    files = {path.name for path in drawn.folder.iterdir()}
    assert files == {"population.jsonl", "list.jsonl", "verify_draw.py"}
    assert all(drawn.public.reads(path).status == 200 for who, path, _words in drawn.places() if not who)


def test_the_past_is_made_once_and_the_office_chases_what_is_late(office, on, site, monkeypatch):
    monkeypatch.setattr(history, "CASES", 6)
    monkeypatch.setattr(history, "PLACES", {"江环": "赵"})
    company = Subject.objects.create(kind="organisation", name="江澜市试验有限公司", uscc=USCCS[1])
    for _ in range(6):
        fined(office, "江环", subject=company, decided_on=date(2026, 3, 2), published_on=date(2026, 3, 3))
    assert history.make_history(on) == 6
    assert history.make_history(on) == 0
    made = RepairCase.objects.order_by("opened_on")
    assert {each.status for each in made} == {"repaired", "rejected", "accepted"}
    assert all(each.opened_on <= on - timedelta(days=10) for each in made)
    assert len(desk.OfficeDay(site, on, print).run()) == 1
    assert SupervisionNotice.objects.with_standing().get().is_replied
    assert RuleDraft.objects.get().dry_runs.get().finished_at
    assert CalendarNotice.objects.get().year == on.year + 1
    assert desk.OfficeDay(site, on, print).run() == []
