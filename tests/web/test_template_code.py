"""What a build keeps of its templates for the next build and for a server."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.sites import make_app

from reader.web.template_code import compile_templates


def test_templates_that_are_known_are_not_compiled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = compile_templates(make_app(tmp_path), {})
    app = make_app(tmp_path / "again")
    monkeypatch.setattr(app.jinja_env, "compile", None)

    assert compile_templates(app, code) == code
    assert len(code) == len(app.jinja_env.list_templates())


def test_code_that_no_template_has_is_compiled_again(tmp_path: Path) -> None:
    code = compile_templates(make_app(tmp_path), {})
    key = min(code)

    again = compile_templates(make_app(tmp_path / "again"), {**code, key: b"of another Python"})

    assert again.keys() == code.keys()
    assert len(again[key]) > len(b"of another Python")
