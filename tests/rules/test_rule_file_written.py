"""A rule set goes out as a rule file and comes back as the same content; a changed file is refused by name."""

import pytest

from rules.reading import BadRuleFile, ChangedFile, read_bytes, stated_digest
from rules.writing import file_of
from tests.rules.asking import shipped_library


@pytest.mark.parametrize("instrument", shipped_library().instruments, ids=lambda i: i.id)
def test_every_shipped_set_written_and_read_again_says_the_same(instrument):
    text = file_of(instrument)
    again = read_bytes(text.encode(), "again.toml")
    assert again == instrument
    assert (again.sha256, again.content) == (instrument.sha256, instrument.content)
    assert stated_digest(text) == instrument.sha256


def test_a_file_that_was_changed_after_it_was_written_is_refused_with_both_digests():
    text = file_of(shipped_library().instrument("CN-OFFICE"))
    changed = text.replace("value = 10", "value = 3", 1)
    with pytest.raises(ChangedFile) as refused:
        read_bytes(changed.encode(), "CN-OFFICE.toml")
    assert refused.value.stated == stated_digest(text)
    assert refused.value.found != refused.value.stated
    assert "CN-OFFICE.toml" in str(refused.value)


def test_another_layout_of_the_same_content_is_the_same():
    text = file_of(shipped_library().instrument("CN-OFFICE"))
    spaced = text.replace(" = ", "   =  ").replace("# content-sha256   =  ", "# content-sha256 = ")
    assert read_bytes(spaced.encode(), "spaced.toml").sha256 == stated_digest(text)


def test_what_is_no_rule_file_is_refused():
    with pytest.raises(BadRuleFile, match="not readable"):
        read_bytes(b"\xff\xfe", "picture.toml")
