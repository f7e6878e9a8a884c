"""Draws to look at; nothing of them is ever changed."""

from django.contrib import admin

from rechecks.models import Draw, DrawnItem, DrawnPopulation
from registry.admin import ReadOnlyAdmin


@admin.register(DrawnPopulation)
class DrawnPopulationAdmin(ReadOnlyAdmin):
    list_display = ("sha256", "period_from", "period_to", "size", "frozen_by", "frozen_at")
    list_select_related = ("frozen_by",)
    exclude = ("content",)  # a file of many lines; it is exported, not read here


@admin.register(Draw)
class DrawAdmin(ReadOnlyAdmin):
    list_display = ("population", "seed", "seed_source", "drawn_by", "drawn_at", "again_because")
    list_select_related = ("population", "drawn_by")
    exclude = ("content",)


@admin.register(DrawnItem)
class DrawnItemAdmin(ReadOnlyAdmin):
    list_display = ("draw", "position", "case", "checker")
    list_select_related = ("draw__population", "case", "checker")
