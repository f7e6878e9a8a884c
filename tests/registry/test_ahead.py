"""Reading ahead gives the same items, the same errors, and leaves no thread behind."""

import threading
from itertools import count

import pytest

from registry.importing.ahead import ahead


def readers() -> int:
    return sum(thread.name == "import-reader" for thread in threading.enumerate())


def test_the_same_items_in_the_same_order():
    assert list(ahead(iter(range(1, 500)))) == list(range(1, 500))
    assert readers() == 0


def test_what_reading_raises_is_raised_after_what_was_read():
    def items():
        yield 1
        raise OSError("the disk is gone")

    seen = []
    with pytest.raises(OSError, match="disk"):
        seen.extend(ahead(items()))
    assert readers() == 0


def test_an_import_that_stops_half_way_stops_its_reader():
    reading = ahead(count(1))
    assert next(reading) == 1
    reading.close()
    assert readers() == 0
