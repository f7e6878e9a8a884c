"""The public page shows what is on show today, and nothing else."""

from datetime import date

import pytest

from registry.models import Subject

HERE = "/public/records/"


def found(client, words: str) -> str:
    return client.get(HERE, {"q": words}).content.decode()


class TestSearch:
    def test_a_record_is_found_by_name_by_code_and_by_number(self, office, client):
        record = office.identifies(document_number="江环罚〔2026〕41号")
        for words in (
            office.company.name,
            office.company.name[3:7],
            office.company.uscc,
            "江环罚〔2026〕41号",
        ):
            assert record.public_id in found(client, words), words

    @pytest.mark.parametrize(
        "typed", ["江环罚(2026)41号", "江环罚[2026]41号", "江环罚【２０２６】41 号", "〔2026〕41"]
    )
    def test_the_brackets_of_a_number_may_be_typed_in_any_way(self, office, client, typed):
        record = office.identifies(document_number="江环罚〔2026〕41号")
        assert record.public_id in found(client, typed)

    def test_what_is_not_there_is_not_called_a_clean_slate(self, office, client):
        assert "没有公示不代表没有处罚" in found(client, "没有这家公司")

    def test_one_character_is_too_little(self, office, client):
        office.identifies()
        assert "请输入至少 2 个字" in found(client, "江")

    def test_pages_follow_one_another_without_repeating(self, office, client):
        records = {office.identifies().public_id for _ in range(23)}
        first = client.get(HERE)
        second = client.get(first.context["next_url"])
        seen = [p.record.public_id for page in (first, second) for p in page.context["page"].publications]
        assert len(seen) == len(set(seen)) == 23
        assert set(seen) == records

    @pytest.mark.parametrize("before", ["x", "-1", "9" * 40, "1;drop"])
    def test_a_page_key_nobody_gave_out_is_no_error(self, office, client, before):
        assert client.get(HERE, {"before": before}).status_code == 200


class TestOnShow:
    def test_natural_persons_are_never_shown(self, office, client):
        person = Subject(kind="natural_person", name="张某某")
        person.set_id_number("身份证", "239999199001011234")
        person.save()
        record = office.identifies(subject=person)
        assert record.public_id not in found(client, "张某某")
        assert client.get(f"{HERE}{record.public_id}/").status_code == 404

    def test_the_last_day_is_on_show_and_the_day_after_is_not(self, office, client, day):
        record = office.identifies(decided_on=date(2026, 8, 6), obligations=[("fine", True)])
        day("2027-08-06")
        assert client.get(f"{HERE}{record.public_id}/").status_code == 200
        day("2027-08-07")
        assert client.get(f"{HERE}{record.public_id}/").status_code == 404
        assert record.public_id not in found(client, record.document_number)

    def test_after_the_repair_search_address_and_sitemap_do_not_show_it(self, office, client):
        record = office.identifies()
        case = office.representative.applies(record)
        assert record.public_id in client.get("/sitemap-records.xml").content.decode()
        office.reviewer.accepts(case)
        office.reviewer.claims(case)
        office.reviewer.judges(case)
        office.reviewer.approves(case)
        office.works_the_channels()
        assert record.public_id not in found(client, record.document_number)
        assert client.get(f"{HERE}{record.public_id}/").status_code == 404
        assert record.public_id not in client.get("/sitemap-records.xml").content.decode()

    def test_no_cache_may_keep_the_page(self, office, client):
        record = office.identifies()
        for address in (HERE, f"{HERE}{record.public_id}/", "/sitemap-records.xml"):
            assert "no-store" in client.get(address).headers["Cache-Control"], address
