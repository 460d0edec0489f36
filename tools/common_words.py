"""Make the lists of common words in ``reader/search/analysis/word_lists``.

    pip download --no-deps wordfreq==3.1.1
    python -m tools.common_words wordfreq-3.1.1-py3-none-any.whl

The wheel is only read, never installed. Its data is licensed: see LICENSE.md beside the lists.
"""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final
from zipfile import ZipFile

import msgspec

from reader.search.analysis.common_words import WORD_LISTS, word_hash
from reader.search.analysis.tokenizer import JOINER

LANGUAGES: Final = ("en", "es")
MOST_FREQUENT: Final = 30_000  # of each language; those that are no words are left out of these


def main(wheel: Path) -> None:
    """Write the list of every language."""
    with ZipFile(wheel) as archive:
        for language in LANGUAGES:
            packed = gzip.decompress(archive.read(f"wordfreq/data/large_{language}.msgpack.gz"))
            hashes = listed(islice(frequent_words(packed), MOST_FREQUENT))
            (WORD_LISTS / f"{language}.hashes").write_bytes(hashes)
            sys.stdout.write(f"{language}: {len(hashes)} bytes\n")


def frequent_words(packed: bytes) -> Iterator[str]:
    """Yield the words of a frequency list in MessagePack, the most frequent first.

    The list is a header and then, for each hundredth of a decibel, the words as frequent as that.
    """
    _header, *buckets = msgspec.msgpack.decode(packed)
    return (word for bucket in buckets for word in bucket)


def listed(words: Iterable[str]) -> bytes:
    """Return the hashes of all that is letters only, sorted."""
    lettered = filter(lambda word: JOINER.sub("", word).isalpha(), words)
    return b"".join(sorted(set(map(word_hash, lettered))))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
