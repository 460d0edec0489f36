"""Filters on the list of experiments: which values are offered, how many each would leave, which are in force."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from reader.i18n.labels import STATUS_LABELS
from reader.library.addresses import address
from reader.library.model import Experiment, LanguageTag
from reader.web.site import Site
from reader.web.translations import gettext as _

PAGE_SIZE: Final = 20

# parameter → the values an experiment has for it
_VALUES: Final[Mapping[str, Callable[[Experiment], tuple[str, ...]]]] = {
    "attribute": lambda experiment: experiment.attributes,
    "topic": lambda experiment: experiment.topics,
    "status": lambda experiment: (experiment.status.word,),
    "place": lambda experiment: experiment.places,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterOption:
    """One value of a filter. ``count`` is how many experiments it would leave beside the other filters in force."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One filter: its parameter in the address, its name, and its options."""

    parameter: str
    label: str
    options: tuple[FilterOption, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActiveFilter:
    """A filter that the reader has set. ``without`` is the address of the same list with this one taken away."""

    label: str
    value: str
    without: str


def labels(site: Site, tag: LanguageTag) -> Mapping[str, Mapping[str, str]]:
    """Return parameter → value → label, every value in its order."""
    words = site.library.vocabulary.labels[tag]
    return {
        "attribute": {str(code): label for code, label in words.attributes.items()},
        "topic": {str(code): label for code, label in words.topics.items()},
        "status": {str(word): _(label) for word, label in STATUS_LABELS.items()},
        "place": {str(code): label for code, label in words.places.items()},
    }


def names() -> Mapping[str, str]:
    """Return what the filters are called, in the language of the request."""
    return {
        "attribute": _("Features"),
        "topic": _("Topic"),
        "status": _("Still running?"),
        "place": _("Place"),
    }


def chosen(site: Site, arguments: Mapping[str, str], tag: LanguageTag) -> dict[str, str]:
    """Return the filters in force: known parameters with known values. Anything else in the address is passed over."""
    known = labels(site, tag)
    return {name: arguments[name] for name in _VALUES if arguments.get(name) in known[name]}


def matching(site: Site, wanted: Mapping[str, str]) -> tuple[Experiment, ...]:
    """Return the experiments that have every wanted value."""
    return tuple(
        experiment
        for experiment in site.library.experiments
        if all(value in _VALUES[name](experiment) for name, value in wanted.items())
    )


def filters(site: Site, wanted: Mapping[str, str], tag: LanguageTag) -> tuple[Filter, ...]:
    """Return the filters with their options; an option that would leave nothing is not offered, unless it is chosen."""
    known = labels(site, tag)
    return tuple(
        Filter(parameter=name, label=label, options=_options(site, name, known[name], wanted))
        for name, label in names().items()
    )


def _options(
    site: Site, name: str, known: Mapping[str, str], wanted: Mapping[str, str]
) -> tuple[FilterOption, ...]:
    others = {parameter: value for parameter, value in wanted.items() if parameter != name}
    left = [value for experiment in matching(site, others) for value in _VALUES[name](experiment)]
    options = (
        FilterOption(
            value=value, label=label, count=left.count(value), is_chosen=wanted.get(name) == value
        )
        for value, label in known.items()
    )
    return tuple(option for option in options if option.count or option.is_chosen)


def active_filters(
    site: Site, wanted: Mapping[str, str], tag: LanguageTag
) -> tuple[ActiveFilter, ...]:
    """Return the filters set, each with the address without it."""
    known, called, path = labels(site, tag), names(), address("experiments", language=tag)
    left = {
        name: urlencode({other: kept for other, kept in wanted.items() if other != name})
        for name in wanted
    }
    return tuple(
        ActiveFilter(
            label=called[name],
            value=known[name][value],
            without=f"{path}?{left[name]}" if left[name] else path,
        )
        for name, value in wanted.items()
    )
