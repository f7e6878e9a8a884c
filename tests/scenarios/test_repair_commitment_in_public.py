"""The commitment is made in public: with the record, for as long as the application runs and the record is shown."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from notifications import outbox
from notifications.delivery import HANDLERS, pdf_of
from notifications.models import Letter, PublicCopy
from repair.services.publishing import for_the_public


@pytest.fixture(autouse=True)
def _drawn_here(settings, tmp_path):
    settings.LETTERS_RENDER_ANYWHERE, settings.LETTER_DIR = True, tmp_path / "letters"


@pytest.fixture
def public(office, client):
    """What the public finds on a record: the link on its page, and the paper at its address."""

    def finds(record):
        outbox.relay(HANDLERS, seconds=60)
        page, address = (
            f"/public/records/{record.public_id}/",
            f"/public/records/{record.public_id}/commitment.pdf",
        )
        return address in client.get(page).content.decode(), client.get(address).status_code == 200

    return finds


NOWHERE, EVERYWHERE = (False, False), (True, True)


def test_from_the_application_until_the_record_is_gone(office, public):
    record = office.identifies()
    case = office.representative.starts(record)
    office.representative.states(case)
    office.representative.signs(case)
    assert public(record) == NOWHERE  # signed, and handed in to nobody
    office.representative.submits(case)
    assert public(record) == EVERYWHERE
    office.reviewer.accepts(case)
    office.reviewer.judges(case)
    office.reviewer.approves(case)
    office.works_the_channels()
    assert public(record) == NOWHERE


def test_an_application_taken_back_takes_its_commitment_along(office, public):
    case = office.has_received()
    assert public(case.record) == EVERYWHERE
    office.representative.withdraws(case)
    assert public(case.record) == NOWHERE


def test_it_is_not_kept_on_the_way_and_found_by_no_search_engine(office, public, client):
    case = office.has_received()
    public(case.record)
    answer = client.get(f"/public/records/{case.record.public_id}/commitment.pdf")
    assert answer["Cache-Control"] == "no-store, private"
    assert "noindex" in answer["X-Robots-Tag"]


def test_names_of_persons_are_masked_and_the_copy_is_genuine_all_the_same(office, public, client):
    case = office.has_received()
    public(case.record)
    copy = PublicCopy.objects.get()
    assert (copy.facts["signatory"], copy.facts["subject"]) == ("周*", case.subject.name)
    assert copy.letter.facts["signatory"] == "周宁"
    sent = {"pdf": SimpleUploadedFile("a.pdf", pdf_of(copy))}
    assert client.post(f"/v/{copy.letter.code}", sent).context["same"]


def test_of_a_natural_person_neither_name_nor_number_is_published(office, public):
    office.company.kind, office.company.name = "natural_person", "张小满"
    office.company.save()
    case = office.has_received()
    assert public(case.record) == NOWHERE  # the public page shows no natural person at all
    facts = for_the_public(Letter.objects.get(case_id=case.pk, kind="commitment").facts)
    assert (facts["subject"], facts["signatory"]) == ("张**", "周*")
