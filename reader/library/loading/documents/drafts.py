"""Leave out what is not published yet: a document or an edition that says ``draft: true``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FindingCollector
from reader.library.loading.content_layout import DOCUMENT_FILE, DocumentFolder
from reader.library.loading.source_tree import SourceTree, project_path

# The key, before any YAML is parsed: whoever wrote it does not want it published, whatever else is
# wrong with the file.
_KEY: Final = re.compile(r"^draft\s*:\s*(?!false\s*$)", re.MULTILINE)
_HEAD: Final = re.compile(r"---\n.*?^---$", re.DOTALL | re.MULTILINE)


def is_draft(source: str | None) -> bool:
    """Return whether a ``document.yaml`` says that its document is a draft."""
    return bool(source and "draft" in source and _KEY.search(source))


def published(
    folders: Sequence[DocumentFolder],
    tree: SourceTree,
    collector: FindingCollector,
    *,
    drafts: bool,
) -> tuple[DocumentFolder, ...]:
    """Return the folders without drafts, or with them. Every draft is reported."""
    kept = []
    for folder in folders:
        name = f"{folder.path}/{DOCUMENT_FILE}"
        if is_draft(tree.files.get(name)):
            collector.of(project_path(name)).add(FindingCode.DRAFT)
            if not drafts:
                continue
        unfinished = {
            language
            for language, parts in folder.files.items()
            for path in parts.values()
            if is_draft_edition(tree.files.get(path))
        }
        for language in sorted(unfinished):
            path = next(iter(folder.files[language].values()))
            collector.of(project_path(path)).add(FindingCode.DRAFT)
        files = {
            tag: parts for tag, parts in folder.files.items() if drafts or tag not in unfinished
        }
        kept.append(replace(folder, files=files))
    return tuple(kept)


def is_draft_edition(source: str | None) -> bool:
    """Return whether the head of an edition says that it is a draft; its text may say anything."""
    if not source or "draft" not in source:
        return False
    return bool((head := _HEAD.match(source)) and _KEY.search(head[0]))
