"""Where the bytes lie: under random names, outside anything that is served, for our eyes only."""

import hashlib
import os
import secrets
import shutil
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

HAS_SM3 = "sm3" in hashlib.algorithms_available
CHUNK = 1 << 20


def new_place() -> str:
    return secrets.token_urlsafe(32)


def folder_of(stored: str) -> Path:
    """The folder of one file: its bytes, and the pictures of its pages."""
    return Path(settings.EVIDENCE_DIR) / stored[:2] / stored


def bytes_of(stored: str) -> Path:
    return folder_of(stored) / "file"


def picture_of(stored: str, page: int) -> Path | None:
    """The picture of a page, if one was drawn."""
    for ending in ("png", "jpg"):
        if (path := folder_of(stored) / f"{page:04}.{ending}").is_file():
            return path
    return None


def keep_upload(upload: UploadedFile, stored: str) -> str:
    """Write what came to its place, and say its SHA-256."""
    folder = folder_of(stored)
    folder.mkdir(mode=0o700, parents=True)
    digest = hashlib.sha256()
    with open(os.open(bytes_of(stored), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
        for chunk in upload.chunks():
            digest.update(chunk)
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    return digest.hexdigest()


def digests(path: Path) -> tuple[str, str]:
    """SHA-256 and, where this machine has it, SM3."""
    sha256 = hashlib.sha256()
    sm3 = hashlib.new("sm3") if HAS_SM3 else None
    with path.open("rb") as source:
        while chunk := source.read(CHUNK):
            sha256.update(chunk)
            if sm3:
                sm3.update(chunk)
    return sha256.hexdigest(), sm3.hexdigest() if sm3 else ""


def drop(stored: str) -> None:
    """The bytes and pictures of a file go; its row stays."""
    shutil.rmtree(folder_of(stored), ignore_errors=True)
