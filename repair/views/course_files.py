"""Videos of courses and their captions, to whoever is signed in; a player asks for them in parts."""

import re
from pathlib import Path

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from repair.models import CourseFile
from repair.services.course_files import place_of

KINDS = {"mp4": "video/mp4", "webm": "video/webm", "vtt": "text/vtt; charset=utf-8"}
RANGE = re.compile(r"bytes=(\d{1,15})-(\d{0,15})")
AT_ONCE = 4 << 20  # of a part: a player asks again
FOR_A_DAY = "private, max-age=86400, immutable"  # the name is the digest of what it holds


@login_required
@require_safe
def course_file(request: HttpRequest, media: str) -> HttpResponseBase:
    """One file of a course, whole or the part that is asked for."""
    found = CourseFile.objects.filter(name=media).first()
    path = place_of(media) if found else None
    if path is None or not path.is_file():
        raise Http404
    kind, asked = KINDS[path.suffix[1:]], RANGE.fullmatch(request.headers.get("Range", ""))
    response = _part(path, asked, kind) if asked else FileResponse(path.open("rb"), content_type=kind)
    response["Accept-Ranges"], response["Cache-Control"] = "bytes", FOR_A_DAY
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _part(path: Path, asked: re.Match[str], kind: str) -> HttpResponse:
    size, first = path.stat().st_size, int(asked[1])
    last = min(int(asked[2] or size - 1), size - 1, first + AT_ONCE - 1)
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    with path.open("rb") as file:
        file.seek(first)
        part = file.read(last - first + 1)
    response = HttpResponse(part, status=206, content_type=kind)
    response["Content-Range"] = f"bytes {first}-{last}/{size}"
    return response
