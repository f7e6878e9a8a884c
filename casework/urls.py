"""Evidence files of every kind of case."""

from django.urls import path

from casework.evidence import views

app_name = "casework"
urlpatterns = [
    path("evidence/<slug:public_id>/", views.evidence, name="evidence"),
    path("evidence/<slug:public_id>/pages/<int:sheet>/", views.evidence_page, name="evidence_page"),
]
