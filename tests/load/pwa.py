"""What a phone has to load first: the app's JavaScript, compressed as the server sends it."""

import json
import subprocess

from scripts.pwa import node_home
from tests.load.figures import Figure
from tests.support.server import ROOT

REACH_KILOBYTES = 35.0
SCRIPT = ROOT / "pwa" / "scripts" / "size.mjs"


def measure() -> list[Figure]:
    """Kilobytes (1000 bytes) of JavaScript that the first page needs, gzipped."""
    node = node_home() / "bin" / "node"
    said = subprocess.run(
        [node, SCRIPT, "--json"], capture_output=True, text=True, check=True
    ).stdout
    kilobytes = json.loads(said)["total"] / 1000
    return [Figure("PWA first-load JavaScript, kB gz", kilobytes, REACH_KILOBYTES, at_most=True)]
