"""``python -m backend.cli`` is the command ``wijkmunt``."""

from backend.cli import main

main()
