"""Whose turn it is to write in an embedded database: its processes queue in the kernel.

SQLite lets one process write at a time. Whoever finds it busy sleeps and looks again, up to a
tenth of a second too late, and those who come later overtake. So a writer takes this lock before
it begins, and is woken at once when the one before it is done. The kernel gives the lock back when
a process ends, however it ends (flock(2)).

It is a courtesy and no protection: a program that knows nothing of it, and a writer that could not
get its turn, are held off by SQLite's own lock.
"""

import fcntl
import os
import threading
from pathlib import Path

ENDINGS = ("-turn", "-next")
"""Of the files beside the database: who writes, and who is next."""


class Turns:
    """The queue of the writers of one database; safe for threads.

    One thread of a process stands in it at a time. Of its two locks the second lets in who is
    next, so that a process that has just written cannot overtake the one that waits.
    """

    def __init__(self, database: Path) -> None:
        self._database = database
        self._ours = threading.Lock()
        self._files: tuple[int, ...] = ()

    def take(self, seconds: float) -> bool:
        """Wait for the turn, to be given back; False when there is none.

        Other threads of this process are waited for so many seconds, other processes until they
        give it back or end.
        """
        if not self._ours.acquire(timeout=seconds):
            return False
        try:
            turn, upcoming = self._open()
            fcntl.flock(upcoming, fcntl.LOCK_EX)
            fcntl.flock(turn, fcntl.LOCK_EX)
            fcntl.flock(upcoming, fcntl.LOCK_UN)
        except OSError:  # a disk without locks, or a folder that is not ours
            self._let_go()
            return False
        return True

    def give_back(self) -> None:
        """Let the next one write."""
        fcntl.flock(self._files[0], fcntl.LOCK_UN)
        self._ours.release()

    def close(self) -> None:
        """Close the files; who still writes keeps them until the process ends."""
        if self._ours.acquire(blocking=False):
            self._let_go()

    def _open(self) -> tuple[int, ...]:
        if not self._files:
            self._files = tuple(_open(self._database, ending) for ending in ENDINGS)
        return self._files

    def _let_go(self) -> None:
        files, self._files = self._files, ()
        for file in files:
            os.close(file)
        self._ours.release()


def _open(database: Path, ending: str) -> int:
    """A file beside the database, as SQLite makes its own: whoever may use the one may the other.

    Locking needs no right to write (flock(2)).
    """
    path, like = database.with_name(database.name + ending), database.stat()
    try:
        file = os.open(path, os.O_RDONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return os.open(path, os.O_RDONLY)
    os.fchmod(file, like.st_mode & 0o666)
    if os.geteuid() == 0:
        os.fchown(file, like.st_uid, like.st_gid)
    return file
