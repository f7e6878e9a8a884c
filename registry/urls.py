"""The public register, and the import of its records."""

from django.contrib.sitemaps.views import index, sitemap
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from registry.sitemaps import PublicRecords
from registry.views import imports, public, shares

app_name = "registry"
SITEMAPS = {"sitemaps": {"records": PublicRecords}}
urlpatterns = [
    path("public/records/", public.public_records, name="public_records"),
    path("public/records/<slug:public_id>/", public.public_record, name="public_record"),
    path("office/shares/", shares.shares, name="shares"),
    path("office/import/", imports.runs, name="imports"),
    path("office/import/template/<slug:layout>/", imports.template, name="import_template"),
    path("office/import/<slug:public_id>/", imports.run, name="import_run"),
    path("office/import/<slug:public_id>/progress/", imports.progress, name="import_progress"),
    path("office/import/<slug:public_id>/bad-rows/", imports.bad_rows, name="import_bad_rows"),
    path("office/import/<slug:public_id>/rows/<int:row>/", imports.mend, name="import_mend"),
    path("office/import/<slug:public_id>/confirm/", imports.confirm, name="import_confirm"),
    path("office/import/<slug:public_id>/undo/", imports.undo, name="import_undo"),
    path(
        "sitemap.xml",
        never_cache(require_safe(index)),
        {**SITEMAPS, "sitemap_url_name": "registry:sitemap_section"},
        name="sitemap",
    ),
    path("sitemap-<section>.xml", never_cache(require_safe(sitemap)), SITEMAPS, name="sitemap_section"),
]
