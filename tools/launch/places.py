"""Where things lie: the project's folder, what is installed into it, and what a running system keeps."""

import hashlib
import os
import pwd
import re
import stat
import subprocess
import tempfile
from pathlib import Path

from tools.launch.words import Trouble

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
TOOLS = ROOT / ".tools"
SYSROOT = ROOT / ".sysroot"
VAR = Path(os.environ.get("XINXIU_VAR") or ROOT / "var").absolute()

# A socket's path may have 107 bytes; the longest name put behind a folder is "/.s.PGSQL.5432.lock".
SOCKET_FOLDER_LIMIT = 107 - len("/.s.PGSQL.5432.lock")
SOCKET_PREFIX = "xinxiu-"  # of folders in the system's temporary folder
PLAIN_PATH = re.compile(r"[A-Za-z0-9/._-]+")  # goes into URLs and server options as it is


def make_var() -> Path:
    """The folder for everything a running system keeps; a clear word when it cannot be written."""
    try:
        VAR.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=VAR):
            pass
    except OSError as refusal:
        raise Trouble(
            f"无法写入文件夹 {VAR}（{refusal.strerror}）。请换到可写的文件夹，或修正其属主和权限，并检查磁盘空间。",
            f"The folder {VAR} cannot be written ({refusal.strerror}). Use a folder you may write to, or mend "
            "its owner and mode, and look at the free disk space.",
        ) from refusal
    return VAR


def log_file(name: str) -> Path:
    """Where a part of the system writes its log."""
    folder = make_var() / "log"
    folder.mkdir(exist_ok=True)
    return folder / name


def server_user(data: Path) -> pwd.struct_passwd | None:
    """The unprivileged user the servers run as when we are root: they refuse to run as root.

    Data that is there already stays with its owner.
    """
    if os.geteuid() != 0:
        return None
    if data.exists() and data.stat().st_uid != 0:
        return pwd.getpwuid(data.stat().st_uid)
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Trouble(
        "以 root 运行时需要系统用户 nobody，但本机没有。请以普通用户运行 ./run。",
        "Run as root, the system user nobody is needed, and this machine has none. Run ./run as an ordinary user.",
    )


def reachable(path: Path, user: pwd.struct_passwd) -> bool:
    """Whether that user may enter the folder."""
    probe = subprocess.run(
        ["test", "-x", str(path)], user=user.pw_uid, group=user.pw_gid, extra_groups=[], cwd="/", check=False
    )
    return probe.returncode == 0


def outside_home() -> Path:
    """Where servers keep their data when the project lies in a folder only root may enter."""
    return Path("/var/lib") / f"xinxiu-{hashlib.sha256(os.fsencode(ROOT)).hexdigest()[:12]}"


def data_folder(name: str) -> Path:
    """A private folder for one server's data, owned by the user the server runs as."""
    folder = make_var() / name
    user = server_user(folder)
    if user and not reachable(VAR, user):
        folder = outside_home() / name
        folder.parent.mkdir(mode=0o755, exist_ok=True)
        user = server_user(folder)
    folder.mkdir(mode=0o700, exist_ok=True)
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)
    elif folder.stat().st_uid != os.geteuid():
        raise not_ours(folder)
    return folder


def not_ours(folder: Path) -> Trouble:
    """The trouble of a folder that another user made, mostly root before an ordinary user."""
    return Trouble(
        f"文件夹 {folder} 属于其他用户。请以该用户（例如 root）运行，或请其先删除这个文件夹。",
        f"The folder {folder} belongs to another user. Run as that user (root, say), or have them remove it first.",
    )


def fits_a_socket(folder: Path) -> bool:
    """Whether a server's socket may lie here: short enough, and safe inside a URL."""
    text = os.fspath(folder)
    return len(os.fsencode(text)) <= SOCKET_FOLDER_LIMIT and PLAIN_PATH.fullmatch(text) is not None


def is_private(folder: Path, uid: int | None = None) -> bool:
    """A folder of one user's alone (that user's, when one is named); a symbolic link never is."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    theirs = uid is None or found.st_uid == uid
    return stat.S_ISDIR(found.st_mode) and theirs and stat.S_IMODE(found.st_mode) == 0o700


def socket_folder(data: Path) -> Path:
    """Where the server over this data listens: beside the data, or in a short folder that we remember."""
    user = server_user(data)
    uid = user.pw_uid if user else os.geteuid()
    beside = data / "socket"
    if fits_a_socket(beside):
        beside.mkdir(mode=0o700, exist_ok=True)
        folder = beside
    else:
        note = VAR / f"{data.name}.socket"
        folder = Path(note.read_text()) if note.exists() else Path()
        if not is_private(folder, uid):
            folder = Path(tempfile.mkdtemp(prefix=SOCKET_PREFIX))
            note.write_text(str(folder))
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)
    return folder
