"""Where presets lie: those that come with Wijkmunt, and a file of one's own by its path."""

import difflib
from importlib.resources import files
from pathlib import Path

from backend.presets import checking, document
from backend.presets.errors import PresetUnknown
from backend.presets.schema import Preset

SUFFIX = ".yaml"
_FOLDER = "files"


def names() -> list[str]:
    """The presets that come with Wijkmunt, in order of the alphabet."""
    found = (entry.name for entry in files(__package__).joinpath(_FOLDER).iterdir())
    return sorted(name.removesuffix(SUFFIX) for name in found if name.endswith(SUFFIX))


def text_of(wanted: str) -> tuple[str, str]:
    """The text of a preset by its name or its path, and what to call the file in messages.

    Raises PresetUnknown.
    """
    if wanted in names():
        entry = files(__package__).joinpath(_FOLDER, wanted + SUFFIX)
        return entry.read_text(encoding="utf-8"), entry.name
    path = Path(wanted)
    try:
        return path.read_text(encoding="utf-8"), path.name
    except UnicodeDecodeError:
        raise PresetUnknown(f"{wanted} is not text in UTF-8") from None
    except (OSError, ValueError):
        raise PresetUnknown(_unknown(wanted)) from None


def load(wanted: str) -> Preset:
    """The preset of that name, or in that file. Raises PresetUnknown, PresetInvalid."""
    text, file = text_of(wanted)
    return checking.check(document.read(text, file))


def _unknown(wanted: str) -> str:
    near = difflib.get_close_matches(wanted, names(), n=1)
    hint = f"; did you mean {near[0]}?" if near else "; see: wijkmunt preset list"
    return f"there is neither a preset nor a file called {wanted}{hint}"
