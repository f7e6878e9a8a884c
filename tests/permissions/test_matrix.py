"""Every address × method × person × situation answers as matrix.toml says, and nothing else happens."""

import re
from difflib import unified_diff

import pytest
from django.utils.html import strip_tags

from tests.permissions.asking import PARAMETERS
from tests.permissions.conftest import CELLS
from tests.permissions.table import NOT_SIGNED_IN, read_table

pytestmark = pytest.mark.django_db  # the stage lies below each test's own transaction
TABLE, EVERYONE = read_table()
each_address = pytest.mark.parametrize("address", TABLE.values(), ids=TABLE)


def test_every_address_has_a_row_and_every_row_an_address():
    """A new address fails here until the table says who may use it."""
    assert set(PARAMETERS) == set(TABLE)


def test_the_table_speaks_of_everybody_on_stage(stage):
    assert EVERYONE | set(NOT_SIGNED_IN) == set(stage.people) | {"anonymous"}


@each_address
def test_who_gets_what(asker, address):
    answers = asker.asked(address).answers
    for answer in answers:
        CELLS[answer.method] += 1
    wrong = [str(answer) for answer in answers if answer.status != answer.wanted]
    assert not wrong, "\n".join(["", *wrong])


@each_address
def test_reading_and_every_refusal_change_no_table(asker, address):
    """Also GET and HEAD: a page that is only looked at leaves nothing behind."""
    assert not {asked: tables for asked, tables in asker.asked(address).changes.items() if tables}


@each_address
def test_what_one_may_not_see_answers_as_if_it_were_not_there(asker, address):
    """Byte for byte, but for the form's token and the address that was asked for."""
    for answer in asker.asked(address).answers:
        if answer.absent and (answer.status == 404 or answer.absent[0] == answer.status):
            CELLS["compared with an id that nothing has"] += 1
            told = unified_diff(answer.absent[1].decode().splitlines(), answer.body.decode().splitlines())
            assert (answer.status, answer.body) == answer.absent, "\n".join(
                [answer.asked, answer.person, *told]
            )


@each_address
def test_who_is_not_signed_in_is_asked_to_sign_in(asker, address):
    if not address.is_open:
        for answer in asker.asked(address).answers:
            if answer.person in NOT_SIGNED_IN:
                assert answer.location.startswith("/login/?next=/"), str(answer)


@each_address
def test_what_comes_too_late_is_told_in_words(asker, address):
    for answer in asker.asked(address).answers:
        if answer.status == 409 and answer.method != "HEAD":
            main = re.search(r"<main.*</main>", answer.body.decode(), re.DOTALL)
            assert main, str(answer)
            assert "你填写的内容没有提交" in strip_tags(main.group()) or len(strip_tags(main.group())) > 40
