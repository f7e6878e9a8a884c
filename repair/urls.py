"""Credit repair: the applicant's pages and the department's desk."""

from django.urls import path

from repair import views

app_name = "repair"
urlpatterns = [
    path("records/", views.records, name="records"),
    path("cases/", views.applications, name="applications"),
]
