"""The pages that belong to no procedure: home, sign-in, display preferences, refusals, errors."""

import logging
import uuid
from typing import cast

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.models import User
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template import loader
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from config.idle import IS_WATCHED
from config.pages import SIZE_COOKIE, SIZES, THEME_COOKIE, THEMES
from registry.duties import may_import, sits_at_a_desk, sits_in_credit_office
from rules.facts import Facts
from rules.library import NoRuleSet
from rules.services import current_library

log = logging.getLogger(__name__)
A_YEAR = 365 * 24 * 3600


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Three doors: my records, my applications, check a letter."""
    return render(request, "home.html", {"terms": usual_terms()})


def usual_terms() -> dict[str, int] | None:
    """Within how many working days an ordinary application is taken up and answered, as the rules say."""
    try:
        rules = current_library().governing(Facts(), timezone.localdate())
    except NoRuleSet:
        return None
    accept, decide = rules.figure("accept_working_days"), rules.figure("decide_working_days")
    return {"accept": int(accept.value), "decide": int(decide.value)} if accept and decide else None


@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Keep a display choice in a cookie and go back to the page it was made on."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    answer = HttpResponseRedirect(back)
    for field, cookie, known in (("theme", THEME_COOKIE, THEMES), ("size", SIZE_COOKIE, SIZES)):
        if request.POST.get(field) in known:
            answer.set_cookie(
                cookie,
                request.POST[field],
                max_age=A_YEAR,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
    return answer


@login_required
@require_POST
def go_on(request: HttpRequest) -> HttpResponse:
    """Somebody is still there: the session goes on."""
    return HttpResponse(status=204)


class SignIn(LoginView):
    """User name and password; repeated failures are slowed down by axes."""

    http_method_names = ["get", "head", "post", "options"]  # Django's form view takes a PUT for a POST
    template_name = "login.html"
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        answer = super().form_valid(form)
        self.request.session[IS_WATCHED] = True
        return answer

    def get_default_redirect_url(self) -> str:
        """Officers begin at their queue, at the overview of the credit office or at their imports, others at their records."""
        user = cast("User", self.request.user)
        if sits_at_a_desk(user):
            return reverse("repair:queue")
        if sits_in_credit_office(user):
            return reverse("rechecks:overview")
        return reverse("registry:imports" if may_import(user) else "repair:records")


def too_many(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    """What axes answers when somebody has tried too often."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    return render(request, "429.html", {"cooloff_minutes": minutes}, status=429)


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for what should not happen: no database, no session, and a number to quote."""
    error_id = uuid.uuid4().hex[:8].upper()
    log.error("error page %s shown for %s", error_id, request.path)
    page = loader.get_template("500.html").render({"error_id": error_id, "platform": settings.SITE})
    return HttpResponse(page, status=500)
