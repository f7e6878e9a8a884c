"""The sitemap of the public page: what is on show today, and nothing else."""

from datetime import date

from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils import timezone

from registry.models import Publication


class PublicRecords(Sitemap):
    """Every record on show; a repaired one is gone with the next reading."""

    changefreq = "daily"
    limit = 10_000

    def items(self):
        return Publication.objects.public(timezone.localdate()).order_by("-pk")

    def location(self, item: Publication) -> str:
        return reverse("registry:public_record", args=[item.record.public_id])

    def lastmod(self, item: Publication) -> date:
        return item.shown_from
