"""The public page: what is on show today. It is the first publication channel."""

from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from registry.models import Publication
from registry.public import page_of_public_records


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
        if page.next_before:
            context["next_url"] = f"{here}?{urlencode({**query, 'before': page.next_before})}"
        if before:
            context["first_url"] = f"{here}?{urlencode(query)}" if query else here
    return render(request, "registry/public_records.html", context)


@require_safe
@never_cache
def public_record(request: HttpRequest, public_id: str) -> HttpResponse:
    """One record on show; once it is repaired or its period is over, this address is not found."""
    on_show = Publication.objects.public(timezone.localdate()).prefetch_related("record__effects__case")
    publication = get_object_or_404(on_show, record__public_id=public_id)
    return render(
        request,
        "registry/public_record.html",
        {"publication": publication, "record": publication.record, "nav": "public"},
    )
