"""The press: sets one document in type in a process of its own, and ends.

Run as a script with a job on its standard input (JSON); the PDF comes out of its standard output.
A process of its own, since a long document takes hundreds of megabytes and seconds of a core:
both are limited, and given back. It imports nothing of the application and reads no file but
the pages beside it and the fonts: `root` holds typst to that folder, and the data are values in
typst, never markup.
"""

import json
import os
import resource
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

PAGES = Path(__file__).with_name("pages")
MOST_MEMORY = 3 * 1024**3
MOST_SECONDS = 40
_POLITENESS = 5


def main() -> None:
    """Read the job, set it, write the document."""
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    os.nice(_POLITENESS)
    job = json.load(sys.stdin)
    sys.stdout.buffer.write(_set(job))


def _set(job: dict[str, Any]) -> bytes:
    import typst  # noqa: PLC0415 - after the limits, which then hold for its threads too

    compiler = typst.Compiler(
        root=str(PAGES),
        font_paths=job["fonts"],
        ignore_system_fonts=True,
        package_path=str(PAGES / "none"),
        package_cache_path=str(PAGES / "none"),
    )
    made = compiler.compile(
        str(PAGES / f"{job['page']}.typ"),
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"data": json.dumps(job["data"])},
        timestamp=datetime.fromisoformat(str(job["at"])),
    )
    if not isinstance(made, bytes):
        raise TypeError("a PDF is one file")
    return made


if __name__ == "__main__":
    main()
