"""Objections: who says that a record is wrong, what stands wrong is put right, and decisions that are contested."""

from django.urls import path

from objections.views import contests, drafting, evidence, filing, progress, reopening

app_name = "objections"
urlpatterns = [
    path("objections/", progress.objections, name="objections"),
    path("objections/records/<slug:public_id>/", filing.start, name="start"),
    path("objections/<str:number>/", progress.case, name="case"),
    path("objections/<str:number>/kind/", filing.kind, name="kind"),
    path("objections/<str:number>/claims/", filing.claims, name="claims"),
    path("objections/<str:number>/papers/", filing.papers, name="papers"),
    path("objections/<str:number>/evidence/<slug:slot>/", evidence.evidence, name="evidence"),
    path("objections/<str:number>/check/", filing.check, name="check"),
    path("objections/<str:number>/filed/", filing.filed, name="filed"),
    path("objections/<str:number>/supplement/", progress.supplement, name="supplement"),
    path("objections/<str:number>/withdraw/", progress.withdraw, name="withdraw"),
    path("objections/<str:number>/review/", progress.review, name="review"),
    path("objections/<str:number>/draft/<slug:page>/", drafting.draft, name="draft"),
    path("objections/<str:number>/draft/<slug:page>/take-over/", drafting.take_over, name="take_over_draft"),
    path("objections/notices/<slug:number>/take-off/", reopening.take_off, name="take_notice_off"),
    path("work/reopenings/", reopening.reopenings, name="reopenings"),
    path("work/reopenings/<slug:public_id>/", reopening.reopen, name="reopen"),
    path("work/contests/", contests.contests, name="contests"),
    path("work/contests/records/<slug:public_id>/", contests.record_contest, name="record_contest"),
    path("work/contests/<str:number>/", contests.contest, name="contest"),
    path("work/contests/<str:number>/papers/", contests.attach_paper, name="attach_contest_paper"),
    path("work/contests/<str:number>/end/", contests.end_contest, name="end_contest"),
    path("work/contests/<str:number>/cancel/", contests.cancel_contest, name="cancel_contest"),
]
