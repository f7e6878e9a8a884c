"""The public register."""

from django.contrib.sitemaps.views import index, sitemap
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from registry import views
from registry.sitemaps import PublicRecords

app_name = "registry"
SITEMAPS = {"sitemaps": {"records": PublicRecords}}
urlpatterns = [
    path("public/records/", views.public_records, name="public_records"),
    path("public/records/<slug:public_id>/", views.public_record, name="public_record"),
    path(
        "sitemap.xml",
        never_cache(require_safe(index)),
        {**SITEMAPS, "sitemap_url_name": "registry:sitemap_section"},
        name="sitemap",
    ),
    path("sitemap-<section>.xml", never_cache(require_safe(sitemap)), SITEMAPS, name="sitemap_section"),
]
