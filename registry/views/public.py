"""The public page: what is on show today. It is the first publication channel."""

from datetime import date
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from registry.models import Publication, Subject
from registry.public import RightedNotice, page_of_public_records, righted, said_falsely, withdrawn_as_wrong


class SearchForm(forms.Form):
    """What the public asks for, and where the page begins."""

    q = forms.CharField(
        label=_("Name, unified social credit code or document number"),
        required=False,
        min_length=2,
        max_length=128,
        error_messages={"min_length": _("Please enter at least 2 characters")},
    )
    before = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)


@require_safe
@never_cache
def public_records(request: HttpRequest) -> HttpResponse:
    """Search what is on show today by name, code or document number."""
    form = SearchForm(request.GET)
    context: dict[str, object] = {"form": form, "nav": "public"}
    if form.is_valid():
        words, before = form.cleaned_data["q"], form.cleaned_data["before"]
        page = page_of_public_records(timezone.localdate(), words=words, before=before)
        here = reverse("registry:public_records")
        query = {"q": words} if words else {}
        context |= {"page": page, "words": words}
        if words and not before:
            context["notices"] = withdrawn_as_wrong(words)
            context["bars"] = said_falsely(timezone.localdate(), words=words)
        if page.next_before:
            context["next_url"] = f"{here}?{urlencode({**query, 'before': page.next_before})}"
        if before:
            context["first_url"] = f"{here}?{urlencode(query)}" if query else here
    return render(request, "registry/public_records.html", context)


@require_safe
@never_cache
def public_record(request: HttpRequest, public_id: str) -> HttpResponse:
    """One record on show; once it is repaired or its period is over, this address is not found.

    Of a record withdrawn as wrong it says so, where the subject wishes it.
    """
    today = timezone.localdate()
    publication = Publication.objects.public(today).filter(record__public_id=public_id).first()
    notices = righted(public_id, is_on_show=publication is not None)
    context: dict[str, object] = {"notices": notices, "nav": "public"}
    context["mine"] = (
        request.user.is_authenticated and bool(notices) and _acts_for_it(request, notices, today)
    )
    if publication:
        record = publication.record
        bars = said_falsely(today, of=record.subject)
        context |= {"publication": publication, "record": record, "bars": bars}
        return render(request, "registry/public_record.html", context)
    if not notices:
        raise Http404
    return render(request, "registry/correction_notice.html", context | {"record": notices[0].notice.record})


def _acts_for_it(request: HttpRequest, notices: list[RightedNotice], on: date) -> bool:
    subject = notices[0].notice.record.subject_id
    return Subject.objects.acted_for_by(request.user, on).filter(pk=subject).exists()
