"""The parameters of a search, the facets of its results, and the filters that are set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, TypeAlias
from urllib.parse import quote_plus

from reader.i18n.labels import KIND_LABELS
from reader.i18n.languages import language_name
from reader.library.addresses import address
from reader.library.model import LanguageTag
from reader.search.engine import Facet, Order, SearchResults
from reader.web.site import Site
from reader.web.translations import gettext as _
from reader.web.translations import ngettext
from reader.web.view_models import experiment_filters
from reader.web.view_models.experiment_filters import ActiveFilter

# Names in addresses. Parameters have this order, so that equal pages have one address.
PARAMETERS: Final[Mapping[Facet, str]] = {
    Facet.KIND: "kind",
    Facet.TOPIC: "topic",
    Facet.LANGUAGE: "in",
    Facet.ATTRIBUTE: "attribute",
    Facet.STATUS: "status",
}
EXACT: Final = "exact"
EXACT_VALUE: Final = "1"
VALUES_OFFERED: Final = 8
QUOTED_VALUES: Final = 128

FacetLabels: TypeAlias = Mapping[Facet, Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchParams:
    """The parameters of a page of results, without its page number.

    ``chosen`` has only values that exist. ``is_exact``: misspelled words are searched for as typed.
    """

    language: LanguageTag
    text: str
    chosen: Mapping[Facet, str]
    order: Order
    is_exact: bool = False

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
            **({EXACT: EXACT_VALUE} if self.is_exact else {}),
        }

    @property
    def kept(self) -> dict[str, str]:
        """The parameters that a search for other words keeps: filters and order."""
        dropped = {"q", EXACT}
        return {name: value for name, value in self.query.items() if name not in dropped}

    @property
    def address(self) -> str:
        """The address of the first page."""
        return self._address(self.query)

    def addresses(self, facet: Facet, values: Iterable[str]) -> Iterator[str]:
        """Yield the address of the first page for each value of a facet, if it is chosen."""
        # Set once, so that the parameters are in their order; then only this one changes.
        query, name = self.choosing(facet, "").query, PARAMETERS[facet]
        for value in values:
            query[name] = value
            yield self._address(query)

    def _address(self, query: Mapping[str, str]) -> str:
        pairs = [f"{name}={_quoted(value)}" for name, value in query.items()]
        return f"{address('search', language=self.language)}?{'&'.join(pairs)}"

    def choosing(self, facet: Facet, value: str) -> SearchParams:
        """Return the same with one value chosen, instead of any other of its facet."""
        return replace(self, chosen={**self.chosen, facet: value})

    def without(self, facet: Facet) -> SearchParams:
        """Return the same without a filter on one facet."""
        return replace(
            self,
            chosen={other: value for other, value in self.chosen.items() if other is not facet},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValue:
    """A value that filters the results: what the page says of it, and where it leads.

    ``removal`` is set if it is chosen.
    """

    words: str
    address: str
    removal: ActiveFilter | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetGroup:
    """A facet: its name and the values offered, those with most results first."""

    label: str
    values: tuple[FacetValue, ...]


def facet_labels(site: Site, tag: LanguageTag) -> FacetLabels:
    """Return facet → value → label, for every value that exists."""
    by_parameter = experiment_filters.labels_but_of_places(site, tag)
    page = site.language(tag)
    return {
        Facet.KIND: {str(kind): _(label) for kind, label in KIND_LABELS.items()},
        Facet.LANGUAGE: {each: _capitalized(language_name(each, page)) for each in site.tags},
        **{
            facet: by_parameter[parameter]
            for facet, parameter in PARAMETERS.items()
            if parameter in by_parameter
        },
    }


def _facet_names() -> Mapping[Facet, str]:
    by_parameter = experiment_filters.filter_names()
    return {
        Facet.KIND: _("Kind"),
        Facet.TOPIC: by_parameter["topic"],
        Facet.LANGUAGE: _("Language"),
        Facet.ATTRIBUTE: by_parameter["attribute"],
        Facet.STATUS: by_parameter["status"],
    }


def read_params(
    arguments: Mapping[str, str], text: str, tag: LanguageTag, labels: FacetLabels
) -> SearchParams:
    """Return the parameters of an address. Unknown values are ignored."""
    chosen = {
        facet: value
        for facet, name in PARAMETERS.items()
        if (value := arguments.get(name, "")) in labels[facet]
    }
    order = Order.NEWEST if arguments.get("order") == Order.NEWEST else Order.RELEVANCE
    return SearchParams(
        language=tag,
        text=text,
        chosen=chosen,
        order=order,
        is_exact=arguments.get(EXACT) == EXACT_VALUE,
    )


def active_filters(params: SearchParams, labels: FacetLabels) -> tuple[ActiveFilter, ...]:
    """Return the filters that are set, each with the address of the results without it."""
    names = _facet_names()
    return tuple(
        ActiveFilter(
            label=names[facet],
            value=labels[facet][value],
            without=params.without(facet).address,
        )
        for facet, value in params.chosen.items()
    )


def facet_groups(
    params: SearchParams,
    results: SearchResults,
    labels: FacetLabels,
    filters: tuple[ActiveFilter, ...],
) -> tuple[FacetGroup, ...]:
    """Return the facets of these results, without values that would change nothing.

    ``filters`` are the active filters.
    """
    names = _facet_names()
    removals = dict(zip(params.chosen, filters, strict=True))
    groups = []
    for facet in PARAMETERS:
        chosen = params.chosen.get(facet)
        offered = [each for each in _offered(results, facet, chosen) if each in labels[facet]]
        values = tuple(
            FacetValue(
                words=ngettext(
                    "%(value)s: %(num)s result",
                    "%(value)s: %(num)s results",
                    results.counts[facet][value],
                    value=labels[facet][value],
                ),
                address=link,
                removal=removals[facet] if value == chosen else None,
            )
            for value, link in zip(offered, params.addresses(facet, offered), strict=True)
        )
        if values:
            groups.append(FacetGroup(label=names[facet], values=values))
    return tuple(groups)


def _offered(results: SearchResults, facet: Facet, chosen: str | None) -> Iterator[str]:
    """Yield the values with most results, and the chosen one."""
    counts = results.counts.get(facet, {})
    ranked = sorted(
        (value for value in counts if chosen or counts[value] < results.total),
        key=counts.__getitem__,
        reverse=True,
    )
    yield from ranked[:VALUES_OFFERED]
    yield from (value for value in ranked[VALUES_OFFERED:] if value == chosen)


# A page of results has the words of its query in thirty addresses.
@lru_cache(QUOTED_VALUES)
def _quoted(value: str) -> str:
    return quote_plus(value)


def _capitalized(words: str) -> str:
    """Return words as they begin a line."""
    return words[:1].upper() + words[1:]
