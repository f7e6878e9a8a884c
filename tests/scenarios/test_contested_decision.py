"""A reconsideration or lawsuit marks the record while it runs; whether publication stands still, the rules say."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from casework.effects import running
from casework.errors import AlreadyOpen, ConditionsNotMet, NotOpenAnyMore
from casework.evidence.refusals import FileRefused
from casework.models import EffectKind, EvidenceFile
from objections.models import ContestCase
from objections.services import contest as services
from objections.services.contest import Notice, NotThen, Outcome
from rules.objections import ObjectionRules
from rules.terms import Figure
from tests.corpus.papers import a_pdf

NOTICE = Notice("reconsideration", "江澜市人民政府", "江政复受〔2026〕12号", date(2026, 9, 1))
STANDS = Outcome("maintained", "江政复决〔2026〕12号", date(2026, 11, 20))


def paper(content: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile("受理通知书.pdf", content or a_pdf("受理通知书"))


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.EVIDENCE_DIR = tmp_path / "evidence"


@pytest.fixture
def records(office):
    def records(record=None, notice=NOTICE, upload=None, by=office.reviewer, **facts):
        record = record or office.identifies(**facts)
        return services.record_contest(record, notice, upload or paper(), by=by.user, on=office.day.today)

    return records


@pytest.fixture
def ends(office):
    def ends(case, outcome=STANDS, by=office.reviewer):
        return services.end_contest(case.number, outcome, by=by.user, on=office.day.today)

    return ends


def kinds_on(record):
    return {each.kind for each in running(record)}


def test_the_record_says_so_until_the_matter_ends(office, records, ends):
    case = records()
    assert kinds_on(case.record) == {EffectKind.CONTESTED}
    assert office.is_on_show(case.record)
    ends(case)
    assert kinds_on(case.record) == set()
    case.refresh_from_db()
    assert (case.status, case.result, case.closed) == ("ended", "maintained", True)


def test_where_the_rules_pause_publication_it_is_shown_again_at_the_end(office, records, ends, monkeypatch):
    said = {
        name: Figure("yes", "rule", "《示例条例》第四十三条", confirmed=True)
        for name in ("contest_mark", "contest_pauses_publication")
    }
    rules = ObjectionRules(said, {}, frozenset(), ())
    monkeypatch.setattr(services, "objection_rules", lambda *_asked: rules)
    case = records()
    assert not office.is_on_show(case.record)
    ends(case)
    assert office.is_on_show(case.record)


def test_what_it_brings_about_stands_on_the_clause_of_the_rules(records):
    case = records(jurisdiction="CN-GD-SHENZHEN")
    (effect,) = running(case.record)
    assert "第四十三条" in effect.cites
    assert effect.confirmed


def test_the_notice_is_on_file_and_the_subject_is_told(office, records):
    case = records()
    assert EvidenceFile.objects.get(case=case).asked_as == "contest_notice"
    assert any(NOTICE.organ in told for told in office.told(office.representative))


def test_without_a_notice_nothing_is_recorded(office, records):
    with pytest.raises(FileRefused, match="空"):
        records(upload=SimpleUploadedFile("受理通知书.pdf", b""))
    assert not ContestCase.objects.exists()


def test_a_notice_that_is_found_to_be_no_document_has_to_come_again_before_the_end(records, ends):
    case = records()
    EvidenceFile.objects.filter(case=case).update(state="refused", refusal="damaged")
    with pytest.raises(ConditionsNotMet, match="受理通知书"):
        ends(case)


def test_one_at_a_time(records):
    case = records()
    with pytest.raises(AlreadyOpen):
        records(case.record)


def test_after_a_reconsideration_a_lawsuit_may_follow(records, ends):
    case = ends(records())
    lawsuit = Notice("lawsuit", "江澜市中级人民法院", "（2026）江01行初7号", date(2026, 11, 23))
    again = records(case.record, lawsuit)
    assert kinds_on(again.record) == {EffectKind.CONTESTED}


@pytest.mark.parametrize(
    ("accepted_on", "words"),
    [(date(2026, 8, 5), "不会早于"), (date(2026, 11, 24), "晚于今天")],
)
def test_a_day_that_cannot_be_is_refused(records, accepted_on, words):
    with pytest.raises(NotThen, match=words):
        records(notice=Notice("lawsuit", "法院", "1号", accepted_on))


def test_it_does_not_end_before_it_was_accepted(records, ends):
    with pytest.raises(NotThen):
        ends(records(), Outcome("annulled", "2号", date(2026, 8, 31)))


def test_another_department_records_nothing_and_finds_nothing(office, records, ends):
    with pytest.raises(PermissionDenied):
        records(by=office.stranger)
    case = records()
    with pytest.raises(ContestCase.DoesNotExist):
        ends(case, by=office.stranger)


def test_a_mistake_is_cancelled_by_somebody_else(office, records):
    case, today = records(), office.day.today
    with pytest.raises(ConditionsNotMet):
        services.cancel_contest(case.number, reason="文号录错。", by=office.reviewer.user, on=today)
    services.cancel_contest(case.number, reason="文号录错。", by=office.colleague.user, on=today)
    assert kinds_on(case.record) == set()
    assert case.events.latest("seq").words == "文号录错。"


def test_what_is_over_is_over(office, records, ends):
    case = ends(records())
    with pytest.raises(NotOpenAnyMore):
        ends(case)
    with pytest.raises(NotOpenAnyMore):
        services.attach_paper(case.number, paper(), by=office.reviewer.user, on=office.day.today)


def test_it_goes_along_when_its_record_goes_to_another_department(office, records, ends):
    repair = office.has_received()
    case = records(repair.record)
    office.reviewer.asks_to_take_over(repair, office.elsewhere)
    office.stranger.takes_over(repair)
    case.refresh_from_db()
    assert case.department == office.elsewhere
    ends(case, by=office.stranger)
    assert kinds_on(case.record) == set()


def test_a_mark_of_each_matter_ends_with_its_own(office, records, ends):
    """Two matters on one record: what runs is what is left of either."""
    case = records()
    repair = office.representative.applies(case.record)
    assert office.reviewer.accepts(repair).status == "accepted"
    ends(case)
    assert kinds_on(case.record) == set()
