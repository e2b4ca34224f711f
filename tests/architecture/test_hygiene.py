"""What must not be in any file: somebody's machine, and hosts that the project does not need."""

import re

from tests.architecture.tree import ROOT, files

TEXT = (
    *(".cfg", ".css", ".html", ".ini", ".js", ".json", ".md", ".mjs", ".py", ".svg", ".toml"),
    *(".ts", ".tsx", ".txt", ".webmanifest", ".yml", "Makefile", "run", ".npmrc", ".mako"),
)
# The npm lock holds its packages' own funding links; what it may hold is tested below.
NPM_LOCK = ROOT / "pwa" / "package-lock.json"
ADDRESS = re.compile(r"\bhttps?://([A-Za-z0-9.-]+)")
# Documentation may point at specifications; code may name reserved and local hosts, and hosts
# without a dot, which cannot be reached from elsewhere.
HOSTS = re.compile(
    r"[A-Za-z0-9-]+|127\.0\.0\.1|(.+\.)?(localhost|test|example|invalid)|example\.(org|com|net)"
    r"|www\.w3\.org|www\.rfc-editor\.org|(spec\.)?openapis\.org|json-schema\.org"
)
MACHINE = re.compile(r"(?<![\w.~-])/(?:work|root|home/[a-z]\w*|Users/\w+)/|/tmp/\w")


def test_no_file_names_a_host_that_it_does_not_need() -> None:
    foreign = [
        f"{path.relative_to(ROOT)}: {host}"
        for path in files(*TEXT)
        if path != NPM_LOCK
        for host in ADDRESS.findall(path.read_text(encoding="utf-8"))
        if not HOSTS.fullmatch(host)
    ]
    assert foreign == []


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    places = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in files(*TEXT)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if MACHINE.search(line)
    ]
    assert places == []


def test_locks_name_no_place_to_download_from() -> None:
    for lock in (*files(".txt", under="requirements"), NPM_LOCK):
        text = lock.read_text(encoding="utf-8")
        assert '"resolved"' not in text, lock
        assert "index-url" not in text, lock
        assert "--hash=sha256:" in text or '"integrity": "sha512-' in text, lock
