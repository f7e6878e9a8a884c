"""What the credit office does, to look at; the pages of the procedure are the only way to change it."""

from django.contrib import admin

from rechecks.models import (
    Acceptance,
    CalendarEffect,
    CalendarNotice,
    CalendarRelease,
    CaseFacts,
    CaseMonth,
    Circular,
    Compliance,
    CorrectionOrder,
    CourseDraft,
    CourseRelease,
    DishonestShare,
    Disposal,
    Draw,
    DrawnItem,
    DrawnPopulation,
    DryRun,
    DryRunLine,
    Escalation,
    FigureThreshold,
    Finding,
    Interview,
    LegalHold,
    MovedDay,
    OtherSettler,
    Proposal,
    RecheckCase,
    RuleDraft,
    RuleEffect,
    RuleRelease,
    Statement,
    SupervisedCase,
    SupervisionEvent,
    SupervisionNotice,
)
from registry.admin import ReadOnlyAdmin, ReadOnlyInline


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


@admin.register(RecheckCase)
class RecheckCaseAdmin(ReadOnlyAdmin):
    list_display = ("number", "status", "department", "checker", "verdict", "concluded_on", "confirmed_by")
    list_filter = ("status", "verdict", "procedural_fault")
    list_select_related = ("department", "checker", "confirmed_by")
    search_fields = ("number",)
    show_full_result_count = False


@admin.register(Finding)
class FindingAdmin(ReadOnlyAdmin):
    list_display = ("case", "number", "assessed", "verdict", "procedural_fault", "by", "on")
    list_filter = ("verdict", "gravity", "procedural_fault")
    list_select_related = ("case", "by")


@admin.register(CaseFacts)
class CaseFactsAdmin(ReadOnlyAdmin):
    list_display = ("case", "department", "handed_in_on", "finished_on", "result", "net_days", "counted_at")
    list_select_related = ("case", "department")


@admin.register(CaseMonth)
class CaseMonthAdmin(ReadOnlyAdmin):
    list_display = ("machine", "department", "day", "month", "result", "n")
    list_select_related = ("department",)


@admin.register(FigureThreshold)
class FigureThresholdAdmin(ReadOnlyAdmin):
    list_display = ("figure", "watch", "chase", "set_by", "set_at")
    list_select_related = ("set_by",)


@admin.register(SupervisionNotice)
class SupervisionNoticeAdmin(ReadOnlyAdmin):
    list_display = ("number", "department", "responsible", "reply_by", "issued_by", "issued_on")
    list_select_related = ("department", "responsible", "issued_by")


@admin.register(SupervisedCase)
class SupervisedCaseAdmin(ReadOnlyAdmin):
    list_display = ("notice", "case", "due_on")
    list_select_related = ("notice", "case")


@admin.register(SupervisionEvent)
class SupervisionEventAdmin(ReadOnlyAdmin):
    list_display = ("notice", "seq", "kind", "by", "on")
    list_select_related = ("notice", "by")


@admin.register(Interview)
class InterviewAdmin(ReadOnlyAdmin):
    list_display = ("kind", "department", "held_on", "recorded_by")
    list_select_related = ("department", "recorded_by")


@admin.register(Escalation)
class EscalationAdmin(ReadOnlyAdmin):
    list_display = ("set_on", "set_by", "reply_working_days", "confirmed")
    list_select_related = ("set_by",)


@admin.register(RuleDraft)
class RuleDraftAdmin(ReadOnlyAdmin):
    list_display = ("instrument", "kind", "takes_effect_on", "drafted_by", "drafted_on", "discarded_on")
    list_select_related = ("drafted_by",)


@admin.register(DryRun)
class DryRunAdmin(ReadOnlyAdmin):
    list_display = ("draft", "takes_effect_on", "asked_at", "finished_at", "seconds")
    list_select_related = ("draft",)


@admin.register(DryRunLine)
class DryRunLineAdmin(ReadOnlyAdmin):
    list_display = ("run", "record", "case", "verdict")
    list_select_related = ("run__draft", "record", "case")
    show_full_result_count = False


@admin.register(RuleRelease)
class RuleReleaseAdmin(ReadOnlyAdmin):
    list_display = ("draft", "version", "takes_effect_on", "drafted_by", "released_by", "released_on")
    list_select_related = ("draft", "version", "drafted_by", "released_by")


@admin.register(RuleEffect)
class RuleEffectAdmin(ReadOnlyAdmin):
    list_display = ("release", "on", "records")
    list_select_related = ("release__draft", "release__version")


@admin.register(CalendarNotice)
class CalendarNoticeAdmin(ReadOnlyAdmin):
    list_display = ("year", "source", "drafted_by", "drafted_on", "discarded_on")
    list_select_related = ("drafted_by",)


@admin.register(CalendarRelease)
class CalendarReleaseAdmin(ReadOnlyAdmin):
    list_display = ("draft", "drafted_by", "released_by", "released_on")
    list_select_related = ("draft", "drafted_by", "released_by")


@admin.register(CalendarEffect)
class CalendarEffectAdmin(ReadOnlyAdmin):
    list_display = ("release", "on", "moved")
    list_select_related = ("release__draft",)


@admin.register(DishonestShare)
class DishonestShareAdmin(ReadOnlyAdmin):
    list_display = ("on", "dishonest", "entities")


@admin.register(LegalHold)
class LegalHoldAdmin(ReadOnlyAdmin):
    list_display = ("case", "placed_by", "placed_on", "lifted_on")
    list_select_related = ("case", "placed_by")


@admin.register(Disposal)
class DisposalAdmin(ReadOnlyAdmin):
    list_display = ("number", "kind", "through", "count", "proposed_by", "approved_by", "carried_out_at")
    list_select_related = ("proposed_by", "approved_by")
    exclude = ("manifest",)


@admin.register(CorrectionOrder)
class CorrectionOrderAdmin(ReadOnlyAdmin):
    list_display = ("number", "recheck", "demand", "deceived", "issued_on", "correct_by", "settles")
    list_filter = ("demand", "deceived")
    list_select_related = ("recheck", "settles")
    search_fields = ("number", "recheck__number")


@admin.register(OtherSettler)
class OtherSettlerAdmin(ReadOnlyAdmin):
    list_display = ("order", "settles", "event")
    list_select_related = ("order", "settles", "event__case")


class StatementInline(ReadOnlyInline):
    model = Statement
    fields = ("on", "way", "by", "text")


@admin.register(Proposal)
class ProposalAdmin(ReadOnlyAdmin):
    list_display = ("recheck", "by", "on", "statement_by")
    list_select_related = ("recheck", "by")
    inlines = (StatementInline,)


@admin.register(Compliance)
class ComplianceAdmin(ReadOnlyAdmin):
    list_display = ("order", "demand", "by", "on")
    list_select_related = ("order", "by")


@admin.register(Acceptance)
class AcceptanceAdmin(ReadOnlyAdmin):
    list_display = ("compliance", "met", "by", "on")
    list_select_related = ("compliance__order", "by")


@admin.register(MovedDay)
class MovedDayAdmin(ReadOnlyAdmin):
    list_display = ("what", "order", "proposal", "notice", "before", "after", "release")
    list_select_related = ("order", "proposal", "notice", "release")


@admin.register(Circular)
class CircularAdmin(ReadOnlyAdmin):
    list_display = ("notice", "to_all", "decided_by", "issued_by", "issued_on")
    list_select_related = ("notice", "issued_by")


@admin.register(CourseDraft)
class CourseDraftAdmin(ReadOnlyAdmin):
    list_display = ("course", "drafted_by", "drafted_on", "takes_effect_on", "discarded_on")
    list_select_related = ("drafted_by",)
    exclude = ("content",)


@admin.register(CourseRelease)
class CourseReleaseAdmin(ReadOnlyAdmin):
    list_display = ("version", "drafted_by", "released_by", "released_on")
    list_select_related = ("version", "drafted_by", "released_by")
