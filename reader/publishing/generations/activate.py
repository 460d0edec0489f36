"""Switch to another generation that was built earlier, once it is verified."""

from __future__ import annotations

from pathlib import Path

from reader.publishing.generations import pointer
from reader.publishing.generations.errors import FailureCode, PublishingError
from reader.publishing.generations.verify import verify


def switch_to(var: Path, name: str) -> str:
    """Make a generation the current one and return its name.

    Raises PublishingError if it does not exist or is damaged.
    """
    with pointer.locked(var):
        directory = pointer.generation(var, name)
        if not directory.is_dir():
            raise PublishingError(
                FailureCode.NO_GENERATION, name=name, folder=str(pointer.generations(var))
            )
        verify(directory)
        pointer.switch(var, name)
        return name


def switch_back(var: Path) -> str:
    """Switch to the generation before the current one and return its name.

    Raises PublishingError if there is none or it is damaged.
    """
    with pointer.locked(var):
        name = pointer.previous(var)
        if name is not None:
            verify(pointer.generation(var, name))
        return pointer.back(var)
