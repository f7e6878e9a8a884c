"""C10: the registers of the credit office: who looked at what, and which decisions stand on which version of the rules."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from casework.access import hidden_from, watches
from casework.errors import CaseError
from casework.workbook import download
from rechecks.selectors import registers
from rechecks.selectors.registers import Searched
from rechecks.views import register_files
from rechecks.views.register_files import REGISTERS
from repair.views.refusals import NOT_VALID, SignedInRequest, personal, posted

PAGE = 50
PAGES = {  # template, and which of the tabs it is
    "looks": ("rechecks/looks.html", "looks"),
    "steps": ("rechecks/steps.html", "steps"),
    "files": ("rechecks/file_looks.html", "file_looks"),
    "exports": ("rechecks/exports.html", "exports"),
}
NOT_A_DAY = {"invalid": gettext_lazy("Please enter a day")}


def _a_day(label: Any) -> forms.DateField:
    day = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=day, error_messages=NOT_A_DAY)


class SearchForm(forms.Form):
    """What the register is searched for."""

    q = forms.CharField(label=gettext_lazy("Number or person"), max_length=128, required=False)
    since = _a_day(gettext_lazy("From"))
    until = _a_day(gettext_lazy("Through"))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("since") and said.get("until") and said["since"] > said["until"]:
            self.add_error("until", _("The last day lies before the first"))
        return said


def for_watchers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The registers are open to the credit office and to auditors, and never cached."""

    @wraps(view)
    def answered(request: HttpRequest, **named: Any) -> HttpResponse:
        if not watches(request.user):
            raise PermissionDenied
        return view(request, **named)

    return login_required(require_safe(never_cache(answered)))


@for_watchers
def looks(request: HttpRequest) -> HttpResponse:
    """Which officer was shown the page of which case, and for what."""
    return _register(request, "looks")


@for_watchers
def steps(request: HttpRequest) -> HttpResponse:
    """Who took which step in which case."""
    return _register(request, "steps")


@for_watchers
def file_looks(request: HttpRequest) -> HttpResponse:
    """Who opened which file of evidence."""
    return _register(request, "files")


@for_watchers
def exports(request: HttpRequest) -> HttpResponse:
    """What was taken out of the house, by whom and when."""
    return _register(request, "exports")


def _register(request: HttpRequest, register: str) -> HttpResponse:
    form, (template, here) = SearchForm(request.GET), PAGES[register]
    context: dict[str, Any] = {"form": form, "nav": "registers", "here": here, "register": register}
    if not form.is_valid():
        return render(request, template, context | {"rows": []}, status=NOT_VALID)
    found = REGISTERS[register]
    page = page_of(request, found.rows_of(_searched(form), hidden_from(request.user)))
    return render(request, template, context | page | {"rows": found.shown(page["rows"])})


def _searched(form: SearchForm) -> Searched:
    said = form.cleaned_data
    return Searched(said["q"].strip(), said["since"], said["until"])


def page_of(request: HttpRequest, rows: Any) -> dict[str, Any]:
    """One page of a list by falling key: `before` is where it begins; what was searched for stays."""
    searched = {name: value for name, value in request.GET.items() if name != "before" and value}
    before = request.GET.get("before", "")
    after = before if before.isascii() and before.isdecimal() and len(before) < 19 else ""
    if after:
        rows = rows.filter(pk__lt=int(after))
    found = list(rows[: PAGE + 1])
    context: dict[str, Any] = {"rows": found[:PAGE]}
    if len(found) > PAGE:
        context["next_url"] = "?" + urlencode(searched | {"before": found[PAGE - 1].pk})
    if after:
        context["first_url"] = "?" + urlencode(searched)
    return context


@login_required
@require_POST
@personal
def export_register(request: SignedInRequest, register: str) -> HttpResponse:
    """What was searched for, as a workbook; that it was taken out stands in the register of exports."""
    if not watches(request.user):
        raise PermissionDenied
    if register not in REGISTERS:
        raise Http404
    form = SearchForm(posted(request))
    if form.is_valid():
        try:
            return _taken_out(request, register, _searched(form))
        except CaseError as refusal:
            form.add_error(refusal.field, str(refusal))
    template, here = PAGES[register]
    context = {"form": form, "nav": "registers", "here": here, "register": register, "rows": []}
    return render(request, template, context, status=NOT_VALID)


def _taken_out(request: SignedInRequest, register: str, searched: Searched) -> HttpResponse:
    now = timezone.localtime()
    content = register_files.export_register(register, searched, by=request.user, now=now)
    return download(content, f"{register}-{now:%Y-%m-%d}.xlsx")


@for_watchers
def decisions(request: HttpRequest) -> HttpResponse:
    """How many decisions stand on which version of which instrument."""
    rows = registers.decisions_by_version(hidden_from(request.user))
    context = {"nav": "registers", "here": "decisions", "rows": rows}
    return render(request, "rechecks/decisions.html", context)


@for_watchers
def decided(request: HttpRequest, instrument: str, version: str) -> HttpResponse:
    """The decisions that stand on one version of an instrument."""
    context = page_of(request, registers.decided_under(instrument, version, hidden_from(request.user)))
    if not context["rows"] and "first_url" not in context:
        raise Http404
    context |= {"nav": "registers", "here": "decisions", "instrument": instrument, "version": version}
    return render(request, "rechecks/decided.html", context)
