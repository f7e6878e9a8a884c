"""Addresses of the credit office: draws, rechecks, orders, supervision, rules, figures, registers."""

from django.urls import path

from rechecks.views import counted_cases, draws, our_supervision, overview, registers, reports, supervision

app_name = "rechecks"
urlpatterns = [
    path("office/", overview.overview, name="overview"),
    path("office/reports/", reports.reports, name="reports"),
    path("office/reports/export/", reports.export_report, name="export_report"),
    path("office/cases/", counted_cases.counted_cases, name="counted_cases"),
    path("office/supervision/", supervision.supervision, name="supervision"),
    path("office/supervision/issue/", supervision.issue_notice, name="issue_notice"),
    path("office/supervision/stages/", supervision.stages, name="supervision_stages"),
    path("office/supervision/<str:number>/", supervision.supervision_notice, name="supervision_notice"),
    path("office/supervision/<str:number>/interview/", supervision.keep_interview, name="keep_interview"),
    path("office/supervision/<str:number>/circular/", supervision.send_circular, name="send_circular"),
    path("office/supervision/<str:number>/close/", supervision.close_notice, name="close_notice"),
    path("work/supervision/", our_supervision.our_supervision, name="our_supervision"),
    path(
        "work/supervision/<str:number>/",
        our_supervision.our_supervision_notice,
        name="our_supervision_notice",
    ),
    path("work/supervision/<str:number>/reply/", our_supervision.reply, name="reply_to_notice"),
    path("office/draws/", draws.draws, name="draws"),
    path("office/draws/new/", draws.plan_draw, name="plan_draw"),
    path("office/draws/new/records/", draws.plan_draw_of_records, name="plan_draw_of_records"),
    path("office/draws/verify_draw.py", draws.program, name="draw_program"),
    path("office/draws/populations/<slug:digest>/", draws.population, name="population"),
    path(
        "office/draws/populations/<slug:digest>/population.jsonl",
        draws.population_file,
        name="population_file",
    ),
    path("office/draws/<int:draw>/", draws.draw, name="draw"),
    path("office/draws/<int:draw>/repeat/", draws.repeat_draw, name="repeat_draw"),
    path("office/draws/<int:draw>/list.jsonl", draws.list_file, name="list_file"),
    path("office/registers/", registers.looks, name="looks"),
    path("office/registers/files/", registers.file_looks, name="file_looks"),
    path("office/registers/decisions/", registers.decisions, name="decisions"),
    path("office/registers/decisions/<slug:instrument>/<slug:version>/", registers.decided, name="decided"),
]
