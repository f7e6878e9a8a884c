"""C10: the registers and the lists of what is to be disposed of, as the credit office reads them."""

from hashlib import sha256
from pathlib import Path

import pytest
from django.utils import timezone

from casework.looks import note_look
from casework.models import CaseLook
from rechecks.selectors.registers import decisions_by_version
from rechecks.services.disposing import hold

pytestmark = pytest.mark.browser
REGISTERS = "/office/registers/"


def test_the_credit_office_reads_its_registers(office, visitor):
    case = office.has_granted()
    note_look(office.reviewer.user, case.number, "repair:desk", now=timezone.now())
    hold(case.number, "行政诉讼尚未审结。", by=office.credit_officer.user, on=office.day.today)
    gao = visitor("gao")
    gao.goes_to(f"{REGISTERS}?q={case.number}")
    assert case.number in gao.reads()
    gao.looks_at("registers-looks")
    with gao.page.expect_download() as taken_out:
        gao.page.get_by_role("button", name="导出为 Excel").click()
    digest = sha256(Path(taken_out.value.path()).read_bytes()).hexdigest()
    gao.goes_to(f"{REGISTERS}steps/")
    assert "准予修复" in gao.reads()
    gao.looks_at("registers-steps")
    gao.goes_to(f"{REGISTERS}files/")
    gao.looks_at("registers-files")
    gao.goes_to(f"{REGISTERS}exports/")
    assert digest in gao.reads()
    gao.looks_at("registers-exports")
    gao.goes_to(f"{REGISTERS}decisions/")
    gao.looks_at("registers-decisions")
    line = decisions_by_version()[0]
    gao.goes_to(f"{REGISTERS}decisions/{line.instrument}/{line.version}/")
    gao.looks_at("registers-decided")
    gao.goes_to(f"{REGISTERS}retention/")
    assert "待核实" in gao.reads()
    gao.looks_at("registers-retention")
    assert CaseLook.objects.count() == 1
