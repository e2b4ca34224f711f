"""The bill of materials: `python -m scripts.sbom` writes build/sbom/*.cdx.json (CycloneDX).

One for the server, made from its lock with every version and hash, one for the app, made by npm.
"""

import re
from pathlib import Path

from cyclonedx.model import HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from scripts.lock import path
from scripts.pwa import npm_said
from scripts.stamps import BUILD

FOLDER = BUILD / "sbom"
_LOCKED = re.compile(r"^([a-z0-9][a-z0-9.-]*)==([^\s;\\]+)(.*?)(?=^\S|\Z)", re.M | re.S)
_HASH = re.compile(r"--hash=(sha256:[0-9a-f]{64})")


def server() -> Bom:
    """Every package of requirements/run.txt, with the hashes that the installation checks."""
    bom = Bom()
    bom.metadata.component = Component(name="wijkmunt", type=ComponentType.APPLICATION)
    for name, version, rest in _LOCKED.findall(path("run").read_text(encoding="utf-8")):
        purl = PackageURL("pypi", name=name, version=version)
        hashes = [HashType.from_composite_str(one) for one in _HASH.findall(rest)]
        bom.components.add(
            Component(name=name, version=version, purl=purl, bom_ref=str(purl), hashes=hashes)
        )
    bom.register_dependency(bom.metadata.component, bom.components)
    return bom


def main() -> None:
    """Write both."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    _write(FOLDER / "server.cdx.json", JsonV1Dot6(server()).output_as_string(indent=2))
    options = ("--sbom-format", "cyclonedx", "--package-lock-only", "--omit", "dev")
    _write(FOLDER / "app.cdx.json", npm_said("sbom", *options))


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    print(file.relative_to(BUILD.parent))


if __name__ == "__main__":
    main()
