"""Write a synthetic penalty file of one of the two 双公示 layouts."""

import csv
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from registry.importing.layouts import LAYOUTS, Layout
from registry.importing.writing import new_workbook, text_row
from registry.sample import Sample, summary

ENCODINGS = ("utf-8", "utf-8-sig", "gb18030")


class Command(BaseCommand):
    help = "Write N synthetic penalty records: same seed and same day, same file."

    def add_arguments(self, parser):
        parser.add_argument("count", type=int, metavar="N")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--layout", choices=[layout.name for layout in LAYOUTS], default="new")
        parser.add_argument("--encoding", choices=ENCODINGS, default="utf-8")
        parser.add_argument("--format", choices=("csv", "xlsx"), default="csv")
        parser.add_argument(
            "--names", action="store_true", help="Chinese names in the header instead of codes"
        )
        parser.add_argument(
            "--dirt", type=float, default=0.02, help="share of dirty rows, over all kinds of dirt"
        )
        parser.add_argument(
            "--as-of", type=date.fromisoformat, help="the day before which decisions lie; today"
        )
        parser.add_argument("-o", "--output", type=Path, required=True)

    def handle(self, *, count, seed, layout, encoding, dirt, as_of, names, output, **options):
        if count < 0 or not 0 <= dirt <= 1:
            raise CommandError(
                "N 不能为负，dirt 应在 0 与 1 之间。 / N is zero or more, dirt between 0 and 1.", returncode=2
            )
        sample = Sample(count, seed, as_of or timezone.localdate(), layout, dirt)
        chosen = next(each for each in LAYOUTS if each.name == layout)
        output.parent.mkdir(parents=True, exist_ok=True)
        header = [column.names[0] if names else column.code for column in chosen.columns]
        if options["format"] == "xlsx":
            _write_workbook(sample, chosen, header, output)
        else:
            _write_csv(sample, chosen, header, output, encoding)
        self._tell(sample, output)

    def _tell(self, sample: Sample, output: Path) -> None:
        dirty = sum(sample.made.values())
        self.stdout.write(
            f"{output}：{sample.count:,} 行 rows，种子 seed {sample.seed}，截至 as of {sample.as_of}，"
            f"有意弄脏 dirty {dirty:,}（{dirty / max(sample.count, 1):.2%}）"
        )
        for kind, made in summary(sample):
            self.stdout.write(
                f"  {made:>6,}  {made / max(sample.count, 1):7.3%}  {kind.name} → {kind.answer}"
            )


def _write_csv(sample: Sample, layout: Layout, header: list[str], output: Path, encoding: str) -> None:
    codes = [column.code for column in layout.columns]
    with output.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([cells.get(code, "") for code in codes] for cells in sample)


def _write_workbook(sample: Sample, layout: Layout, header: list[str], output: Path) -> None:
    workbook = new_workbook()
    sheet = workbook.create_sheet("行政处罚")
    sheet.append(header)
    for cells in sample:
        sheet.append(text_row(sheet, [cells.get(column.code, "") for column in layout.columns]))
    workbook.save(output)
