"""The operators' handbook names every variable that the system reads."""

import re

import pytest

from tools.launch.places import ROOT

READERS = ("config/settings.py", "config/gunicorn.py", "tools/launch/serving.py")
NAMED = re.compile(r"""env(?:iron\.get|\.\w+)\(\s*["']([A-Z][A-Z_]+)["']""")
OF_THE_LAUNCHER = {"XINXIU_AS_OWNER"}  # set by ./run for migrate and the tests, never by an operator


def variables() -> set[str]:
    return {
        name for reader in READERS for name in NAMED.findall((ROOT / reader).read_text())
    } - OF_THE_LAUNCHER


@pytest.mark.parametrize("handbook", ["docs/operators.md", "docs/operators.zh-CN.md"])
def test_every_variable_is_in_the_handbook(handbook):
    written = set(re.findall(r"`([A-Z][A-Z_]+)`", (ROOT / handbook).read_text()))
    assert variables() - written == set()
