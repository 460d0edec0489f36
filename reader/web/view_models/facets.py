"""Narrowing results down: what the address of a page of results says, which values are offered, which are in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from reader.i18n.labels import KIND_LABELS
from reader.i18n.languages import language_name
from reader.library.addresses import address
from reader.library.model import LanguageTag
from reader.search.engine import Facet, Order, SearchResults
from reader.web.site import Site
from reader.web.translations import gettext as _
from reader.web.view_models import experiment_filters
from reader.web.view_models.experiment_filters import ActiveFilter

# What a facet is called in an address. Parameters stand there in this order, so that equal pages have one address.
PARAMETERS: Final[Mapping[Facet, str]] = {
    Facet.KIND: "kind",
    Facet.TOPIC: "topic",
    Facet.LANGUAGE: "in",
    Facet.ATTRIBUTE: "attribute",
    Facet.STATUS: "status",
}
VALUES_OFFERED: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchParams:
    """What the address of a page of results says, but for the number of the page. ``chosen`` has only values that exist."""

    language: LanguageTag
    text: str
    chosen: Mapping[Facet, str]
    order: Order

    @property
    def query(self) -> dict[str, str]:
        """The parameters of the address."""
        chosen = {
            PARAMETERS[facet]: self.chosen[facet] for facet in PARAMETERS if facet in self.chosen
        }
        return {
            "q": self.text,
            **chosen,
            **({"order": str(self.order)} if self.order is not Order.RELEVANCE else {}),
        }

    @property
    def address(self) -> str:
        """The address of the first page."""
        return f"{address('search', language=self.language)}?{urlencode(self.query)}"

    def choosing(self, facet: Facet, value: str) -> SearchParams:
        """Return the same with one value chosen, instead of any other of its facet."""
        return replace(self, chosen={**self.chosen, facet: value})

    def without(self, facet: Facet) -> SearchParams:
        """Return the same with one facet left open."""
        return replace(
            self,
            chosen={other: value for other, value in self.chosen.items() if other is not facet},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValue:
    """One value that results can be narrowed down to. ``count`` of them would be left. ``removal`` is set where it is in force."""

    label: str
    count: int
    address: str
    removal: ActiveFilter | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetGroup:
    """One facet: its name and the values offered, those that leave most first."""

    label: str
    values: tuple[FacetValue, ...]


def labels(site: Site, tag: LanguageTag) -> Mapping[Facet, Mapping[str, str]]:
    """Return facet → value → label, every value that exists."""
    words = experiment_filters.labels(site, tag)
    own = {PARAMETERS[facet]: facet for facet in PARAMETERS}
    return {
        Facet.KIND: {str(kind): _(label) for kind, label in KIND_LABELS.items()},
        Facet.LANGUAGE: {
            each.tag: _beginning(language_name(each.tag, site.language(tag)))
            for each in site.languages
        },
        **{own[parameter]: known for parameter, known in words.items() if parameter in own},
    }


def names() -> Mapping[Facet, str]:
    """Return what the facets are called, in the language of the request."""
    words = experiment_filters.names()
    return {
        Facet.KIND: _("Kind"),
        Facet.TOPIC: words["topic"],
        Facet.LANGUAGE: _("Language"),
        Facet.ATTRIBUTE: words["attribute"],
        Facet.STATUS: words["status"],
    }


def read(site: Site, arguments: Mapping[str, str], text: str, tag: LanguageTag) -> SearchParams:
    """Return what an address asks for. Unknown values in it are passed over."""
    known = labels(site, tag)
    chosen = {
        facet: value
        for facet, name in PARAMETERS.items()
        if (value := arguments.get(name, "")) in known[facet]
    }
    order = Order.NEWEST if arguments.get("order") == Order.NEWEST else Order.RELEVANCE
    return SearchParams(language=tag, text=text, chosen=chosen, order=order)


def in_force(site: Site, asked: SearchParams) -> tuple[ActiveFilter, ...]:
    """Return the values chosen, each with the address of the results without it."""
    known, called = labels(site, asked.language), names()
    return tuple(
        ActiveFilter(
            label=called[facet], value=known[facet][value], without=asked.without(facet).address
        )
        for facet, value in asked.chosen.items()
    )


def groups(site: Site, asked: SearchParams, results: SearchResults) -> tuple[FacetGroup, ...]:
    """Return the facets by which these results can be narrowed down. A value that would change nothing is not offered."""
    known, called = labels(site, asked.language), names()
    removals = dict(zip(asked.chosen, in_force(site, asked), strict=True))
    made = (
        FacetGroup(
            label=called[facet],
            values=tuple(
                FacetValue(
                    label=known[facet][value],
                    count=results.counts[facet][value],
                    address=asked.choosing(facet, value).address,
                    removal=removals[facet] if asked.chosen.get(facet) == value else None,
                )
                for value in _offered(results, facet, asked.chosen.get(facet))
                if value in known[facet]
            ),
        )
        for facet in PARAMETERS
    )
    return tuple(group for group in made if group.values)


def _offered(results: SearchResults, facet: Facet, chosen: str | None) -> Iterator[str]:
    """Yield the values that leave most, and the one in force."""
    counts = results.counts.get(facet, {})
    ranked = sorted(
        (value for value in counts if chosen or counts[value] < results.total),
        key=counts.__getitem__,
        reverse=True,
    )
    yield from ranked[:VALUES_OFFERED]
    yield from (value for value in ranked[VALUES_OFFERED:] if value == chosen)


def _beginning(words: str) -> str:
    """Return words as they stand at the beginning of a line."""
    return words[:1].upper() + words[1:]
