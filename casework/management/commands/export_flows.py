"""Write the picture of every flow to docs/flows, as SVG and BPMN."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation
from viewflow.workflow.fields import import_flow_by_ref

from casework.pictures import flow_bpmn, flow_svg

FLOWS = {
    "repair": "repair/flows.RepairFlow",
    "objection": "objections/flows.ObjectionFlow",
    "recheck": "rechecks/flows.RecheckFlow",
}


class Command(BaseCommand):
    help = "Write docs/flows/<flow>.svg (Chinese), <flow>.en.svg and <flow>.bpmn."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", default=str(settings.BASE_DIR / "docs" / "flows"))

    def handle(self, *, folder: str, **options: Any) -> None:
        target = Path(folder)
        target.mkdir(parents=True, exist_ok=True)
        for name, reference in FLOWS.items():
            flow = import_flow_by_ref(reference)
            for language, ending in (("zh-hans", "svg"), ("en", "en.svg")):
                with translation.override(language):
                    (target / f"{name}.{ending}").write_text(flow_svg(flow), encoding="utf-8")
            with translation.override("zh-hans"):
                (target / f"{name}.bpmn").write_text(flow_bpmn(flow), encoding="utf-8")
            self.stdout.write(f"{name}: {target}")
