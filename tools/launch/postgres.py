"""A private PostgreSQL on a Unix socket: roles, databases, start."""

import os
import re
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from tools.launch import places, processes
from tools.launch.words import Trouble

OWNER, APP, DATABASE = "xinxiu_owner", "xinxiu_app", "xinxiu"
OLDEST = 15
# Read once, by the single-user server, right after initdb: one statement a line.
# The owner may become the application's role, as the tests do; never the other way round.
FIRST_WORDS = f"""\
CREATE ROLE {OWNER} LOGIN CREATEDB
CREATE ROLE {APP} LOGIN
GRANT {APP} TO {OWNER}
CREATE DATABASE {DATABASE} OWNER {OWNER}
REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC
GRANT CONNECT, TEMPORARY ON DATABASE {DATABASE} TO {APP}
"""
BASE_OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "jit": "off",  # small queries; and Debian's JIT library may not be unpacked
    "max_connections": "60",
    "shared_buffers": "128MB",
    "log_timezone": "Asia/Shanghai",
}
THROW_AWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def binaries(sysroot: Path = places.SYSROOT) -> Path | None:
    """The folder with PostgreSQL's programs: $PG_BIN, the machine's, or the ones we unpacked."""
    if named := os.environ.get("PG_BIN"):
        return Path(named)
    found = [
        *Path("/usr/lib/postgresql").glob("*/bin/postgres"),
        *sysroot.glob("usr/lib/postgresql/*/bin/postgres"),
    ]
    if on_path := shutil.which("postgres"):
        found.append(Path(on_path).resolve())
    fitting = [
        program for program in found if version(program) >= OLDEST and program.with_name("initdb").exists()
    ]
    return max(fitting, key=version).parent if fitting else None


def version(program: Path) -> int:
    """The major version, from the path where it tells it, else from the program."""
    if in_path := re.search(r"/postgresql/(\d+)/bin/", os.fspath(program)):
        return int(in_path[1])
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    number = re.search(r"(\d+)", said)
    return int(number[1]) if number else 0


@dataclass
class Cluster:
    """One private cluster under var/; the demo's and the tests' are two."""

    name: str
    durable: bool = True

    def __post_init__(self) -> None:
        self.folder = places.data_folder(self.name)
        self.data = self.folder / "data"
        self.log = self.folder / "log"
        self.user = places.server_user(self.folder)
        self.socket = places.socket_folder(self.folder)

    def url(self, role: str) -> str:
        return f"postgres://{role}@/{DATABASE}?host={quote(os.fspath(self.socket))}"

    def env(self) -> dict[str, str]:
        """What Django needs to find this cluster."""
        return {
            "DATABASE_URL": self.url(APP),
            "DATABASE_OWNER_URL": self.url(OWNER),
            "DATABASE_APP_ROLE": APP,
        }

    def start(self, crew: processes.Crew, env: dict[str, str]) -> None:
        """Create the cluster if it is new, then start it and wait until it takes connections."""
        programs = self._programs()
        self._check_version(programs)
        if not (self.data / "ready").exists():
            self._create(programs, env)
        options = {**BASE_OPTIONS, "unix_socket_directories": os.fspath(self.socket)}
        options |= {} if self.durable else THROW_AWAY
        command: list[str | os.PathLike[str]] = [programs / "postgres", "-D", self.data]
        for key, value in options.items():
            command += ["-c", f"{key}={value}"]
        child = crew.start("postgres", command, env=env, log=self.log, user=self.user, ask=signal.SIGINT)
        processes.wait_for(lambda: child.poll() is not None or self._server() == child.pid, 60)
        if self._server() != child.pid:
            raise processes.failed("PostgreSQL", self.log)

    def is_up(self) -> bool:
        """Whether a server takes connections on this cluster."""
        pid = self._server()
        return pid is not None and processes.started_at(pid) is not None

    def _server(self) -> int | None:
        """The pid of the server that says it is ready, as its own pid file tells (first and eighth line)."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return None
        return int(lines[0]) if len(lines) >= 8 and lines[7].strip() == "ready" else None

    def _programs(self) -> Path:
        programs = binaries()
        if programs is None:
            raise Trouble(
                "未找到 PostgreSQL 15 或更高版本。请安装，或用环境变量 PG_BIN 指出其程序文件夹。",
                "PostgreSQL 15 or newer was not found. Install it, or name the folder of its programs in PG_BIN.",
            )
        if self.user and not places.reachable(programs, self.user):
            return self._copy_of(programs)
        return programs

    def _copy_of(self, programs: Path) -> Path:
        """The same installation where the unprivileged user can run it (ours lies in root's home)."""
        prefix = next(
            parent for parent in programs.parents if (parent / "lib").is_dir() and parent.name == "usr"
        )
        copy = places.outside_home() / "usr"
        if not copy.exists():
            shutil.copytree(prefix / "lib", copy / "lib", symlinks=True)
            shutil.copytree(prefix / "share", copy / "share", symlinks=True)
        return copy / programs.relative_to(prefix)

    def _check_version(self, programs: Path) -> None:
        stamp = self.data / "PG_VERSION"
        if not (self.data / "ready").exists():
            return
        kept, found = stamp.read_text().strip(), str(version(programs / "postgres"))
        if kept != found:
            raise Trouble(
                f"{self.data} 由 PostgreSQL {kept} 创建，而找到的是 {found}。请用 PG_BIN 指出 {kept} 的程序，"
                "或运行 ./run reset 清空演示数据。",
                f"{self.data} was made by PostgreSQL {kept}, and {found} was found. Name the programs of {kept} in "
                "PG_BIN, or run ./run reset to drop the demo's data.",
            )

    def _create(self, programs: Path, env: dict[str, str]) -> None:
        """initdb and the roles; a half-made cluster of an earlier crash is made anew."""
        shutil.rmtree(self.data, ignore_errors=True)
        # Collation C sorts fast and the same everywhere; character type C.UTF-8 lets pg_trgm see Chinese.
        shape = [
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--lc-collate=C",
            "--lc-ctype=C.UTF-8",
            "--no-sync",
        ]
        self._run([programs / "initdb", "-D", self.data, *shape], env)
        self._run([programs / "postgres", "--single", "-D", self.data, "postgres"], env, words=FIRST_WORDS)
        (self.data / "ready").touch()

    def _run(self, command: processes.Command, env: dict[str, str], words: str = "") -> None:
        with open(self.log, "ab") as log:
            done = subprocess.run(
                command,
                env=env,
                cwd="/",
                input=words.encode(),
                stdout=log,
                stderr=log,
                user=self.user.pw_uid if self.user else None,
                group=self.user.pw_gid if self.user else None,
                extra_groups=[] if self.user else None,
                check=False,
            )
        if done.returncode:
            raise processes.failed("PostgreSQL", self.log)
