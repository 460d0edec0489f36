"""The answers that a build takes over from the generation before: made from the same, not again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias

from reader.delivery.http.content_codings import Coding
from reader.delivery.http.response_headers import CachePolicy
from reader.delivery.prebuilt.bodies import etag_of
from reader.delivery.prebuilt.manifest import PageEntry
from reader.delivery.prebuilt.page_file import PageFile
from reader.delivery.prebuilt.page_file_writer import Resource
from reader.publishing.build.page_report import PageReport
from reader.publishing.build.static_pages import MakeResource
from reader.publishing.garbage_collector import return_freed_memory
from reader.storage.result_cache import ResultCache, ResultKind


class FinishedPage(NamedTuple):
    """A resource, its entry in the earlier generation if that has its bodies, findings about it.

    ``resource`` is None for a file that could not be made. It has every coding, or, if it is
    ``kept``, none.
    """

    resource: Resource | None
    kept: PageEntry | None
    report: PageReport

    @property
    def size(self) -> int:
        """The length of the uncoded body."""
        if self.kept:
            return self.kept.bodies[Coding.IDENTITY].length
        return len(self.resource.body) if self.resource else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRecord:
    """What is kept of a finished page. ``etags`` find its bodies in the earlier generation."""

    media_type: str
    policy: CachePolicy
    etags: Mapping[Coding, str]
    address: str
    language: str
    parameters: tuple[str, ...]
    scope: str
    report: PageReport


# The records of so many groups are in memory at a time. Forks that have made as many are followed
# by new ones, which have nothing of their own in memory yet.
_GROUPS_AT_ONCE: Final = 1_000
# The records of so many groups are written together.
_MOST_UNWRITTEN: Final = 200

Group: TypeAlias = tuple[MakeResource, ...]
# Makes the pages of each group, in order.
MakeGroups: TypeAlias = Callable[[Sequence[Group]], Iterator[list[FinishedPage]]]


_PAGES: Final[ResultKind[bytes, tuple[PageRecord, ...]]] = ResultKind(
    name="pages",
    # The cache is that of one code and its packages, and so of one set of coders.
    key=lambda digest: (digest,),
    result_type=tuple[PageRecord, ...],
)


class EarlierPages:
    """The pages of the generation before, if there is one, by the digest of their inputs."""

    def __init__(self, earlier: PageFile | None, cache: ResultCache) -> None:
        self._entries = dict(earlier.pages.items()) if earlier else {}
        self._cache = cache

    def finish(
        self, groups: Sequence[Group], inputs: Sequence[bytes | None], make: MakeGroups
    ) -> Iterator[FinishedPage]:
        """Yield the pages of all groups in order; ``make`` those whose inputs are new.

        ``inputs`` has the digest of each group, or None if it is to be made in any case.
        """
        for at in range(0, len(groups), _GROUPS_AT_ONCE):
            some = slice(at, at + _GROUPS_AT_ONCE)
            return_freed_memory()  # which forks would share
            yield from self._finish(groups[some], inputs[some], make)

    def _finish(
        self, groups: Sequence[Group], inputs: Sequence[bytes | None], make: MakeGroups
    ) -> Iterator[FinishedPage]:
        digests = [digest for digest in inputs if digest is not None]
        found = self._cache.find(_PAGES, digests)
        kept = dict(zip(digests, found, strict=True))
        records = [self._usable(kept.get(digest)) if digest else None for digest in inputs]
        made = make([group for group, known in zip(groups, records, strict=True) if not known])
        new: dict[bytes, tuple[PageRecord, ...]] = {}
        for known, digest in zip(records, inputs, strict=True):
            if known:
                yield from map(self._taken_over, known)
                continue
            pages = next(made)
            # What could not be made is tried again each time.
            if digest is not None and all(page.resource for page in pages):
                new[digest] = tuple(map(_record, pages))
                if len(new) >= _MOST_UNWRITTEN:
                    self._keep(new)
            yield from pages
        self._keep(new)

    def _keep(self, new: dict[bytes, tuple[PageRecord, ...]]) -> None:
        self._cache.keep(_PAGES, list(new), list(new.values()))
        new.clear()
        # Results of other processes come in large pieces, between which little stays.
        return_freed_memory()

    def _usable(self, records: tuple[PageRecord, ...] | None) -> tuple[PageRecord, ...] | None:
        """Return the records of a group if the earlier generation has all of its bodies."""
        return records if records and all(map(self._entry, records)) else None

    def _entry(self, record: PageRecord) -> PageEntry | None:
        entry = self._entries.get(record.address)
        if entry is None:
            return None
        etags = {coding: ref.etag for coding, ref in entry.bodies.items()}
        return entry if etags == record.etags else None

    def _taken_over(self, record: PageRecord) -> FinishedPage:
        resource = Resource(
            media_type=record.media_type,
            policy=record.policy,
            bodies={},
            address=record.address,
            language=record.language,
            parameters=record.parameters,
            scope=record.scope,
        )
        return FinishedPage(resource, self._entries[record.address], record.report)


def _record(page: FinishedPage) -> PageRecord:
    resource = page.resource
    assert resource is not None  # noqa: S101  # see finish
    kept = page.kept.bodies.items() if page.kept else ()
    return PageRecord(
        media_type=resource.media_type,
        policy=resource.policy,
        etags={coding: ref.etag for coding, ref in kept}
        or {coding: etag_of(body) for coding, body in resource.bodies.items()},
        address=resource.address,
        language=resource.language,
        parameters=resource.parameters,
        scope=resource.scope,
        report=page.report,
    )
