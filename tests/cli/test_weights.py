"""The table of weights, and pages too heavy to be built, as the command tells of them."""

from __future__ import annotations

import random
import re
from pathlib import Path

from cli.commands import NOTHING_WRONG, Run, with_message
from support.builders import edition


def noise(size_bytes: int) -> str:
    """Return a text in paragraphs that no coder makes much smaller."""
    words = (
        random.Random(7)
        .randbytes(size_bytes // 2)
        .hex(" ", 4)
        .translate(str.maketrans("0123456789", "ghijklmnop"))
    )
    return (
        "\n\n".join(words[start : start + 900].strip() for start in range(0, len(words), 900))
        + "\n"
    )


def test_check_weights_prints_every_page_the_heaviest_first_in_the_language_asked_for(
    run: Run, folder: Path
) -> None:
    with_message(folder, "Article", "Artículo")

    spanish = run("check", "--weights", "--language", "es")
    plain = run("check")

    assert (spanish.exit_code, plain.output) == (0, f"{NOTHING_WRONG}\n")
    head, headings, *rows, last = spanish.output.splitlines()
    assert head.endswith("450:")
    assert headings.split() == ["All", "Artículo", "Sources", "Frame", "Page"]
    cells = [
        re.fullmatch(r" *(\d+) +(-?\d+) +(\d+) +(\d+)  (/\S*(?: \(\w\w\))?)", row) for row in rows
    ]
    assert all(cells), rows
    numbers = [tuple(int(cell) for cell in row.groups()[:4]) for row in cells if row]
    assert (
        [450 + sum(parts) for _, *parts in numbers]
        == [each[0] for each in numbers]
        == sorted((each[0] for each in numbers), reverse=True)
    )
    addresses = [row[5] for row in cells if row]
    assert {
        "/en/experiments/free-fridge",
        "/es/zines/stay-calm/before",
        "/es/",
        "/ (es)",
        "/en/404",
    } <= set(addresses)
    assert not any(address.endswith(".txt") for address in addresses)
    assert last == NOTHING_WRONG


def test_a_page_that_is_too_heavy_fails_check_weights_and_build_with_what_is_heavy(
    run: Run, folder: Path
) -> None:
    (folder / "content/pages/about/en.md").write_text(edition("About", noise(36_000)))

    checked = run("check", "--weights")
    built = run("build")

    fault = (
        r"/en/about:1: W001: The page weighs (\d+) bytes; .* "
        r"the article takes (\d+), the sources 0, the frame (\d+)\. .+\."
    )
    for result in (checked, built):
        assert result.exit_code == 1
        line = next(line for line in result.output.splitlines() if "W001" in line)
        said = re.fullmatch(fault, line)
        assert said, line
        assert int(said[1]) > int(said[2]) > 13_000
        assert int(said[3]) < 3_000
    assert checked.output.splitlines()[-1] == "1 error, 1 warning"
    assert re.search(r"^ *\d+ +\d+ +0 +\d+  /en/about$", checked.output, re.MULTILINE)
    assert "Nothing was built" in built.output
    assert not (folder / "var/pointer").exists()


def test_a_heavy_page_is_built_with_a_warning(run: Run, folder: Path) -> None:
    (folder / "content/pages/about/en.md").write_text(edition("About", noise(12_000)))

    built = run("build")

    assert built.exit_code == 0
    assert re.search(r"^/en/about:1: W002: \(warning\) ", built.output, re.MULTILINE)
    assert built.output.splitlines()[-1].startswith("Now serving generation ")


def test_nothing_is_weighed_where_the_content_has_an_error(run: Run, folder: Path) -> None:
    (folder / "content/library.yaml").unlink()

    result = run("check", "--weights")

    assert result.exit_code == 1
    assert re.fullmatch(r"content/library\.yaml:1: .+\n1 error, 0 warnings\n", result.output)
