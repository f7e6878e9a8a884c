"""Videos of courses and their captions: kept once each, under the digest of what they hold."""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.errors import CaseError
from repair.models import CourseFile
from repair.training.reading import CAPTIONS, BadCourseFile

CHUNK = 1 << 20
LARGEST_CAPTIONS = 2 << 20
CUE = " --> "


class BadFile(CaseError):
    """A file that can be no part of a course."""

    default = gettext_lazy("This file cannot be used in a course.")


def place_of(name: str) -> Path:
    return settings.COURSE_DIR / name[:2] / name


def keep_video(upload: Any) -> CourseFile:
    """Take a video in; by its first bytes it is MP4 or WebM, whatever its name says."""
    head = upload.read(12)
    upload.seek(0)
    ending = "mp4" if head[4:8] == b"ftyp" else "webm" if head[:4] == b"\x1a\x45\xdf\xa3" else ""
    if not ending:
        raise BadFile(_("This is no MP4 or WebM video"), field="video")
    if upload.size > settings.COURSE_VIDEO_BYTES:
        words = _("The video is larger than %(mb)s MB")
        raise BadFile(words % {"mb": settings.COURSE_VIDEO_BYTES >> 20}, field="video")
    return _keep(_chunks(upload), ending, upload.name)


def keep_captions(upload: Any) -> CourseFile:
    """Take captions in: a WebVTT file that says something."""
    raw = upload.read(LARGEST_CAPTIONS + 1)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    if len(raw) > LARGEST_CAPTIONS or not text.startswith("WEBVTT"):
        raise BadFile(_("These are no captions in WebVTT (.vtt, UTF-8)"), field="captions")
    if CUE not in text:
        raise BadFile(_("There is no caption in this file"), field="captions")
    return _keep(iter([raw]), "vtt", upload.name)


def take_in_beside(path: Path, names: Iterable[str]) -> None:
    """Take in what a course file names and the register does not have; it lies in the folder of the file."""
    for name in missing_of(names):
        beside = path.parent / name
        if not beside.is_file():
            raise BadCourseFile(f"{path.name}: 缺少文件 {name} / the file {name} is missing beside it")
        with beside.open("rb") as source:
            kept = _keep(_chunks(source), name.partition(".")[2], name)
        if kept.name != name:
            raise BadCourseFile(f"{path.name}: {name} 的内容与文件名不符 / {name} holds something else")


def missing_of(names: Iterable[str]) -> list[str]:
    """Which of these files are not here."""
    wanted = list(names)
    here = set(CourseFile.objects.filter(name__in=wanted).values_list("name", flat=True))
    return [name for name in wanted if name not in here]


def is_captions(name: str) -> bool:
    return CAPTIONS.fullmatch(name) is not None


def _chunks(source: BinaryIO) -> Iterator[bytes]:
    while block := source.read(CHUNK):
        yield block


def _keep(chunks: Iterator[bytes], ending: str, title: str) -> CourseFile:
    settings.COURSE_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=settings.COURSE_DIR, delete=False) as target:
        for chunk in chunks:
            digest.update(chunk)
            target.write(chunk)
            size += len(chunk)
        target.flush()
        os.fsync(target.fileno())
    name = f"{digest.hexdigest()}.{ending}"
    place_of(name).parent.mkdir(mode=0o700, exist_ok=True)
    Path(target.name).replace(place_of(name))
    kept, _new = CourseFile.objects.get_or_create(name=name, defaults={"title": title[:200], "size": size})
    return kept
