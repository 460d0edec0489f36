"""Filters on the list of experiments: their options with counts, and those that are set."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from reader.i18n.labels import STATUS_LABELS
from reader.library.addresses import address
from reader.library.model import Experiment, LanguageTag, Slug
from reader.web.site import Site
from reader.web.translations import gettext as _

PAGE_SIZE: Final = 20

# From so many places on, they are sorted by state, which their labels name, and not by name.
MANY_PLACES: Final = 12

# parameter → the values an experiment has for it, in the order in which readers ask: where, how,
# about what, and is it open
_VALUES: Final[Mapping[str, Callable[[Experiment], tuple[str, ...]]]] = {
    "place": lambda experiment: experiment.places,
    "attribute": lambda experiment: experiment.attributes,
    "topic": lambda experiment: experiment.topics,
    "status": lambda experiment: (experiment.status.word,),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterOption:
    """A value of a filter. ``count`` experiments match it and the other filters."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A filter: its parameter in the address, its name, and its options."""

    parameter: str
    label: str
    options: tuple[FilterOption, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActiveFilter:
    """A filter that is set. ``without`` is the address of the same list without it."""

    label: str
    value: str
    without: str


def value_labels(site: Site, tag: LanguageTag) -> Mapping[str, Mapping[str, str]]:
    """Return parameter → value → label, every value in its order."""
    places = site.library.vocabulary.labels[tag].places
    return {**labels_but_of_places(site, tag), "place": _sorted_places(site, places)}


def labels_but_of_places(site: Site, tag: LanguageTag) -> Mapping[str, Mapping[str, str]]:
    """Return the same without places, which are many and have to be sorted."""
    words = site.library.vocabulary.labels[tag]
    return {
        "attribute": {str(code): label for code, label in words.attributes.items()},
        "topic": {str(code): label for code, label in words.topics.items()},
        "status": {str(word): _(label) for word, label in STATUS_LABELS.items()},
    }


def _sorted_places(site: Site, labels: Mapping[Slug, str]) -> Mapping[str, str]:
    """Return place → label, by label, or where there are many by state; those in none come last."""
    regions = site.library.vocabulary.places if len(labels) >= MANY_PLACES else {}
    ordered = sorted(
        labels.items(),
        key=lambda each: (
            regions.get(each[0]) is None,
            regions.get(each[0]) or "",
            each[1].casefold(),
        ),
    )
    return {str(code): label for code, label in ordered}


def filter_names() -> Mapping[str, str]:
    """Return parameter → name of its filter, in the language of the request."""
    return {
        "place": _("Place"),
        "attribute": _("Features"),
        "topic": _("Topic"),
        "status": _("Still running?"),
    }


def chosen_values(site: Site, arguments: Mapping[str, str], tag: LanguageTag) -> dict[str, str]:
    """Return the filters of an address: known parameters with known values, and no others."""
    labels = value_labels(site, tag)
    return {name: arguments[name] for name in _VALUES if arguments.get(name) in labels[name]}


def matching(site: Site, chosen: Mapping[str, str]) -> tuple[Experiment, ...]:
    """Return the experiments that match every chosen value."""
    return tuple(
        experiment
        for experiment in site.library.experiments
        if all(value in _VALUES[name](experiment) for name, value in chosen.items())
    )


def filters(site: Site, chosen: Mapping[str, str], tag: LanguageTag) -> tuple[Filter, ...]:
    """Return the filters with their options, without options that nothing matches unless chosen."""
    labels = value_labels(site, tag)
    return tuple(
        Filter(parameter=name, label=label, options=_options(site, name, labels[name], chosen))
        for name, label in filter_names().items()
    )


def _options(
    site: Site, name: str, labels: Mapping[str, str], chosen: Mapping[str, str]
) -> tuple[FilterOption, ...]:
    others = {parameter: value for parameter, value in chosen.items() if parameter != name}
    matches = [
        value for experiment in matching(site, others) for value in _VALUES[name](experiment)
    ]
    options = (
        FilterOption(
            value=value,
            label=label,
            count=matches.count(value),
            is_chosen=chosen.get(name) == value,
        )
        for value, label in labels.items()
    )
    return tuple(option for option in options if option.count or option.is_chosen)


def active_filters(
    site: Site, chosen: Mapping[str, str], tag: LanguageTag
) -> tuple[ActiveFilter, ...]:
    """Return the filters that are set, each with the address without it."""
    labels, names = value_labels(site, tag), filter_names()
    path = address("experiments", language=tag)
    others = {
        name: urlencode({other: value for other, value in chosen.items() if other != name})
        for name in chosen
    }
    return tuple(
        ActiveFilter(
            label=names[name],
            value=labels[name][value],
            without=f"{path}?{others[name]}" if others[name] else path,
        )
        for name, value in chosen.items()
    )
