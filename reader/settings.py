"""The READER_* variables of the environment, read once, with all faults reported together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

PREFIX: Final = "READER_"
_YES: Final = "yes"
_NO: Final = "no"
_HEADER_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
OFF: Final = "off"
_POSTGRESQL: Final = ("postgresql://", "postgresql+psycopg://")
DEFAULTS: Final[Mapping[str, str]] = {
    "READER_BASE_URL": "http://127.0.0.1:8000",
    "READER_CONTENT": "content",
    "READER_PLAIN_TREE": _NO,
    "READER_SUBMISSIONS": "submissions",
    "READER_SUBMISSIONS_DATABASE": "",
    "READER_TRANSLATIONS": "translations",
    "READER_TRUSTED_PROXY": "",
    "READER_VAR": "var",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The decisions of the operator.

    ``base_url`` is the public address of the site, without a trailing slash. ``content`` and
    ``translations`` are the folders of the library and of the catalogues; ``var`` is the folder in
    which generations are built. All three are absolute, because some packages resolve a relative
    path against another folder than the working directory. ``trusted_proxy`` names the header in
    which a proxy of the operator says who asks, such as ``X-Real-IP``; empty if there is none. With
    ``plain_tree`` a build also writes each page as a file, for a web server that sends files.
    ``submissions`` is the folder of what readers send, None if they cannot send anything;
    ``submissions_database`` is the address of a PostgreSQL database in place of the file there.
    """

    base_url: str
    content: Path
    translations: Path
    var: Path
    trusted_proxy: str = ""
    plain_tree: bool = False
    submissions: Path | None = None
    submissions_database: str = ""

    @property
    def takes_submissions(self) -> bool:
        """Whether the forms are open: a folder is set, and nobody on the way can read along."""
        parts = urlsplit(self.base_url)
        host = parts.hostname or ""
        is_here = host in {"localhost", "::1"} or host.startswith("127.")
        return self.submissions is not None and (parts.scheme == "https" or is_here)


class SettingsError(Exception):
    """Settings that cannot be used. ``faults`` are sentences that begin with a variable."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def read(environ: Mapping[str, str]) -> Settings:
    """Return the settings in ``environ``, with folders relative to the working directory.

    Raises SettingsError with all faults at once.
    """
    given = {name: value.strip() for name, value in environ.items() if name.startswith(PREFIX)}
    values = {**DEFAULTS, **given}
    faults = [
        *_unknown(given),
        *_base_url_faults(values["READER_BASE_URL"]),
        *_folder_faults(given, ("READER_CONTENT", "READER_TRANSLATIONS")),
        *_var_faults(values["READER_VAR"]),
        *_header_faults(values["READER_TRUSTED_PROXY"]),
        *_choice_faults(values["READER_PLAIN_TREE"]),
        *_submissions_faults(values),
        *_database_faults(values["READER_SUBMISSIONS_DATABASE"]),
    ]
    if faults:
        raise SettingsError(tuple(faults))
    folder = values["READER_SUBMISSIONS"]
    return Settings(
        base_url=values["READER_BASE_URL"].rstrip("/"),
        content=Path(values["READER_CONTENT"]).absolute(),
        translations=Path(values["READER_TRANSLATIONS"]).absolute(),
        var=Path(values["READER_VAR"]).absolute(),
        trusted_proxy=values["READER_TRUSTED_PROXY"],
        plain_tree=values["READER_PLAIN_TREE"] == _YES,
        submissions=None if folder == OFF else Path(folder).absolute(),
        submissions_database=values["READER_SUBMISSIONS_DATABASE"],
    )


def _unknown(given: Mapping[str, str]) -> list[str]:
    known = ", ".join(DEFAULTS)
    return [
        f"{name} is not a setting; the settings are {known}."
        for name in sorted(given)
        if name not in DEFAULTS
    ]


def _base_url_faults(value: str) -> list[str]:
    fault = (
        "READER_BASE_URL must be an address such as https://library.example.org, without a path; "
        f"it is “{value}”."
    )
    try:
        parts = urlsplit(value)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return [fault]
    bare = parts.path in {"", "/"} and not (
        parts.query or parts.fragment or parts.username or parts.password
    )
    plain = value.isascii() and value.isprintable() and not set(value) & set(" \"'<>\\")
    return [] if usable and bare and plain else [fault]


def _folder_faults(given: Mapping[str, str], names: tuple[str, ...]) -> list[str]:
    """Report folders that are set and do not exist. A default is reported when it is needed."""
    return [
        f"{name} must be a folder that exists; it is “{given[name]}”."
        for name in names
        if name in given and not _is_folder(given[name])
    ]


def _var_faults(value: str) -> list[str]:
    folder = Path(value)
    if value and (folder.is_dir() or not folder.exists()):
        return []
    wanted = "READER_VAR must be a folder, or the name of one that can be made"
    return [f"{wanted}; it is “{value}”."]


def _submissions_faults(values: Mapping[str, str]) -> list[str]:
    """Report a folder that cannot be used, or that is published, shared or pruned with another."""
    value = values["READER_SUBMISSIONS"]
    folder = Path(value)
    if not value or (folder.exists() and not folder.is_dir()):
        wanted = "READER_SUBMISSIONS must be off, a folder, or the name of one that can be made"
        return [f"{wanted}; it is “{value}”."]
    return [
        f"READER_SUBMISSIONS must lie outside {name}; it is “{value}”."
        for name in ("READER_CONTENT", "READER_TRANSLATIONS", "READER_VAR")
        if values[name] and folder.resolve().is_relative_to(Path(values[name]).resolve())
    ]


def _database_faults(value: str) -> list[str]:
    """Report an address of another kind, without showing it: it may hold a password."""
    if not value or value.startswith(_POSTGRESQL):
        return []
    return [
        "READER_SUBMISSIONS_DATABASE must be an address such as "
        "postgresql://reader@db.example.org/reader."
    ]


def _header_faults(value: str) -> list[str]:
    fault = (
        "READER_TRUSTED_PROXY must be the name of a header that your proxy sets on every request, "
        f"such as X-Real-IP; it is “{value}”."
    )
    return [fault] if value and not _HEADER_NAME.fullmatch(value) else []


def _choice_faults(value: str) -> list[str]:
    if value in {_YES, _NO}:
        return []
    return [f"READER_PLAIN_TREE must be “{_YES}” or “{_NO}”; it is “{value}”."]


def _is_folder(value: str) -> bool:
    return bool(value) and Path(value).is_dir()
