"""The picture of a case's way over the desks."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from casework.access import may_see_case
from casework.pictures import flow_svg
from repair.flows import RepairFlow
from repair.models import RepairCase
from repair.views.refusals import personal


@login_required
@require_safe
@personal
def flow_picture(request: HttpRequest, number: str) -> HttpResponse:
    """The flow as SVG, with the desks this case has passed and the one it waits at."""
    case = RepairCase.objects.get(number=number)
    if not may_see_case(request.user, case):
        raise Http404
    return HttpResponse(flow_svg(RepairFlow, case.process), content_type="image/svg+xml")
