"""A private Valkey or Redis on a Unix socket: it only hurries things along, so it keeps nothing on disk."""

import os
import shutil
import socket
from pathlib import Path

from tools.launch import places, processes
from tools.launch.words import Trouble

# Debian's redis-server and valkey-server are names of the check programs in the -tools packages,
# which bring no service that would be enabled on the machine.
NAMES = ("valkey-server", "redis-server", "valkey-check-rdb", "redis-check-rdb")


def program(sysroot: Path = places.SYSROOT) -> Path | None:
    """The server's program: the machine's, or the one we unpacked."""
    for name in NAMES:
        if found := shutil.which(name) or shutil.which(name, path=os.fspath(sysroot / "usr/bin")):
            return Path(found)
    return None


class Broker:
    """One private broker under var/."""

    def __init__(self, name: str) -> None:
        self.folder = places.data_folder(name)
        self.user = places.server_user(self.folder)
        self.socket = places.socket_folder(self.folder) / "broker"
        self.log = self.folder / "log"

    def env(self) -> dict[str, str]:
        return {"BROKER_URL": f"redis+socket://{self.socket}"}

    def start(self, crew: processes.Crew, env: dict[str, str]) -> None:
        """Start it and wait until it takes connections."""
        found = program()
        if found is None:
            raise Trouble(
                "未找到 valkey-server 或 redis-server，请先安装。",
                "Neither valkey-server nor redis-server was found. Install one of them.",
            )
        found = self._reachable(found)
        self.socket.unlink(missing_ok=True)
        # The program looks at the name it is called by: "…-check-rdb" would check a file instead of serving.
        called = found.name.replace("check-rdb", "server")
        command: list[str | os.PathLike[str]] = [
            called,
            "--port",
            "0",
            "--unixsocket",
            self.socket,
            "--unixsocketperm",
            "700",
        ]
        command += ["--dir", self.folder, "--save", "", "--appendonly", "no", "--daemonize", "no"]
        child = crew.start("broker", command, executable=str(found), env=env, log=self.log, user=self.user)
        processes.wait_for(lambda: child.poll() is not None or self.is_up(), 30)
        if not self.is_up():
            raise processes.failed(called, self.log)

    def _reachable(self, found: Path) -> Path:
        if not self.user or places.reachable(found, self.user):
            return found
        copy = places.outside_home() / found.name
        shutil.copy2(found, copy)
        return copy

    def is_up(self) -> bool:
        """Whether it answers."""
        with socket.socket(socket.AF_UNIX) as wire:
            try:
                wire.settimeout(2)
                wire.connect(os.fspath(self.socket))
                wire.sendall(b"PING\r\n")
                return wire.recv(5) == b"+PONG"
            except OSError:
                return False
