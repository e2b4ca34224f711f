"""How a setting is given: as a variable, in a file that a variable names, or as a credential.

What is secret is best not in the environment, which every child process gets. So each setting may
also stand in a file: ``WIJKMUNT_SECRETS_FILE`` names it, or systemd hands it over as the credential
``secrets`` (``LoadCredential=secrets:...``) in the folder ``CREDENTIALS_DIRECTORY``.
"""

from collections.abc import Mapping
from pathlib import Path

PREFIX = "WIJKMUNT_"


class ConfigError(Exception):
    """The environment does not make sense; the text says what to change."""


def given(environment: Mapping[str, str], name: str) -> str:
    """The setting ``name``, such as ``WIJKMUNT_SECRETS``; empty when it was not given.

    Raises ConfigError for a file that cannot be read.
    """
    path = file_of(environment, name)
    return read(path, name) if path else environment.get(name, "")


def file_of(environment: Mapping[str, str], name: str) -> Path | None:
    """The file in which the setting ``name`` stands; None when it is a variable, or not given."""
    if environment.get(name):
        return None
    if environment.get(f"{name}_FILE"):
        return Path(environment[f"{name}_FILE"])
    folder = environment.get("CREDENTIALS_DIRECTORY")
    if not folder:
        return None
    credential = Path(folder) / name.removeprefix(PREFIX).lower().replace("_", "-")
    return credential if credential.is_file() else None


def read(path: Path, name: str) -> str:
    """What stands in the file, without the white space around it."""
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        kind = type(error).__name__
        raise ConfigError(f"{name}_FILE: {path} cannot be read ({kind})") from None


def number(environment: Mapping[str, str], name: str, otherwise: int) -> int:
    """The whole number ``name``, or another one when it was not given."""
    said = environment.get(name, str(otherwise))
    if not said.isdecimal():
        raise ConfigError(f"{name}: not a whole number: {said}")
    return int(said)
