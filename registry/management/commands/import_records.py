"""Import a file of penalty records (双公示 layouts), or take a batch back."""

import sys
import time
from contextlib import ExitStack
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from registry.importing import (
    CannotImport,
    Outcome,
    UnreadableFile,
    as_json_lines,
    import_file,
    undo_batch,
)

BAR = 28


class Command(BaseCommand):
    help = (
        "Import penalty records from CSV (UTF-8, GB18030) or XLSX in either 双公示 layout. "
        "Exit status: 0 all rows good, 1 some rejected, 2 the file could not be read."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="check everything, change nothing")
        parser.add_argument("--report", type=Path, metavar="F.jsonl", help="one JSON line per row")
        parser.add_argument(
            "--batch", default="", metavar="NAME", help="name under which it can be taken back"
        )
        parser.add_argument("--undo", default="", metavar="BATCH", help="take a whole batch back")
        parser.add_argument(
            "--progress", action="store_true", help="draw the progress bar also without a terminal"
        )

    def handle(self, *, file, undo, **options):
        if bool(file) == bool(undo):
            raise CommandError(
                "请给出文件或 --undo 批次名。 / Name a file, or a batch with --undo.", returncode=2
            )
        try:
            if undo:
                self._undo(undo)
                return
            outcome = self._import(file, **options)
        except (CannotImport, UnreadableFile) as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        if not outcome.is_clean:
            sys.exit(1)

    def _undo(self, name: str) -> None:
        undone = undo_batch(name, on=timezone.localdate())
        self.stdout.write(
            f"已撤回批次 taken back “{name}”：删除 deleted {undone.deleted:,}，恢复 restored {undone.restored:,}"
        )

    def _import(self, file: Path, *, dry_run, report, batch, progress, **_options) -> Outcome:
        began = time.perf_counter()
        with ExitStack() as stack:
            try:
                lines = stack.enter_context(report.open("w", encoding="utf-8")) if report else None
            except OSError as reason:
                raise CannotImport(
                    f"无法写入报告 {report}。 / The report cannot be written: {reason}"
                ) from reason
            bar = self._bar(began) if progress or self.stderr.isatty() else None
            outcome = import_file(
                file,
                on=timezone.localdate(),
                batch_name=batch,
                tell=as_json_lines(lines) if lines else None,
                dry_run=dry_run,
                progress=bar,
            )
            if bar:
                bar(outcome.rows, 1.0)
                self.stderr.write("", ending="\n")
        self._summary(outcome, time.perf_counter() - began, dry_run)
        return outcome

    def _bar(self, began: float):
        def draw(rows: int, share: float) -> None:
            full = round(BAR * min(share, 1.0))
            speed = rows / max(time.perf_counter() - began, 0.001)
            line = f"\r[{'█' * full}{'·' * (BAR - full)}] {share:4.0%}  {rows:,} 行 rows  {speed:,.0f}/s"
            self.stderr.write(line, ending="")
            self.stderr.flush()

        return draw

    def _summary(self, outcome: Outcome, seconds: float, dry_run: bool) -> None:
        counts = outcome.counts
        words = "试运行，未写入 dry run, nothing written" if dry_run else f"批次 batch “{outcome.batch}”"
        self.stdout.write(
            f"{words}：{outcome.rows:,} 行 rows，新增 created {counts['created']:,}，"
            f"更新 updated {counts['updated']:,}，未变 unchanged {counts['unchanged']:,}，"
            f"退回 rejected {counts['rejected']:,}（{seconds:.1f} s，{outcome.rows / max(seconds, 0.001):,.0f} 行/秒 rows/s）"
        )
        for code, count in sorted(outcome.by_code.items(), key=lambda each: -each[1]):
            self.stdout.write(f"  {count:>7,}  {code}")
