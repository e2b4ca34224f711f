"""Where copies stand: a folder each, with the database's file and a page that describes it.

A copy is made under another name and renamed when it is whole and on disk, so a folder with a
copy's name is a whole copy, whatever happened meanwhile.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from backend import clock
from backend.keeping.digest import TableDigest
from backend.keeping.errors import KeepingError
from backend.keeping.rules import Keep, superfluous
from backend.web.version import VERSION

PAGE = "copy.json"
FORMAT = 1
_NAME = "%Y%m%dT%H%M%SZ"
_BEGUN = ".making-"
_ABANDONED_AFTER_SECONDS = 86_400


@dataclass(frozen=True)
class Content:
    """What stands in a copy: the kind of database, its revision, its file, each table's digest."""

    database: str
    revision: str
    file: str
    tables: dict[str, TableDigest]


@dataclass(frozen=True)
class Copy:
    """A whole copy in its folder, made at ``made_at`` (UTC) by ``version``."""

    folder: Path
    made_at: datetime
    version: str
    content: Content
    bytes: int
    sha256: str = field(repr=False)

    @property
    def file(self) -> Path:
        """The database's file."""
        return self.folder / self.content.file

    def check(self) -> None:
        """Raise KeepingError unless the file is the one that was written."""
        if not self.file.is_file() or _sha256(self.file) != self.sha256:
            raise KeepingError(f"{self.file} is not what was written; take another copy")


@contextmanager
def begun(shelf: Path) -> Iterator[Path]:
    """A folder to make a copy in, for this account only; gone afterwards unless it was placed."""
    shelf.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder = Path(tempfile.mkdtemp(prefix=_BEGUN, dir=shelf))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def place(folder: Path, content: Content) -> Copy:
    """Describe what ``begun`` gave and was filled, bring it to disk, and give it its name."""
    made_at = clock.now().replace(microsecond=0)
    file = folder / content.file
    file.chmod(0o600)
    page = {
        "format": FORMAT,
        "made_at": made_at.strftime(_NAME),
        "version": VERSION,
        **asdict(content),
        "bytes": file.stat().st_size,
        "sha256": _sha256(file),
    }
    (folder / PAGE).write_text(json.dumps(page, indent=1), encoding="utf-8")
    for path in (file, folder / PAGE, folder):
        to_disk(path)
    target = folder.parent / made_at.strftime(_NAME)
    try:
        folder.rename(target)
    except OSError:
        raise KeepingError(f"{target} is there already; try again in a second") from None
    to_disk(target.parent)
    return open_copy(target)


def open_copy(folder: Path) -> Copy:
    """The copy in ``folder``. Raises KeepingError when there is none that this program reads."""
    try:
        page = json.loads((folder / PAGE).read_text(encoding="utf-8"))
        if page["format"] != FORMAT:
            raise KeepingError(f"{folder} was made by another version: {page['version']}")
        tables = {name: TableDigest(**digest) for name, digest in page["tables"].items()}
        file = Path(page["file"]).name
        return Copy(
            folder,
            datetime.strptime(page["made_at"], _NAME).replace(tzinfo=UTC),
            page["version"],
            Content(page["database"], page["revision"], file, tables),
            page["bytes"],
            page["sha256"],
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KeepingError(f"{folder} is no copy: {error}") from None


def copies(shelf: Path) -> list[Copy]:
    """The whole copies on a shelf, newest first."""
    found = [open_copy(page.parent) for page in shelf.glob(f"[0-9]*/{PAGE}")]
    return sorted(found, key=lambda copy: copy.made_at, reverse=True)


def clear(shelf: Path, keep: Keep) -> list[Path]:
    """Remove the copies that need not stay, and what was begun long ago; says which copies."""
    by_time = {copy.made_at: copy.folder for copy in copies(shelf)}
    gone = [by_time[at] for at in sorted(superfluous(by_time.keys(), keep))]
    now = datetime.now(UTC).timestamp()
    for begun_before in shelf.glob(f"{_BEGUN}*"):
        if now - begun_before.stat().st_mtime > _ABANDONED_AFTER_SECONDS:
            shutil.rmtree(begun_before, ignore_errors=True)
    for folder in gone:
        shutil.rmtree(folder)
    return gone


def to_disk(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sha256(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
