"""The picture of a flow: where a case has been, where it waits, where it can go."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from viewflow.workflow import chart
from viewflow.workflow.models import Process
from viewflow.workflow.nodes import If, Switch
from viewflow.workflow.status import STATUS

ROUND = ("START", "END")
LINE = 20


def flow_svg(flow_class: Any, process: Process | None = None) -> SafeString:
    """A flow as SVG in the current language; with a process, the desks it has passed are marked."""
    grid = chart.calc_layout_data(flow_class)
    if process is not None:
        chart.calc_cell_status(flow_class, grid, process.pk)
    cells = [
        {"cell": cell, "form": _form(cell.node), "state": _state(cell.status), "lines": _lines(cell.shape)}
        for cell in grid.cells
    ]
    return render_to_string(
        "casework/flow.svg", {"grid": grid, "cells": cells, "title": flow_class.process_title}
    )


def flow_bpmn(flow_class: Any) -> str:
    """A flow as BPMN 2.0, for the tools of whoever wants to study it."""
    return chart.grid_to_bpmn(chart.calc_layout_data(flow_class, edge_start_gap_size=0, edge_end_gap_size=0))


def _form(node: Any) -> str:
    if isinstance(node, If | Switch):
        return "gateway"
    return "event" if node.task_type in ROUND else "task"


def _lines(shape: Any) -> list[tuple[str, float]]:
    """The words of a task with the height of each line, centred."""
    words = [text for text, *_rest in shape.text]
    middle = shape.height / 2 - (len(words) - 1) * LINE / 2
    return [(text, middle + n * LINE) for n, text in enumerate(words)]


def _state(status: str | None) -> str:
    if status in (STATUS.NEW, STATUS.ASSIGNED, STATUS.STARTED):
        return "here"
    return "passed" if status == STATUS.DONE else ""
