"""The public register."""

from django.urls import path

from registry import views

app_name = "registry"
urlpatterns = [
    path("public/records/", views.public_records, name="public_records"),
]
