"""Credit repair: the applicant's pages and the department's desk."""

from django.urls import path

from repair.views import (
    answers,
    apply,
    cases,
    counter,
    deciding,
    drafting,
    entities,
    evidence,
    pictures,
    records,
    work,
)

app_name = "repair"
urlpatterns = [
    path("entities/", entities.entities, name="entities"),
    path("entities/<slug:public_id>/authorise/", entities.authorise, name="authorise"),
    path("entities/offers/<slug:public_id>/", entities.answer, name="answer_offer"),
    path("entities/mandates/<int:pk>/end/", entities.end_mandate, name="end_mandate"),
    path("counter/", counter.counter, name="counter"),
    path("records/", records.records, name="records"),
    path("records/subject/", records.choose_subject, name="choose_subject"),
    path("records/<slug:public_id>/", records.record, name="record"),
    path("apply/<slug:public_id>/start/", apply.start, name="start"),
    path("apply/<str:number>/", apply.tasks, name="tasks"),
    path("apply/<str:number>/subject/", answers.subject, name="subject"),
    path("apply/<str:number>/contact/", answers.contact, name="contact"),
    path("apply/<str:number>/fulfilment/", apply.fulfilment, name="fulfilment"),
    path("apply/<str:number>/rectification/", evidence.rectification, name="rectification"),
    path("apply/<str:number>/evidence/<slug:slot>/", evidence.evidence, name="evidence"),
    path("apply/<str:number>/commitment/", apply.commitment, name="commitment"),
    path("apply/<str:number>/training/", apply.training, name="training"),
    path("apply/<str:number>/check/", apply.check, name="check"),
    path("apply/<str:number>/submitted/", apply.submitted, name="submitted"),
    path("apply/<str:number>/draft/<slug:page>/", drafting.draft, name="draft"),
    path("cases/", cases.applications, name="applications"),
    path("cases/<str:number>/", cases.case, name="case"),
    path("cases/<str:number>/flow.svg", pictures.flow_picture, name="flow_picture"),
    path("cases/<str:number>/supplement/", cases.supplement, name="supplement"),
    path("cases/<str:number>/withdraw/", cases.withdraw, name="withdraw"),
    path("work/", work.work, name="queue"),
    path("work/arrived/", work.arrivals, name="arrived"),
    path("work/<str:number>/", work.desk, name="desk"),
    path("work/<str:number>/claim/", deciding.claim, name="claim"),
    path("work/<str:number>/release/", deciding.release, name="release"),
    path("work/<str:number>/decide/", deciding.decide, name="decide"),
    path("work/<str:number>/extend/", deciding.extend, name="extend"),
    path("work/<str:number>/countersign/", deciding.countersign, name="countersign"),
]
