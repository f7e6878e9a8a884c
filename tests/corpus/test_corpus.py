"""Every file of the corpus gets an answer in words: no page fails, and each has its right message."""

from collections import Counter

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from casework.evidence.checking import check_waiting
from casework.evidence.names import LONGEST
from casework.evidence.refusals import WORDS
from casework.models import EvidenceFile
from tests.corpus.build import SIZE_LIMIT, corpus

FEW = 200
PER_CASE = 10  # an answer shows every file of its case


@pytest.fixture
def applicant(office, settings, tmp_path):
    settings.EVIDENCE_DIR = tmp_path
    settings.EVIDENCE_FILES = 1000
    settings.EVIDENCE_FILE_BYTES = SIZE_LIMIT
    settings.EVIDENCE_CASE_BYTES = 1 << 30
    client = Client()
    client.force_login(office.representative.user)
    return client


def test_every_file_gets_its_right_words(office, applicant, record_property):
    samples = corpus()
    assert len(samples) >= FEW
    codes = {str(words): code for code, words in WORDS.items()}
    said: dict[int, str] = {}
    kept: dict[int, int] = {}
    for number, sample in enumerate(samples):
        if number % PER_CASE == 0:
            case = office.representative.starts(office.identifies())
            url = f"/apply/{case.number}/evidence/r/"
        answer = applicant.post(url, {"files_r": SimpleUploadedFile(sample.name, sample.content)})
        assert answer.status_code in {200, 422}, sample.about
        if answer.status_code == 422:
            [words] = answer.json()["problems"]
            said[number] = next((code for text, code in codes.items() if words.endswith(text)), "size")
        else:
            kept[EvidenceFile.objects.latest("pk").pk] = number
    check_waiting(timezone.now(), most=len(kept))
    for file in EvidenceFile.objects.filter(pk__in=kept):
        said[kept[file.pk]] = file.refusal or file.state
        assert len(file.name) <= LONGEST
        assert file.name.isprintable()
    wrong = {
        samples[n].about: (code, set(samples[n].says))
        for n, code in said.items()
        if code not in samples[n].says
    }
    assert not wrong
    assert applicant.get(f"/apply/{case.number}/rectification/").status_code == 200
    record_property("corpus", f"{len(samples)} files: {dict(Counter(said.values()))}")
