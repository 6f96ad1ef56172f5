"""What the commands that write files share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from hotwash.cli.common import fail, shown


@contextmanager
def saving(path: Path, way_out: str = "") -> Iterator[None]:
    """A file that cannot be written ends the command with exit code 2 and one line that says why."""
    try:
        yield
    except OSError as error:
        name = error.filename if isinstance(error.filename, str) and error.filename != str(path) else None
        reason = error.strerror or type(error).__name__
        # The file aside has a name of no use to anyone; a folder that cannot be made is worth naming.
        place = f" ({near(Path(name))})" if name and ".hotwash-" not in name else ""
        fail(f"cannot write {near(path)}: {reason}{place}; {way_out or 'nothing was changed'}")


@contextmanager
def changing(path: Path) -> Iterator[None]:
    """Read a document and write it back with nobody in between; what stops that ends the command with one line."""
    from hotwash.writing.locking import BusyError, locked

    try:
        with locked(path):
            yield
    except BusyError as error:
        fail(f"{near(path)}: {error}; nothing was changed, try again when that has ended")
    except UnicodeDecodeError:
        fail(f"{shown(path)}: it is not UTF-8 text")
    except OSError as error:
        fail(f"{shown(path)}: {(error.strerror or 'cannot be read').lower()}; nothing was changed")


def near(path: Path) -> str:
    """A path as a person here would type it: relative to the current folder where that is shorter; printable."""
    with suppress(ValueError, OSError):  # it lies elsewhere, or the current folder is gone
        path = Path(os.path.abspath(path)).relative_to(Path.cwd())  # noqa: PTH100 - a link is shown as it is called
    return shown(path)
