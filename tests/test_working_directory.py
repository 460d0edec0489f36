"""Folders that are named as operators name them: from where the command is started."""

from __future__ import annotations

import shutil
from pathlib import Path
from wsgiref.util import setup_testing_defaults

import pytest
from support.builders import write_content
from support.sites import TRANSLATIONS

from reader.delivery.wsgi_client import call_wsgi
from reader.delivery.wsgi_door import WsgiDoor
from reader.publishing.build.build_report import BuildOutcome
from reader.wiring import commands, server


@pytest.mark.parametrize(("path", "query"), [("/es/zines", ""), ("/es/search", "q=nevera")])
def test_a_page_speaks_its_language_whether_made_ahead_or_when_asked(
    path: str, query: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_content(tmp_path)
    shutil.copytree(TRANSLATIONS, tmp_path / "translations")
    monkeypatch.chdir(tmp_path)
    settings = commands.settings()

    assert commands.build(settings).outcome is BuildOutcome.BUILT

    environ: dict[str, object] = {"PATH_INFO": path, "QUERY_STRING": query}
    setup_testing_defaults(environ)
    assert 'value="Buscar"' in call_wsgi(WsgiDoor(server.current(settings)), environ).body.decode()
