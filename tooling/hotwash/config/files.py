"""Reading a text file that the configuration names."""

from __future__ import annotations

from pathlib import Path

from hotwash.config.error import ConfigError
from hotwash.witness import look


def read_text(path: Path) -> str:
    """The text of a UTF-8 file, a byte order mark aside. Raises `ConfigError` naming the file."""
    return decode(read_bytes(path), path)


def read_bytes(path: Path) -> bytes:
    """The content of a file. Raises `ConfigError` naming it."""
    look(path)
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise ConfigError(path, None, "there is no such file") from None
    except IsADirectoryError:
        raise ConfigError(path, None, "is a folder, not a file") from None
    except OSError as error:
        raise ConfigError(path, None, f"cannot be read: {(error.strerror or str(error)).lower()}") from None


def decode(data: bytes, path: Path) -> str:
    """Bytes as UTF-8 text; `ConfigError` names the line of the first byte that is none."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError(path, line, "is not UTF-8; save it in that encoding") from None
