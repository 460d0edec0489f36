"""The facts of an experiment or an episode, as labels and values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reader.i18n.formatting import format_date, format_list, format_number
from reader.i18n.labels import STATUS_LABELS
from reader.i18n.translator import Translator
from reader.library.model import Document, Episode, Experiment, StatusWord
from reader.renditions.imprint import Imprint

# A label, and its values; a value is None or empty if it is not known.
Fact = tuple[str, Iterable[str | None]]


def known_facts(imprint: Imprint, document: Document) -> Iterator[tuple[str, list[str]]]:
    """Yield each label with its values, without facts that are not known."""
    facts: Iterable[Fact] = ()
    if isinstance(document, Experiment):
        facts = _experiment_facts(imprint, document)
    elif isinstance(document, Episode):
        facts = _episode_facts(document, imprint.translator)
    for label, values in facts:
        known = [value for value in values if value]
        if known:
            yield label, known


def _experiment_facts(imprint: Imprint, experiment: Experiment) -> Iterator[Fact]:
    translator, labels = imprint.translator, imprint.library.vocabulary.labels[imprint.tag]
    places = [labels.places[place] for place in experiment.places]
    attributes = [labels.attributes[attribute] for attribute in experiment.attributes]
    yield translator.gettext("Still running?"), [_status(imprint, experiment)]
    yield translator.gettext("Who"), [experiment.organization]
    yield translator.gettext("Where"), [format_list(places, translator.language)]
    yield translator.gettext("Contact"), [experiment.contact.email, experiment.contact.site]
    yield translator.gettext("Features"), attributes


def _status(imprint: Imprint, experiment: Experiment) -> str:
    translator, status = imprint.translator, experiment.status
    if status.word is StatusWord.UNKNOWN or not status.as_of or not status.source:
        return translator.gettext("We do not know if this is still running.")
    date = format_date(status.as_of, translator.language)
    # Spanish says "al 1 de julio de 2025" of a day, and "en 2025" of a month or a year.
    as_of = (
        translator.gettext("as of %(date)s.", date=date)
        if status.as_of.day
        else translator.gettext("in %(date)s.", date=date)
    )
    source = f"{translator.gettext('Source:')} {status.source.publisher}."
    not_checked = translator.gettext("We have not checked since.")
    word = translator.gettext(STATUS_LABELS[status.word])
    changes = imprint.may_have_changed(experiment)
    return f"{word}, {as_of} {source} {not_checked} {changes}"


def _episode_facts(episode: Episode, translator: Translator) -> Iterator[Fact]:
    language = translator.language
    show = [episode.show]
    if episode.season:
        number = format_number(episode.season, language)
        show.append(translator.gettext("season %(number)s", number=number))
    if episode.number:
        number = format_number(episode.number, language)
        show.append(translator.gettext("episode %(number)s", number=number))
    aired = format_date(episode.aired, language) if episode.aired else None
    # Each address once, in this order: a page can be its own transcript.
    addresses = dict.fromkeys((episode.page_url, episode.transcript_url, episode.audio_url))
    yield translator.gettext("Show"), [", ".join(show)]
    yield translator.gettext("Published"), [aired]
    yield translator.gettext("With"), [format_list(episode.guests, language)]
    yield translator.gettext("Listen or read"), addresses
