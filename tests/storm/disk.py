"""A small disk that can be filled: a file system in memory where we may mount one, else a limit.

Run as a program it mounts the disk, obeys lines of input (``full``, ``room``) and takes the disk
away when its input ends: also when whoever started it was killed.
"""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from resource import RLIM_INFINITY, RLIMIT_FSIZE, prlimit

MEBIBYTE = 1024 * 1024
SIZE = 4096 * MEBIBYTE
_SPARE = 64 * 1024
_REMOUNT, _DETACH = 32, 2


class Mounted:
    """A real file system with a size; ``fill`` shrinks it to what is on it (ENOSPC)."""

    how = "a file system in memory"

    def __init__(self, folder: Path) -> None:
        self._keeper = subprocess.Popen(
            [sys.executable, "-m", "tests.storm.disk", str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        try:
            self._heard()
        except OSError:
            self.close()
            raise

    def fill(self, _: Iterable[int]) -> None:
        """From now on nothing more fits on it."""
        self._say("full")

    def empty(self, _: Iterable[int]) -> None:
        """From now on there is room again."""
        self._say("room")

    def close(self) -> None:
        """Take it away with everything on it."""
        self._keeper.communicate()

    def _say(self, word: str) -> None:
        assert self._keeper.stdin is not None
        self._keeper.stdin.write(f"{word}\n")
        self._keeper.stdin.flush()
        self._heard()

    def _heard(self) -> None:
        assert self._keeper.stdout is not None
        said = self._keeper.stdout.readline().strip()
        if said != "done":
            raise OSError(f"no small disk: {said or 'not permitted'}")


class Limited:
    """Where nothing may be mounted: the writing processes may make no file longer (EFBIG)."""

    how = "a limit on the length of files"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def fill(self, processes: Iterable[int]) -> None:
        """No file may grow beyond the longest one of those that grow."""
        longest = max(one.stat().st_size for one in self._folder.rglob("*") if one.is_file())
        _limit(processes, longest)

    def empty(self, processes: Iterable[int]) -> None:
        """Files may grow again."""
        _limit(processes, RLIM_INFINITY)

    def close(self) -> None:
        """Remove what was written."""
        shutil.rmtree(self._folder, ignore_errors=True)


def small_disk(folder: Path, owner: tuple[int, int] | None = None) -> "Mounted | Limited":
    """Make ``folder`` a small disk, for ``owner`` (user and group) to write on."""
    folder.mkdir(mode=0o700, exist_ok=True)
    made: Mounted | Limited
    try:
        made = Mounted(folder)
    except OSError:
        made = Limited(folder)
    if owner:
        os.chown(folder, *owner)
    return made


def _limit(processes: Iterable[int], length: int) -> None:
    for process in processes:
        try:
            prlimit(process, RLIMIT_FSIZE, (length, RLIM_INFINITY))
        except ProcessLookupError:
            continue


def _mount(folder: str, size: int, flags: int = 0) -> None:
    """mount(2) of a tmpfs; raises OSError."""
    libc = ctypes.CDLL(None, use_errno=True)
    options = f"size={size},mode=700".encode()
    if libc.mount(b"storm", folder.encode(), b"tmpfs", flags, options):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _shrink(folder: str) -> None:
    disk = os.statvfs(folder)
    used = (disk.f_blocks - disk.f_bfree) * disk.f_frsize
    _mount(folder, used + _SPARE, _REMOUNT)


def keep(folder: str) -> None:
    """Mount, obey, unmount."""
    words: dict[str, Callable[[], None]] = {
        "full": lambda: _shrink(folder),
        "room": lambda: _mount(folder, SIZE, _REMOUNT),
    }
    try:
        _mount(folder, SIZE)
    except OSError as error:
        print(error, flush=True)
        return
    try:
        print("done", flush=True)
        for line in sys.stdin:
            try:
                words[line.strip()]()
            except OSError as error:
                print(error, flush=True)
            else:
                print("done", flush=True)
    finally:
        ctypes.CDLL(None).umount2(folder.encode(), _DETACH)


if __name__ == "__main__":
    keep(sys.argv[1])
