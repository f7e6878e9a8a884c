"""The answers that every application of an entity shares: its facts, and who is told (E7, E8)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework.wording import person_name
from registry.secret import masked_number
from repair.entity_forms import ContactForm, SubjectForm
from repair.models import Contact, RepairCase, SubjectCheck
from repair.services.contact import TooOften, confirm_number, keep_contact, send_code
from repair.services.counter import filing_behind, is_clerk
from repair.services.subject_check import check_subject, facts_of_subject
from repair.views.drafted import Drafting
from repair.views.drafting import keeps_draft
from repair.views.mine import my_case, preparing
from repair.views.records import mandate_for
from repair.views.refusals import NOT_VALID, SignedInRequest, personal, posted

TOO_MANY = 429


def way_back(request: SignedInRequest, number: str) -> str:
    """Where a page of the application leads to when it is done: the task list, or the check it was opened from."""
    page = "check" if request.GET.get("back") == "check" else "tasks"
    return reverse(f"repair:{page}", args=[number])


def way_on(request: SignedInRequest, number: str) -> str:
    """The same after a change of the materials: by way of the signature, where it has to be given again."""
    case = my_case(request, number)
    if request.GET.get("back") == "check" and case.commitment_signed_on is None and case.status != "applied":
        return f"{reverse('repair:commitment', args=[number])}?back=check"
    return way_back(request, number)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@personal
@keeps_draft("subject")
def subject(request: SignedInRequest, number: str) -> HttpResponse:
    """The facts of the register, right or wrong."""
    case = preparing(request, number)
    given = SubjectCheck.objects.filter(case=case).first()
    initial = {"right": "yes" if given.right else "no", "remark": given.remark} if given else {}
    form = SubjectForm(posted(request), initial=initial)
    draft, today = Drafting(request, case, "subject"), timezone.localdate()
    draft.recall(form)

    def keep() -> None:
        said = form.cleaned_data
        check_subject(case, right=said["right"] == "yes", remark=said["remark"], by=request.user, on=today)

    if form.is_valid() and draft.attempt(form, keep):
        return redirect(way_back(request, number))
    context = {
        "nav": "applications",
        "case": case,
        "form": form,
        "draft": draft,
        "facts": facts_of_subject(case.subject),
        "is_closed": case.subject.is_cancelled and not is_clerk(request.user),
        "back_url": way_back(request, number),
    }
    return render(request, "repair/subject.html", context, status=NOT_VALID if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@personal
@keeps_draft("contact")
def contact(request: SignedInRequest, number: str) -> HttpResponse:
    """Who is told, confirmed with a code; consent to electronic delivery keeps its time."""
    case = preparing(request, number)
    if "send_code" in request.POST:
        return _send(request, case)
    given = Contact.objects.filter(case=case).first()
    form = ContactForm(posted(request), initial=_initial(request, case, given))
    draft = Drafting(request, case, "contact")
    draft.recall(form)

    def keep() -> None:
        said = form.cleaned_data
        keep_contact(
            case,
            name=said["contact_name"],
            id_tail=said["id_tail"],
            phone=said["contact_phone"],
            delivery=said["delivery"],
            by=request.user,
            now=timezone.now(),
        )

    if form.is_valid():
        # Before and apart from everything else: a wrong code counts even though the page is refused.
        said = form.cleaned_data
        confirm_number(case, phone=said["contact_phone"], code=said["code"], now=timezone.now())
    if form.is_valid() and draft.attempt(form, keep):
        return redirect(way_back(request, number))
    return _contact_page(request, case, form, draft, status=NOT_VALID if form.errors else 200)


def _initial(request: SignedInRequest, case: RepairCase, given: Contact | None) -> dict[str, Any]:
    if given is None:
        filing = filing_behind(mandate_for(request, case.subject))
        if filing:
            return {"contact_name": filing.person, "contact_phone": filing.phone}
        return {"contact_name": person_name(request.user)}
    asked_again = {"contact_name": given.name, "contact_phone": given.phone, "id_tail": given.id_tail}
    return asked_again | {"delivery": given.delivery}


def _send(request: SignedInRequest, case: RepairCase) -> HttpResponse:
    """Send a code to the number as typed; everything else on the page stays as it was."""
    asked = ContactForm(request.POST)
    asked.is_valid()
    wrong = {name: asked.errors[name] for name in ("contact_name", "contact_phone") if name in asked.errors}
    form = ContactForm(initial=request.POST.dict())
    draft, status = Drafting(request, case, "contact"), 200
    if wrong:
        form = asked
        form.errors.clear()
        form.errors.update(wrong)
        status = NOT_VALID
    else:
        phone = asked.cleaned_data["contact_phone"]
        try:
            send_code(case, phone=phone, by=request.user, now=timezone.now())
        except TooOften as refusal:
            messages.warning(request, str(refusal))
            status = TOO_MANY
        else:
            words = _("The code has been sent to %(phone)s; it counts for 10 minutes.")
            messages.success(request, words % {"phone": masked_number(phone)})
    return _contact_page(request, case, form, draft, status=status)


def _contact_page(
    request: SignedInRequest, case: RepairCase, form: ContactForm, draft: Drafting, *, status: int
) -> HttpResponse:
    context = {
        "nav": "applications",
        "case": case,
        "form": form,
        "draft": draft,
        "given": Contact.objects.filter(case=case).first(),
        "back_url": way_back(request, case.number),
    }
    return render(request, "repair/contact.html", context, status=status)
