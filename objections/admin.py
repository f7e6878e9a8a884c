"""Objections and their claims to look at; the pages of the procedure are the only way to change them."""

from django.contrib import admin

from objections.models import Claim, ClaimAnswer, ContestCase, EvidenceRequest, ObjectionCase
from registry.admin import ReadOnlyAdmin, ReadOnlyInline


class ClaimInline(ReadOnlyInline):
    model = Claim
    fields = ("number", "field", "stated", "claimed", "explanation")


class EvidenceRequestInline(ReadOnlyInline):
    model = EvidenceRequest
    fields = ("asked_in", "items", "asked_on", "answer_by", "answered_on", "answers")


@admin.register(ObjectionCase)
class ObjectionCaseAdmin(ReadOnlyAdmin):
    list_display = ("number", "kind", "status", "department", "desk", "filed_on", "due_on", "outcome")
    list_filter = ("status", "kind", "origin", "desk")
    list_select_related = ("department",)
    search_fields = ("number",)
    show_full_result_count = False
    exclude = ("contact_phone",)  # needed by nobody who repairs the system
    inlines = (ClaimInline, EvidenceRequestInline)


@admin.register(ClaimAnswer)
class ClaimAnswerAdmin(ReadOnlyAdmin):
    list_display = ("claim", "round", "answer", "by", "on")
    list_select_related = ("claim__case", "by")


@admin.register(ContestCase)
class ContestCaseAdmin(ReadOnlyAdmin):
    list_display = ("number", "way", "organ", "status", "department", "accepted_on", "result", "result_on")
    list_filter = ("status", "way", "result")
    list_select_related = ("department",)
    search_fields = ("number", "notice_number")
    show_full_result_count = False
