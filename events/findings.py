"""What a check of a database says: something that is not as it was recorded, where, and what to do."""

from __future__ import annotations

from events.value import Value

RESTORE = "restore a backup made before the change; trust nothing at or after this position"
REBUILD = "run `dateline rebuild`"
COPY = "copy the file away, then run `dateline rebuild`; restore a backup if it comes back"
READ_AGAIN = "ingest the article again, or restore a backup"


class Finding(Value):
    """Something that is not as it was recorded; `position` is None where no record is concerned."""

    position: int | None
    problem: str
    remedy: str

    def __str__(self) -> str:
        where = "database" if self.position is None else f"position {self.position}"
        return f"{where}: {self.problem} — {self.remedy}"
