"""What to think of what is seen around a database: each decision of `dateline doctor`, without any I/O."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import PurePath
from typing import Literal, NamedTuple

from events.value import Value

State = Literal["ok", "warning", "problem"]
Version = tuple[int, ...]

OLDEST_SQLITE: Version = (3, 38)  # strict tables, and JSON built in
WAL_RESET_FIXED: Version = (3, 51, 3)  # and every later one
WAL_RESET_FIXED_IN_BRANCH: dict[Version, Version] = {(3, 50): (3, 50, 7), (3, 44): (3, 44, 6)}

NEEDED_OPTIONS = ("ENABLE_FTS5",)
HARMFUL_OPTIONS = ("OMIT_WAL", "OMIT_JSON", "OMIT_TRIGGER", "OMIT_FOREIGN_KEY", "OMIT_WINDOWFUNC", "OMIT_CTE")
SINGLE_THREADED = "THREADSAFE=0"

MEGABYTE = 1_000_000
LEAST_FREE = 50 * MEGABYTE
LARGE_WAL = 100 * MEGABYTE  # SQLite folds it in from 4 MB on; one long transaction may need more for a while
NETWORK_FILE_SYSTEMS = frozenset(
    [*("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ncpfs", "vboxsf", "ceph", "lustre", "glusterfs")]
    + [f"fuse.{name}" for name in ("sshfs", "glusterfs", "ceph", "rclone", "s3fs", "gcsfuse", "davfs")]
)


class Check(Value):
    """One thing that was looked at: what was seen, and what to do where that is not good."""

    name: str
    state: State
    seen: str
    advice: str = ""


class Access(NamedTuple):
    """What this user, and everybody, may do with a file or a folder."""

    readable: bool
    writable: bool
    by_everybody: bool


def sqlite(version: str) -> Check:
    """Whether this SQLite can hold a log, and hold it safely.

    >>> sqlite("3.51.3").state, sqlite("3.50.7").state, sqlite("3.50.6").state, sqlite("3.31.0").state
    ('ok', 'ok', 'warning', 'problem')
    """
    parts = tuple(int(part) for part in version.split("."))
    if parts < OLDEST_SQLITE:
        advice = f"run dateline with a Python whose SQLite is at least {_dotted(OLDEST_SQLITE)}"
        return Check(name="sqlite", state="problem", seen=f"{version} is too old", advice=advice)
    if has_wal_reset_bug(parts):
        advice = (
            "dateline folds its WAL in under its own lock only, which avoids it; let no other program write"
            " or checkpoint the database while dateline runs, or run a Python with SQLite"
            f" {_dotted(WAL_RESET_FIXED)} or later"
        )
        seen = f"{version} has the WAL-reset bug: two checkpoints at once may damage a database"
        return Check(name="sqlite", state="warning", seen=seen, advice=advice)
    return Check(name="sqlite", state="ok", seen=f"{version}, without the WAL-reset bug")


def has_wal_reset_bug(version: Version) -> bool:
    """Whether overlapping checkpoints may lose committed pages; see "WAL-reset bug" on sqlite.org/wal.html.

    >>> has_wal_reset_bug((3, 51, 2)), has_wal_reset_bug((3, 44, 6)), has_wal_reset_bug((3, 52, 0))
    (True, False, False)
    """
    return version < WAL_RESET_FIXED_IN_BRANCH.get(version[:2], WAL_RESET_FIXED)


def compile_options(options: Collection[str]) -> Check:
    """Whether this SQLite was built with all that dateline uses.

    >>> compile_options(["ENABLE_FTS5", "THREADSAFE=1"]).seen
    'ENABLE_FTS5, THREADSAFE=1'
    """
    missing = [f"no {name}" for name in NEEDED_OPTIONS if name not in options]
    harmful = [name for name in HARMFUL_OPTIONS if name in options]
    of_note = [name for name in options if name in NEEDED_OPTIONS or name.startswith("THREADSAFE=")]
    seen = ", ".join([*missing, *harmful, *of_note])
    if missing or harmful:
        advice = "run dateline with another Python: search, or the log itself, does not work with this SQLite"
        return Check(name="compile options", state="problem", seen=seen, advice=advice)
    if SINGLE_THREADED in options:
        advice = "do not use `dateline serve` with this SQLite: it reads from several threads"
        return Check(name="compile options", state="warning", seen=seen, advice=advice)
    return Check(name="compile options", state="ok", seen=seen)


def permissions(name: str, access: Access) -> Check:
    """Whether this user can work with a file or folder, and nobody else can spoil it.

    >>> permissions("folder", Access(readable=True, writable=True, by_everybody=True)).state
    'warning'
    """
    subject = f"permissions of {name}"
    if not access.readable:
        advice = "ask its owner for the right to read it, or run dateline as its owner"
        return Check(name=subject, state="problem", seen="you cannot read it", advice=advice)
    if access.by_everybody:
        advice = "take the right to write from others: chmod o-w"
        return Check(name=subject, state="warning", seen="everybody can write to it", advice=advice)
    if not access.writable:
        advice = "you can look at the timeline, but record nothing; to record, run dateline as its owner"
        return Check(
            name=subject, state="warning", seen="you can read it, but not write to it", advice=advice
        )
    return Check(name=subject, state="ok", seen="you can read and write it, others cannot write")


def free_disk(free: int, used: int) -> Check:
    """Whether there is room to go on; `used` are the bytes of the database with its WAL.

    >>> free_disk(free=5_000_000_000, used=2_000_000).seen
    '5,000 MB free, 2 MB used by the database'
    """
    seen = f"{_megabytes(free)} free, {_megabytes(used)} used by the database"
    if free < LEAST_FREE:
        advice = "make room now: an append that finds no room is refused, and nothing of it is recorded"
        return Check(name="free disk", state="problem", seen=seen, advice=advice)
    if free < used:
        advice = "make room: folding the WAL in, a rebuild and a backup may each need as much again"
        return Check(name="free disk", state="warning", seen=seen, advice=advice)
    return Check(name="free disk", state="ok", seen=seen)


def wal(size: int) -> Check:
    """Whether the WAL is folded into the database as it should be.

    >>> wal(4_000_000).state, wal(400_000_000).state
    ('ok', 'warning')
    """
    if size > LARGE_WAL:
        advice = (
            "some program has been reading for long and keeps it from being folded in: end it"
            " (a hanging query or shell, an old `dateline serve`); the next ingest then makes it small"
        )
        return Check(name="wal", state="warning", seen=_megabytes(size), advice=advice)
    return Check(name="wal", state="ok", seen=_megabytes(size))


def journal_mode(mode: str) -> Check:
    """Whether readers and a writer can work side by side.

    >>> journal_mode("delete").state
    'warning'
    """
    if mode == "wal":
        return Check(name="journal mode", state="ok", seen=mode)
    advice = "nothing, if it is a backup or was just restored: the next command that records turns WAL on"
    return Check(name="journal mode", state="warning", seen=f"{mode}, not wal", advice=advice)


def schema_version(stored: int, shipped: int) -> Check:
    """Whether this dateline and the database fit together.

    >>> schema_version(2, 2).state, schema_version(3, 2).state, schema_version(1, 2).state
    ('ok', 'problem', 'warning')
    """
    if stored > shipped:
        seen = f"{stored}, newer than {shipped}, which this dateline knows"
        return Check(name="schema", state="problem", seen=seen, advice="update dateline")
    if stored < shipped:
        seen = f"{stored}, older than {shipped}, which this dateline writes"
        return Check(name="schema", state="warning", seen=seen, advice="run `dateline rebuild`")
    return Check(name="schema", state="ok", seen=f"{stored}, as this dateline writes it")


def file_system(type: str | None) -> Check:
    """Whether the database lies where locks and shared memory work; None when that cannot be seen.

    >>> file_system("nfs4").state, file_system("ext4").state, file_system(None).state
    ('problem', 'ok', 'ok')
    """
    if type in NETWORK_FILE_SYSTEMS:
        advice = "move the database to a local disk: WAL needs memory that all its programs share"
        return Check(name="file system", state="problem", seen=f"{type}, over the network", advice=advice)
    return Check(name="file system", state="ok", seen=type or "not known here")


def file_system_of(path: PurePath, mounts: str) -> str | None:
    """The type of the file system that holds an absolute path, by the text of /proc/mounts.

    >>> file_system_of(PurePath("/data/a/x.db"), "/dev/sda / ext4 rw 0 0\\nnas:/a /data/a nfs4 rw 0 0")
    'nfs4'
    """
    rows = [line.split(" ") for line in mounts.splitlines()]
    mounted = [(PurePath(_unescaped(row[1])), row[2]) for row in rows if len(row) > 2]
    holding = [(len(point.parts), type) for point, type in mounted if path.is_relative_to(point)]
    deepest = max((depth for depth, _ in holding), default=0)
    return next((type for depth, type in reversed(holding) if depth == deepest), None)


def _unescaped(mount_point: str) -> str:
    """The kernel writes blanks and backslashes of a mount point in octal."""
    for code, character in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        mount_point = mount_point.replace(code, character)
    return mount_point


def _dotted(version: Version) -> str:
    return ".".join(map(str, version))


def _megabytes(size: int) -> str:
    return f"{round(size / MEGABYTE):,} MB"
