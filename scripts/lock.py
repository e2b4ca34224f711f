"""Lock files: `python -m scripts.lock` writes them, `--check` only says whether they are stale.

A lock names every package, for every Python and system we support, with its hashes. Its first
line is a fingerprint of the dependencies in setup.cfg, so that the check needs no network.
"""

import configparser
import hashlib
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from scripts.stamps import ROOT

UV = "uv==0.13.9"
EXTRAS = {"run": ["build"], "dev": ["build", "test", "check"]}
OPTIONS = ["--universal", "--python-version", "3.11", "--generate-hashes", "--quiet"]
OPTIONS += ["--no-annotate", "--no-header", "--no-emit-index-url"]
LOCKED = re.compile(r"^([a-z0-9][a-z0-9.-]*)==", re.MULTILINE)


def wanted(kind: str) -> list[str]:
    """The direct dependencies of the lock ``kind``, as setup.cfg states them."""
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    lists = [config["options"]["install_requires"]]
    lists += [config["options.extras_require"][extra] for extra in EXTRAS[kind]]
    return sorted(line.strip() for text in lists for line in text.splitlines() if line.strip())


def header(kind: str) -> str:
    """The first line of an up-to-date lock."""
    digest = hashlib.sha256("\n".join(wanted(kind)).encode()).hexdigest()
    return f"# setup.cfg {digest}\n"


def path(kind: str) -> Path:
    """Where the lock ``kind`` is."""
    return ROOT / "requirements" / f"{kind}.txt"


def problems(kind: str) -> list[str]:
    """What is wrong with the lock ``kind``; nothing when it is in step with setup.cfg."""
    text = path(kind).read_text(encoding="utf-8")
    found = [] if text.startswith(header(kind)) else ["setup.cfg has changed since"]
    locked = set(LOCKED.findall(text))
    names = {re.split(r"[\\[<>=!~; ]", line)[0].lower() for line in wanted(kind)}
    found += [f"{name} is missing" for name in sorted(names - locked)]
    if "://" in text:
        found.append("it names a host")
    return [f"{path(kind).relative_to(ROOT)}: {problem}; run: make lock" for problem in found]


def write(kind: str, uv: Path, constraint: Path | None) -> None:
    """Resolve anew, keeping the versions of ``constraint`` so that the two locks agree."""
    with tempfile.NamedTemporaryFile("w", suffix=".in") as source:
        source.write("\n".join(wanted(kind)))
        source.flush()
        also = ["-c", str(constraint)] if constraint else []
        command = [str(uv), "pip", "compile", *OPTIONS, *also, source.name]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT)
    path(kind).write_text(header(kind) + done.stdout, encoding="utf-8")


def write_all() -> None:
    """Both locks, with the newest versions that setup.cfg allows."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        tools = Path(folder) / "bin"
        subprocess.run([tools / "python", "-m", "pip", "install", "-q", UV], check=True)
        write("run", tools / "uv", None)
        write("dev", tools / "uv", path("run"))


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        raise SystemExit("\n".join(problem for kind in EXTRAS for problem in problems(kind)) or 0)
    write_all()
