"""The port of the web server."""

import errno
import os
import socket
from collections.abc import Sequence

from tools.launch.words import Trouble

HOST, USUAL = "127.0.0.1", 8000


def asked_for(arguments: Sequence[str]) -> int | None:
    """The number after --port, if it is given."""
    if "--port" not in arguments:
        return None
    text = [*arguments, ""][list(arguments).index("--port") + 1]
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise Trouble(
            f"--port 之后须为 1 至 65535 的数字（现为“{text}”）。",
            f"--port wants a number from 1 to 65535 (it was “{text}”).",
        )
    return int(text)


def must_be_free(port: int) -> None:
    """Say so at once when the port cannot be had, before anything is started."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as refusal:
            if refusal.errno == errno.EACCES:
                raise Trouble(
                    f"没有使用端口 {port} 的权限。请改用 1024 以上的端口，例如：--port 8001。",
                    f"Port {port} may not be used by this user. Take one above 1024: --port 8001.",
                ) from refusal
            raise Trouble(
                f"端口 {port} 已被占用。请结束占用它的程序，或换一个端口：--port {port + 1 if port < 65535 else 8001}。",
                f"Port {port} is in use. End the program that has it, or take another: "
                f"--port {port + 1 if port < 65535 else 8001}.",
            ) from refusal


def env(port: int) -> dict[str, str]:
    """What the web server and the letters must know of it; an address given by the operator stays."""
    address = f"http://{HOST}:{port}"
    return {"BIND": f"{HOST}:{port}", "SITE_URL": os.environ.get("SITE_URL", address)}
