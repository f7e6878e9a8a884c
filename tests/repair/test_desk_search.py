"""R14: a case is found by what people know of it, closed or open, and by nobody else."""

import pytest

from registry.models import Subject
from repair.models import SavedFilter


def found(client, words) -> list[str]:
    answer = client.get("/work/", {"q": words})
    assert answer.status_code == 200
    return [row.case.number for row in answer.context["rows"]]


def test_a_document_number_is_found_whatever_its_brackets(office, at):
    case = office.has_received(document_number="江环罚〔2026〕77号")
    office.has_received(document_number="江环罚〔2026〕78号")
    reviewer = at(office.reviewer)
    for typed in [
        "江环罚〔2026〕77号",
        "江环罚(2026)77号",
        "江环罚[2026] 77 号",
        "【２０２６】77",
        "江环罚202677号",
    ]:
        assert found(reviewer, typed) == [case.number], typed


def test_a_name_is_found_by_any_part(office, at):
    case = office.has_received()
    reviewer = at(office.reviewer)
    for typed in ["禾丰", "食品", "禾丰 公司", "江澜市\u3000禾丰", "\u202e禾丰\u202c"]:
        assert found(reviewer, typed) == [case.number], typed
    assert found(reviewer, "禾丰 矿业") == []


def test_rare_characters_are_found(office, at):
    case = office.has_received()
    Subject.objects.filter(pk=case.subject_id).update(name="江澜市䶮堃贸易有限公司")
    assert found(at(office.reviewer), "䶮堃") == [case.number]


def test_closed_cases_are_found_too(office, at):
    case = office.representative.withdraws(office.has_received())
    assert found(at(office.reviewer), case.number) == [case.number]


def test_an_application_in_the_making_is_not_found(office, at):
    case = office.representative.starts(office.identifies())
    assert found(at(office.reviewer), case.number) == []


def test_another_department_finds_nothing(office, at):
    case = office.has_received()
    assert found(at(office.stranger), case.number) == found(at(office.stranger), "禾丰") == []


def test_signs_without_a_meaning_break_nothing(office, at):
    office.has_received()
    reviewer = at(office.reviewer)
    assert found(reviewer, "%") == found(reviewer, "_") == found(reviewer, "字" * 3000) == []
    for typed in ["\x00", "。", "  "]:
        assert reviewer.get("/work/", {"q": typed}).status_code == 200


class TestSavedFilters:
    def test_what_the_queue_shows_is_kept_under_a_name(self, office, at):
        case = office.has_received()
        reviewer = at(office.reviewer)
        answer = reviewer.post("/work/filters/", {"name": "禾丰的", "lens": "found", "words": "禾丰"})
        assert answer.status_code == 302
        assert [row.case.number for row in reviewer.get(answer.url).context["rows"]] == [case.number]
        assert "禾丰的" in reviewer.get("/work/").content.decode()
        assert "禾丰的" not in at(office.colleague).get("/work/").content.decode()

    def test_the_same_name_is_given_anew(self, office, at):
        for lens in ("overdue", "soon"):
            at(office.reviewer).post("/work/filters/", {"name": "急", "lens": lens})
        assert [each.lens for each in SavedFilter.objects.all()] == ["soon"]

    def test_one_deletes_ones_own_only(self, office, at):
        at(office.reviewer).post("/work/filters/", {"name": "急", "lens": "soon"})
        [kept] = SavedFilter.objects.all()
        assert at(office.colleague).post(f"/work/filters/{kept.pk}/drop/").status_code == 404
        assert at(office.reviewer).post(f"/work/filters/{kept.pk}/drop/").status_code == 302
        assert not SavedFilter.objects.exists()

    @pytest.mark.parametrize("said", [{"name": "", "lens": "soon"}, {"name": "急", "lens": "x"}])
    def test_what_cannot_be_kept_is_refused_in_words(self, office, at, said):
        assert at(office.reviewer).post("/work/filters/", said).status_code == 422
