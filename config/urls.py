"""Every address of the system; each app keeps its own."""

from django.contrib import admin
from django.contrib.auth.views import LogoutView
from django.urls import include, path
from django.views.i18n import set_language

from config import health, views

urlpatterns = [
    path("", views.home, name="home"),
    path("login/", views.SignIn.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("session/", views.go_on, name="go_on"),
    path("preferences/", views.preferences, name="preferences"),
    path("language/", set_language, name="set_language"),
    path("", include("registry.urls")),
    path("", include("casework.urls")),
    path("", include("rechecks.urls")),
    path("", include("objections.urls")),  # before the cases of the desk, whose numbers any word could be
    path("", include("repair.urls")),
    path("", include("notifications.urls")),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("admin/", admin.site.urls),
]

handler500 = "config.views.server_error"
