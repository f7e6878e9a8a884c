"""Addresses of the credit office: draws, rechecks, orders, supervision, rules, figures, registers."""

from django.urls import path

from rechecks.views import counted_cases, overview

app_name = "rechecks"
urlpatterns = [
    path("office/", overview.overview, name="overview"),
    path("office/cases/", counted_cases.counted_cases, name="counted_cases"),
]
