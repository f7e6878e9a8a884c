"""Addresses of the credit office: draws, rechecks, orders, supervision, rules, figures, registers."""

from django.urls import URLPattern

app_name = "rechecks"
urlpatterns: list[URLPattern] = []
