"""Both kinds of a small disk refuse what does not fit, and take it when there is room again."""

import errno
import os
from pathlib import Path

import pytest

from tests.storm.disk import MEBIBYTE, Limited, Mounted, small_disk


def test_a_full_disk_refuses_and_takes_again(tmp_path: Path) -> None:
    limited = tmp_path / "limited"
    limited.mkdir()
    disks: list[tuple[Path, Mounted | Limited]] = [
        (tmp_path / "small", small_disk(tmp_path / "small")),
        (limited, Limited(limited)),
    ]
    for folder, disk in disks:
        _write(folder, MEBIBYTE)
        disk.fill([os.getpid()])
        try:
            with pytest.raises(OSError, match=r"No space|too large") as refused:
                _write(folder, 2 * MEBIBYTE)
        finally:
            disk.empty([os.getpid()])
        assert refused.value.errno in {errno.ENOSPC, errno.EFBIG}
        _write(folder, 2 * MEBIBYTE)
        disk.close()
        assert not list(folder.glob("*"))


def _write(folder: Path, length: int) -> None:
    """Write so many bytes of a file, all of them; raises OSError."""
    with (folder / "file").open("wb", buffering=0) as file:
        left = length
        while left:
            left -= file.write(bytes(left))
