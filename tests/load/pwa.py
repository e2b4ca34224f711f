"""What a phone has to load first: the app's JavaScript, compressed as the server sends it."""

import json
import subprocess

from scripts.pwa import node_home
from tests.load.effort import Effort
from tests.load.figures import Figure
from tests.support.server import ROOT

SCRIPT = ROOT / "pwa" / "scripts" / "size.mjs"


def measure(_: Effort) -> list[Figure]:
    """Kilobytes (1000 bytes) of JavaScript that the first page needs, gzipped."""
    node = node_home() / "bin" / "node"
    said = subprocess.run(
        [node, SCRIPT, "--json"], capture_output=True, text=True, check=True
    ).stdout
    kilobytes = json.loads(said)["total"] / 1000
    return [Figure("pwa_bytes", kilobytes)]
