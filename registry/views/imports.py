"""The import page (C8): upload, progress, report, correction, import, and the whole batch back."""

import io
from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from registry.duties import may_import
from registry.exporting import begun, registered
from registry.importing import mending
from registry.importing import runs as procedure
from registry.importing.access import departments_of, visible_to
from registry.importing.clearing import kept_until
from registry.importing.hints import publication_term
from registry.importing.layouts import LAYOUTS, read_header
from registry.importing.reading import UnreadableFile
from registry.importing.reporting import cells_of, problems_of
from registry.importing.run import CannotImport
from registry.importing.uploads import take_in
from registry.importing.writing import write_rows, write_template
from registry.models import Department, ExportForm, ImportRun
from registry.models.runs import RowKind, RunState
from registry.views.shown_imports import (
    grouped,
    in_words,
    page_of_rows,
    progress_words,
    said,
    still_wrong,
    tabs,
    verdict,
)
from rules.services import current_library

PAGE = 20
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.zip"}),
        error_messages={
            "required": gettext_lazy("Choose the file to import"),
            "empty": gettext_lazy("The file is empty. Choose the file that has the rows"),
        },
    )


class ImporterRequest(HttpRequest):
    """A request of somebody who may import."""

    user: User


def for_importers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open to those with the duty in some department, and to the credit office; kept by no cache."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_import(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return never_cache(answered)


def mine(request: ImporterRequest, public_id: str) -> ImportRun:
    return get_object_or_404(visible_to(request.user), public_id=public_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@for_importers
def runs(request: ImporterRequest) -> HttpResponse:
    """What was uploaded so far, and a place for the next file."""
    form = (
        UploadForm(request.POST or None, request.FILES or None) if request.method == "POST" else UploadForm()
    )
    if form.is_bound and form.is_valid():
        try:
            taken = _take_in(request, form)
        except UnreadableFile as reason:
            form.add_error("file", said(reason))
        else:
            if len(taken) == 1:
                return redirect("registry:import_run", taken[0].public_id)
            messages.success(request, _("%(n)s files are being checked") % {"n": len(taken)})
            return redirect("registry:imports")
    context = _list(request) | {"form": form, "nav": "imports"}
    return render(request, "registry/imports.html", context, status=422 if form.errors else 200)


def _take_in(request: ImporterRequest, form: UploadForm) -> list[ImportRun]:
    file = form.cleaned_data["file"]
    departments = departments_of(request.user)
    return take_in(file, file.name, departments=departments, by=request.user, now=timezone.now())


def _list(request: ImporterRequest) -> dict[str, Any]:
    seen = visible_to(request.user).select_related("uploaded_by").order_by("-pk")
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit() and len(before) < 19:
        seen = seen.filter(pk__lt=int(before))
    found = list(seen[: PAGE + 1])
    shown = found[:PAGE]
    older = f"{reverse('registry:imports')}?before={shown[-1].pk}" if len(found) > PAGE else ""
    return {
        "runs": [(each, grouped(each.total), verdict(each)) for each in shown],
        "next_url": older,
        "layouts": LAYOUTS,
        "offices": Department.objects.filter(pk__in=departments_of(request.user)),
        "most_rows": grouped(procedure.MOST_ROWS),
        "most_mb": settings.IMPORT_FILE_BYTES >> 20,
    }


@login_required
@require_safe
@for_importers
def template(request: ImporterRequest, layout: str) -> HttpResponse:
    """An empty workbook of one of the layouts."""
    chosen = next((each for each in LAYOUTS if each.name == layout), None)
    if chosen is None:
        raise Http404
    file = io.BytesIO()
    write_template(chosen, file)
    return _workbook(file, f"import-template-{chosen.name}.xlsx")


def _workbook(file: io.BytesIO, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(file.getvalue(), content_type=XLSX, headers=headers)


@login_required
@require_safe
@for_importers
def run(request: ImporterRequest, public_id: str) -> HttpResponse:
    """One file: how far it is, what was found, what can be done."""
    one = mine(request, public_id)
    context: dict[str, Any] = {"run": one, "nav": "imports", "progress_words": progress_words(one)}
    if not (one.is_working or one.cleared_on) and one.header and one.state != RunState.REFUSED:
        context |= _report(request, one)
    context |= {
        "problem": said(one.problem) if one.problem else "",
        "verdict": verdict(one),
        "kept_until": kept_until(one),
        "before": procedure.imported_before(one),
        "counts": [
            (label, grouped(count))
            for label, count in (
                (_("rows"), one.total), (pgettext("rows", "new"), one.created), (pgettext("rows", "changed"), one.updated),
                (pgettext("rows", "already there"), one.unchanged), (pgettext("rows", "refused"), one.rejected),
            )
        ],
    }  # fmt: skip
    return render(request, "registry/import_run.html", context)


def _report(request: ImporterRequest, one: ImportRun) -> dict[str, Any]:
    default = RowKind.ERROR if one.rejected else RowKind.HINT if one.hinted else RowKind.DUPLICATE
    asked = request.GET.get("show", "")
    kind = asked if asked in RowKind.values else default.value
    after = request.GET.get("after", "")
    start = int(after) if after.isascii() and after.isdigit() and len(after) < 10 else 0
    report: dict[str, Any] = {"kind": kind, "tabs": tabs(one, kind), "is_first": not start}
    if kind == RowKind.MENDED:
        header = read_header(one.header)
        names = {each.code: each.names[0] for each in header.layout.columns}
        mendings = one.mendings.select_related("by")
        report["mendings"] = [(each, names.get(each.field, each.field)) for each in mendings[:500]]
        return report
    rows, more = page_of_rows(one, kind, start)
    if kind == RowKind.HINT:
        report["term"] = publication_term(current_library(), timezone.localdate())
    return report | {"rows": rows, "next_url": more}


@login_required
@require_safe
@for_importers
def progress(request: ImporterRequest, public_id: str) -> HttpResponse:
    """How far the work is, for the script of the page."""
    one = mine(request, public_id)
    facts = {"state": one.state, "working": one.is_working, "done": one.done, "total": one.total}
    return JsonResponse(facts | {"words": progress_words(one)})


@login_required
@require_safe
@for_importers
def bad_rows(request: ImporterRequest, public_id: str) -> HttpResponse:
    """The refused rows with their original columns and what is wrong: mended, they can be uploaded as they are."""
    one = mine(request, public_id)
    if not one.header or not one.rejected or one.cleared_on:
        raise Http404
    header, mended = read_header(one.header), mending.mended_in(one)
    refused = one.rows.filter(kind=RowKind.ERROR).iterator(chunk_size=1000)
    rows = (
        (header.replaced(cells_of(row), mended.get(row.number)), in_words(list(problems_of(row)), header))
        for row in refused
    )
    file = io.BytesIO()
    write_rows(header.cells, rows, file)
    asked = {"number": one.number}
    export = begun(
        _("Refused rows of an import"), ExportForm.WORKBOOK, rows=one.rejected, by=request.user,
        now=timezone.now(), asked=asked,
    )  # fmt: skip
    registered(export, file.getvalue())
    return _workbook(file, f"{one.number}-bad-rows.xlsx")


@login_required
@require_POST
@for_importers
def mend(request: ImporterRequest, public_id: str, row: int) -> HttpResponse:
    """Correct cells of a refused row; it is checked again at once."""
    one = mine(request, public_id)
    try:
        left = mending.mend(
            one, row, request.POST.dict(), by=request.user, on=timezone.localdate(), now=timezone.now()
        )
    except CannotImport as refusal:
        messages.error(request, said(refusal))
    else:
        if left:
            messages.warning(request, still_wrong(row, len(left)))
        else:
            messages.success(request, _("Row %(row)s is corrected and will be imported.") % {"row": row})
    return redirect(f"{reverse('registry:import_run', args=[public_id])}?show=error#report")


@login_required
@require_POST
@for_importers
def confirm(request: ImporterRequest, public_id: str) -> HttpResponse:
    """Import the good rows of a checked file."""
    one = mine(request, public_id)
    return _asked(request, one, lambda: procedure.confirm(one, by=request.user, now=timezone.now()))


@login_required
@require_POST
@for_importers
def undo(request: ImporterRequest, public_id: str) -> HttpResponse:
    """Have the whole batch taken back; the page says if something stands in the way."""
    one = mine(request, public_id)
    return _asked(request, one, lambda: procedure.ask_undo(one, by=request.user))


def _asked(request: ImporterRequest, one: ImportRun, step: Callable[[], object]) -> HttpResponse:
    """Take a step of the file; its page says what stands in the way."""
    try:
        step()
    except CannotImport as refusal:
        messages.error(request, said(refusal))
    return redirect("registry:import_run", one.public_id)
