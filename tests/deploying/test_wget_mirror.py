"""A copy that anybody can take of the running site with wget, as the docs say it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from publishing.exports.tree import Tree
from support.source_modules import PROJECT

pytestmark = pytest.mark.proxy

ADDRESS = "https://library.example.org/es/"


def documented() -> str:
    """Return the command in the docs."""
    text = (PROJECT / "docs" / "handing-on.md").read_text(encoding="utf-8")
    found = re.search(rf"^(wget .*) {re.escape(ADDRESS)}$", text, re.MULTILINE)
    assert found is not None
    return found[1]


def test_the_mirror_has_every_page_and_its_links_lead_to_one_another(
    served: str, tmp_path: Path
) -> None:
    subprocess.run(
        f"{documented()} --no-verbose {served}/es/",
        cwd=tmp_path,
        shell=True,
        check=True,
        capture_output=True,
    )
    (folder,) = tmp_path.iterdir()
    tree = Tree(folder)

    assert [fault for fault in tree.faults() if not fault.endswith(">")] == []
    assert {"es/index.html", "es/help.html", "en/help.html"} <= tree.names
    assert any(
        "nevera" in tree.text(name) for name in tree.names if re.search(r"zines/.*html$", name)
    )
    assert not any(set(name) & set('?:*"<>|') for name in tree.names)
