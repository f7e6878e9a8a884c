"""更正通知单 at the department: accept and correct, or explain; a second person decides what the law asks two for."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from casework.errors import NotOpenAnyMore
from rechecks.forms.orders import (
    ComplianceForm,
    DeceitForm,
    DecideForm,
    ExplainForm,
    GrantForm,
    HearForm,
    StatementForm,
)
from rechecks.models import Demand, RecheckCase, Status
from rechecks.selectors.orders import orders
from rechecks.services import correcting
from rechecks.services.complying import OPEN_TO_PROOF
from rechecks.services.deceit import deceit_of, was_told
from rechecks.views.registers import page_of
from rechecks.views.shown_orders import demands_shown, lines_of, proofs_of, sign_of
from registry.duties import departments_where, holds
from repair.views.refusals import NOT_VALID, SignedInRequest, attempt, personal, posted

DUTIES = ("review_cases", "countersign_cases")
Offer = tuple[str, Any, Any, type[Form]]  # the step, what it is called, its button, its form

HEAR: Offer = (
    "hear",
    gettext_lazy("Accept: hear the subject first"),
    gettext_lazy("Send the notice to the subject"),
    HearForm,
)
AGAIN: Offer = (
    "go_on_hearing",
    gettext_lazy("Accept: go on with the hearing, on the ground of which the subject was told"),
    gettext_lazy("Go on with the hearing"),
    Form,
)


def _ours(request: SignedInRequest) -> set[int]:
    ids = {pk for duty in DUTIES for pk in departments_where(request.user, duty)}
    if not ids:
        raise PermissionDenied
    return ids


def order_of_ours(request: SignedInRequest, number: str) -> RecheckCase:
    """An order to one of the reader's departments."""
    shown = RecheckCase.objects.select_related(
        "record", "subject", "department", "examines", "order_to_correct"
    )
    return shown.get(number=number, order_to_correct__isnull=False, department_id__in=_ours(request))


@login_required
@require_safe
@personal
def our_orders(request: SignedInRequest) -> HttpResponse:
    """The orders to one's departments, the newest first."""
    today = timezone.localdate()
    page = page_of(request, orders(_ours(request)))
    rows = [{"order": each, "sign": sign_of(each, today)} for each in page["rows"]]
    return render(request, "rechecks/our_orders.html", page | {"rows": rows, "nav": "our_orders"})


@login_required
@require_safe
@personal
def our_order(request: SignedInRequest, number: str) -> HttpResponse:
    return shown_to_us(request, order_of_ours(request, number))


def shown_to_us(
    request: SignedInRequest,
    recheck: RecheckCase,
    refused: dict[str, Form] | None = None,
    proving: ComplianceForm | None = None,
) -> HttpResponse:
    """The page, with what was refused on it."""
    today, order = timezone.localdate(), recheck.order_to_correct
    proposal = getattr(recheck, "proposal", None)
    statements = list(proposal.statements.all()) if proposal else []
    context: dict[str, Any] = {
        "recheck": recheck,
        "order": order,
        "finding": recheck.last_finding,
        "sign": sign_of(order, today),
        "lines": lines_of(recheck),
        "proposal": proposal,
        "statements": statements,
        "deceit": deceit_of(recheck),
        "acts": _acts(request, recheck, refused or {}, heard=bool(statements)),
        "demands": demands_shown(order),
        "proofs": [{"shown": each} for each in proofs_of(order)],
        "failed": bool(refused or proving),
        "nav": "our_orders",
    }
    if recheck.status in OPEN_TO_PROOF:
        context["proving"] = proving or ComplianceForm(order=order, prefix="proof")
    return render(request, "rechecks/our_order.html", context, status=NOT_VALID if context["failed"] else 200)


def _acts(
    request: SignedInRequest, recheck: RecheckCase, refused: dict[str, Form], *, heard: bool
) -> list[dict[str, Any]]:
    """What the reader can do where the order stands, the usual thing first."""
    reviews, signs = (holds(request.user, duty, recheck.department_id) for duty in DUTIES)
    proposal = getattr(recheck, "proposal", None)
    signs = signs and proposal is not None and proposal.by_id != request.user.pk  # the second person
    acts: list[Offer] = []
    if recheck.status == Status.CORRECTION_ORDERED:
        acts += _ordered(recheck, reviews=reviews, signs=signs, proposed=proposal is not None)
        acts += [HEAR] if "hear" in refused and HEAR not in acts else []
    if recheck.status == Status.HEARING and proposal:
        has_time = proposal.is_open(timezone.localdate())
        acts += _hearing(reviews=reviews, signs=signs, heard=heard, has_time=has_time)
    if recheck.status in (Status.CORRECTION_ORDERED, Status.HEARING) and reviews:
        acts.append(("explain", _("Explain instead"), _("Send the explanation"), ExplainForm))
    return [
        {
            "name": name,
            "title": title,
            "button": button,
            "form": refused.get(name) or _form(form, name, recheck),
            "url": reverse("rechecks:act_on_order", args=[recheck.number, name]),
        }
        for name, title, button, form in acts
    ]


def _form(kind: type[Form], name: str, recheck: RecheckCase, data: Any = None) -> Form:
    """The form of a step, with what it says of the case."""
    form = kind(data, prefix=name)
    if isinstance(form, DeceitForm):
        proposal = getattr(recheck, "proposal", None)
        form.beside(recheck.order_to_correct.deceived, was_told(proposal) if proposal else None)
    return form


def _ordered(recheck: RecheckCase, *, reviews: bool, signs: bool, proposed: bool) -> list[Offer]:
    """What an order asks for, of a reviewer or of a second person."""
    demand = recheck.order_to_correct.demand
    if demand == Demand.RESTORE and proposed:  # told before the order was explained and upheld
        return [AGAIN] if reviews else []
    second = "decide_grant", _("Decide as the second person"), _("Grant the repair after all"), Form
    first: dict[str, Offer] = {
        Demand.RESTORE: HEAR,
        Demand.END: ("end_show", _("Accept and correct"), _("Stop showing the record now"), Form),
        Demand.GRANT: (
            "propose_grant",
            _("Accept: propose the grant"),
            _("Pass on to a second person"),
            GrantForm,
        ),
    }
    if demand == Demand.GRANT and proposed:
        return [second] if signs else []
    return [first[demand]] if reviews else []


def _hearing(*, reviews: bool, signs: bool, heard: bool, has_time: bool) -> list[Offer]:
    """While the subject is heard: its words are taken down, and decided on when it has spoken or its days are over."""
    acts: list[Offer] = []
    if signs and (heard or not has_time):
        form = DecideForm if heard else DeceitForm
        acts.append(("decide_revoke", _("Decide as the second person"), _("Revoke the repair"), form))
    if reviews and has_time:
        title = _("Take down a statement made at the window")
        acts.append(("take_down", title, _("Keep the statement"), StatementForm))
    return acts


VERBS: dict[str, tuple[type[Form], Callable[..., Any]]] = {
    "hear": (HearForm, correcting.hear),
    "go_on_hearing": (Form, correcting.go_on_hearing),
    "end_show": (Form, correcting.end_show),
    "propose_grant": (GrantForm, correcting.propose_grant),
    "decide_grant": (Form, correcting.decide_to_grant),
    "decide_revoke": (DecideForm, correcting.decide_to_revoke),
    "take_down": (StatementForm, correcting.state),
    "explain": (ExplainForm, correcting.explain),
}


@login_required
@require_POST
@personal
def act_on_order(request: SignedInRequest, number: str, name: str) -> HttpResponse:
    """One step of the department in a correction."""
    recheck = order_of_ours(request, number)
    if name not in VERBS:
        raise RecheckCase.DoesNotExist
    kind, verb = VERBS[name]
    offered = [each["name"] for each in _acts(request, recheck, {}, heard=_is_heard(recheck))]
    if name not in offered and not (name == "hear" and "go_on_hearing" in offered):
        raise NotOpenAnyMore  # a ground typed on an older page comes back with why it cannot be taken
    more: dict[str, Any] = {}
    if name == "decide_revoke" and not _is_heard(recheck):
        kind, more = DeceitForm, {"considered": ""}
    form, today = _form(kind, name, recheck, posted(request)), timezone.localdate()
    if form.is_valid() and attempt(
        form, lambda: verb(number, **form.cleaned_data, **more, by=request.user, on=today)
    ):
        messages.success(request, _("Done. What follows stands below."))
        return redirect("rechecks:our_order", number)
    return shown_to_us(request, recheck, {name: form})


def _is_heard(recheck: RecheckCase) -> bool:
    proposal = getattr(recheck, "proposal", None)
    return proposal is not None and proposal.statements.exists()
