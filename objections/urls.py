"""Objections: what stands wrong in the register is put right, and stays right; and decisions that are contested."""

from django.urls import path

from objections.views import contests, reopening

app_name = "objections"
urlpatterns = [
    path("work/reopenings/", reopening.reopenings, name="reopenings"),
    path("work/reopenings/<slug:public_id>/", reopening.reopen, name="reopen"),
    path("objections/notices/<slug:number>/take-off/", reopening.take_off, name="take_notice_off"),
    path("work/contests/", contests.contests, name="contests"),
    path("work/contests/records/<slug:public_id>/", contests.record_contest, name="record_contest"),
    path("work/contests/<str:number>/", contests.contest, name="contest"),
    path("work/contests/<str:number>/papers/", contests.attach_paper, name="attach_contest_paper"),
    path("work/contests/<str:number>/end/", contests.end_contest, name="end_contest"),
    path("work/contests/<str:number>/cancel/", contests.cancel_contest, name="cancel_contest"),
]
