"""What was uploaded goes when its time is over: the file, its rows, what was corrected in them. The figures stay."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import InternalError
from django.utils import timezone

from registry.importing import CannotImport, runs
from registry.importing.clearing import clear_old_files
from registry.importing.uploads import place_of
from registry.models import ImportMending, ImportRun, Record
from registry.models.runs import RowKind, RunState
from tests.registry.conftest import clean_rows, confirmed, mended

pytestmark = pytest.mark.django_db
LAST, AFTER = date(2027, 5, 20), date(2027, 5, 21)  # 180 days after the upload, and one more


@pytest.fixture
def run(brings, clerk):
    """Three rows: a good one, one corrected on the page, a bad one."""
    good, wrong, bad = clean_rows(3)
    uploaded = brings([good, wrong | {"CF_JDRQ": "2026-02-30"}, bad | {"CF_WSH": ""}])
    mended(uploaded, 3, clerk, CF_JDRQ="2026-11-02")
    uploaded.refresh_from_db()
    return uploaded


def test_the_file_and_its_rows_go_and_the_figures_stay(run, clerk, client):
    run = confirmed(run, clerk)
    client.force_login(clerk)
    page = f"/office/import/{run.public_id}/"
    assert "保存至2027年5月20日" in client.get(page).content.decode()
    assert clear_old_files(LAST) == 0
    assert [clear_old_files(AFTER), clear_old_files(AFTER)] == [1, 0]
    run.refresh_from_db()
    assert not place_of(run.stored).exists()
    assert not run.rows.exists()
    corrected = ImportMending.objects.get()
    assert (corrected.value, corrected.after, corrected.by) == ("", "2026-11-02", clerk)
    assert (run.state, run.total, run.created, run.rejected) == (RunState.IMPORTED, 3, 2, 1)
    assert Record.objects.filter(batch=run.batch).count() == 2
    said = client.get(page).content.decode()
    assert "2027年5月21日清除" in said
    assert "校验报告" not in said
    assert "下载问题行" not in said
    assert client.get(f"{page}bad-rows/").status_code == 404


def test_a_batch_can_still_be_taken_back(run, clerk):
    run = confirmed(run, clerk)
    clear_old_files(AFTER)
    run.refresh_from_db()
    runs.ask_undo(run, by=clerk)
    runs.work_imports(timezone.now)
    run.refresh_from_db()
    assert run.state == RunState.UNDONE


def test_what_was_not_imported_in_time_is_uploaded_again(run, clerk, client):
    clear_old_files(AFTER)
    with pytest.raises(CannotImport, match="请重新上传"):
        runs.confirm(run, by=clerk, now=timezone.now())
    with pytest.raises(CannotImport):
        mended(run, 4, clerk, CF_WSH="江环罚〔2026〕99号")
    client.force_login(clerk)
    assert "逾期未导入" in client.get("/office/import/").content.decode()
    said = client.get(f"/office/import/{run.public_id}/").content.decode()
    assert "文件逾期未导入，已清除" in said
    assert "导入 2 行，跳过 1 行</button>" not in said


def test_what_a_worker_reads_is_left_and_an_office_may_keep_it_for_ever(run, clerk, settings):
    runs.confirm(run, by=clerk, now=timezone.now())
    assert clear_old_files(AFTER) == 0
    ImportRun.objects.update(state=RunState.CHECKED)
    settings.IMPORT_KEPT_DAYS = 0
    assert clear_old_files(AFTER) == 0


class TestTheDatabase:
    def test_reads_nothing_that_is_gone(self, run, clerk):
        clear_old_files(AFTER)
        with pytest.raises(IntegrityError, match="import_run_read_has_its_file"), transaction.atomic():
            ImportRun.objects.update(state=RunState.CHECKING)

    def test_lets_a_correction_go_with_its_file_only(self, run):
        def refused(**change):
            with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
                ImportMending.objects.update(**change)

        refused(value="")
        refused(value="2026-11-03")
        clear_old_files(AFTER)
        refused(value="2026-11-03")
        assert run.rows.filter(kind=RowKind.MENDED).count() == 0
