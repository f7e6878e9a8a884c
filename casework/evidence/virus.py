"""ClamAV over its own socket, where one is set. It fails closed: no answer is no release."""

import socket
import struct
from pathlib import Path

from django.conf import settings

SECONDS = 30
CHUNK = 1 << 18
ASK = b"zINSTREAM\0"


class ScannerSilent(OSError):
    """The scanner did not answer, or not in a way that says anything about the file."""


def is_infected(path: Path) -> bool:
    """Whether the scanner knows the file as harmful; without a scanner nothing is known."""
    if not settings.CLAMAV_SOCKET:
        return False
    try:
        answer = _ask(path)
    except OSError as problem:
        raise ScannerSilent(str(problem)) from problem
    if answer.endswith("FOUND"):
        return True
    if answer.endswith("OK"):
        return False
    raise ScannerSilent(answer[:100])


def _ask(path: Path) -> str:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line, path.open("rb") as source:
        line.settimeout(SECONDS)
        line.connect(settings.CLAMAV_SOCKET)
        line.sendall(ASK)
        while chunk := source.read(CHUNK):
            line.sendall(struct.pack("!L", len(chunk)) + chunk)
        line.sendall(struct.pack("!L", 0))
        answer = b""
        while part := line.recv(4096):
            answer += part
    return answer.decode(errors="replace").strip("\0\n ")
