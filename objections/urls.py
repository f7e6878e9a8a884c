"""Objections: what stands wrong in the register is put right, and stays right."""

from django.urls import path

from objections.views import reopening

app_name = "objections"
urlpatterns = [
    path("work/reopenings/", reopening.reopenings, name="reopenings"),
    path("work/reopenings/<slug:public_id>/", reopening.reopen, name="reopen"),
    path("objections/notices/<slug:number>/take-off/", reopening.take_off, name="take_notice_off"),
]
