"""The credit office's orders to correct: the register, issuing one behind a finding, deciding on an explanation."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from casework.errors import NotOpenAnyMore
from notifications.preview import preview
from objections.views.at_desk import for_the_office_only
from rechecks.forms.orders import AcceptForm, NameSettlerForm, OrderForm, SettleForm
from rechecks.models import CorrectionOrder, RecheckCase, Status
from rechecks.models.status import CONFIRMED
from rechecks.selectors.blindness import without_the_hidden
from rechecks.selectors.lists import visible_to
from rechecks.selectors.orders import SHOWN, on_time, orders, without_an_order
from rechecks.selectors.outsiders import may_name_settler, who_may_settle
from rechecks.services.deceit import deceit_of
from rechecks.services.orders import Order, order
from rechecks.services.settling import name_settler, uphold, withdraw_order
from rechecks.views.registers import page_of
from rechecks.views.shown_orders import demands_shown, lines_of, proofs_of, sign_of
from repair.views.refusals import NOT_VALID, SignedInRequest, attempt, personal, posted


@login_required
@require_safe
@personal
def office_orders(request: SignedInRequest) -> HttpResponse:
    """Every order, how many were carried out in time, and the findings that wait for one."""
    for_the_office_only(request)
    today = timezone.localdate()
    page = page_of(request, without_the_hidden(orders(), request.user, recheck="recheck"))
    waiting = without_the_hidden(without_an_order(), request.user)
    context = page | {
        "rows": [{"order": each, "sign": sign_of(each, today)} for each in page["rows"]],
        "waiting": waiting[:SHOWN],
        "n_waiting": waiting.count(),
        "figure": on_time(today),
        "nav": "orders",
    }
    return render(request, "rechecks/orders.html", context)


def found_order(request: SignedInRequest, number: str) -> RecheckCase:
    """A confirmed finding, with its order if it has one."""
    for_the_office_only(request)
    shown = visible_to(request.user).select_related("record", "subject", "department", "examines")
    recheck = shown.get(number=number)
    if recheck.status not in CONFIRMED and not hasattr(recheck, "order_to_correct"):
        raise RecheckCase.DoesNotExist
    return recheck


@login_required
@require_safe
@personal
def office_order(request: SignedInRequest, number: str) -> HttpResponse:
    """One finding, with its order or the form for it."""
    return shown_to_office(request, found_order(request, number))


def shown_to_office(
    request: SignedInRequest,
    recheck: RecheckCase,
    *,
    issuing: OrderForm | None = None,
    settling: SettleForm | None = None,
    naming: NameSettlerForm | None = None,
    judging: dict[int, AcceptForm] | None = None,
) -> HttpResponse:
    """The page, with what was refused on it."""
    today = timezone.localdate()
    context: dict[str, Any] = {"recheck": recheck, "finding": recheck.last_finding, "nav": "orders"}
    if recheck.status in CONFIRMED:
        context["issuing"] = issuing or OrderForm(recheck=recheck, on=today)
    else:
        issued = recheck.order_to_correct
        context |= {"order": issued, "sign": sign_of(issued, today), "lines": lines_of(recheck)}
        context |= {"demands": demands_shown(issued), "proofs": _to_judge(issued, judging or {})}
        if recheck.status == Status.EXPLAINED:
            if issued.settler.pk == request.user.pk:
                context["settling"] = settling or SettleForm()
            if may_name_settler(request.user, recheck):
                context["naming"] = naming or NameSettlerForm(recheck=recheck, by=request.user, prefix="name")
            context["settler_is_missed"] = not who_may_settle(recheck).filter(pk=issued.settler.pk).exists()
        if proposal := getattr(recheck, "proposal", None):
            context |= {"proposal": proposal, "statements": list(proposal.statements.all())}
            context["deceit"] = deceit_of(recheck)
    failed = bool(issuing or settling or naming or judging)
    context["failed"] = failed
    return render(request, "rechecks/order.html", context, status=NOT_VALID if failed else 200)


def _to_judge(order: CorrectionOrder, refused: dict[int, AcceptForm]) -> list[dict[str, Any]]:
    """Every proof, with the form for those that wait to be judged."""
    return [
        {
            "shown": each,
            "form": (refused.get(each.row.pk) or AcceptForm(prefix=f"judge-{each.row.pk}"))
            if each.to_judge
            else None,
        }
        for each in proofs_of(order)
    ]


@login_required
@require_POST
@personal
def issue_order(request: SignedInRequest, number: str) -> HttpResponse:
    """Issue the order, or look at its letter first."""
    recheck = found_order(request, number)
    if recheck.status not in CONFIRMED:
        raise NotOpenAnyMore
    today = timezone.localdate()
    form = OrderForm(posted(request), recheck=recheck, on=today)
    if form.is_valid():
        asked = Order(**form.cleaned_data)
        step = lambda: order(number, asked, by=request.user, on=today)  # noqa: E731 - tried, or taken
        if "preview" in request.POST:
            seen: list[Any] = []
            if attempt(form, lambda: seen.append(preview(recheck, lambda: step().letter, by=request.user))):
                return redirect("notifications:preview_pdf", seen[0].public_id)
        elif attempt(form, step):
            messages.success(request, _("The order has been issued, and the department has been told."))
            return redirect("rechecks:office_order", number)
    return shown_to_office(request, recheck, issuing=form)


@login_required
@require_POST
@personal
def settle_order(request: SignedInRequest, number: str) -> HttpResponse:
    """The named person decides whether the order stands."""
    recheck = found_order(request, number)
    if recheck.status != Status.EXPLAINED:
        raise NotOpenAnyMore
    form, today = SettleForm(posted(request)), timezone.localdate()
    verb = withdraw_order if "withdraw" in request.POST else uphold
    if form.is_valid() and attempt(
        form, lambda: verb(number, words=form.cleaned_data["words"], by=request.user, on=today)
    ):
        messages.success(request, _("Decided; the department has been told."))
        return redirect("rechecks:office_order", number)
    return shown_to_office(request, recheck, settling=form)


@login_required
@require_POST
@personal
def name_another(request: SignedInRequest, number: str) -> HttpResponse:
    """Name another person to decide on the explanation, with a reason."""
    recheck = found_order(request, number)
    if recheck.status != Status.EXPLAINED:
        raise NotOpenAnyMore
    if not may_name_settler(request.user, recheck):
        raise PermissionDenied
    form, today = (
        NameSettlerForm(posted(request), recheck=recheck, by=request.user, prefix="name"),
        timezone.localdate(),
    )
    if form.is_valid() and attempt(
        form, lambda: name_settler(number, **form.cleaned_data, by=request.user, on=today)
    ):
        messages.success(request, _("Named; the person has been told."))
        return redirect("rechecks:office_order", number)
    return shown_to_office(request, recheck, naming=form)
