"""The fields of a form as a page shows them, with what was typed and what is wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from reader.library.model import LanguageTag
from reader.submissions.form_fields import CONSENT_GIVEN, FIELDS, Answers, FieldKind, FormName
from reader.submissions.form_rules import FieldProblem
from reader.submissions.labels import (
    FAULT_MESSAGES,
    FIELD_HINTS,
    FIELD_LABELS,
    OTHER_LANGUAGE,
    OTHER_LANGUAGE_LABEL,
    REASON_LABELS,
    RUNNING_LABELS,
)
from reader.web.site import Site
from reader.web.translations import gettext as _
from reader.web.view_models.form_errors import FormError

# The button of every form: where an error leads that is no field's.
SEND_BUTTON: Final = "page_send"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldOption:
    """One answer that can be chosen. ``language`` is that of its label if it is another one."""

    value: str
    label: str
    is_chosen: bool
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """A field as a page shows it. ``shown`` is what was typed, or the labels of what was chosen."""

    id: str
    name: str
    kind: FieldKind
    label: str
    hint: str
    value: str
    shown: tuple[str, ...]
    options: tuple[FieldOption, ...] = ()

    @property
    def sent(self) -> str:
        """The value as a page sends it on that shows it once more."""
        return " ".join(self.value.split()) if self.kind is FieldKind.CHOICES else self.value


def field_id(name: str) -> str:
    """Return the id of a field; of no field, that of the button."""
    return f"page_{name}" if name else SEND_BUTTON


def form_fields(
    site: Site, form: FormName, answers: Answers, language: LanguageTag
) -> tuple[FormField, ...]:
    """Return the fields of a form, filled with answers."""
    tables = _choice_labels(site, language)
    fields = []
    for field in FIELDS[form]:
        value = answers.get(field.name, "")
        options = _options(site, field.name, tables.get(field.name, {}), value.split("\n"))
        chosen = tuple(option.label for option in options if option.is_chosen)
        is_consent = field.kind is FieldKind.CONSENT
        label = _(FIELD_LABELS[form][field.name])
        lines = (_("Yes"),) if value == CONSENT_GIVEN else ()
        written = tuple(value.split("\n")) if value else ()
        fields.append(
            FormField(
                id=field_id(field.name),
                name=field.name,
                kind=field.kind,
                label=label,
                hint=_(hint) if (hint := FIELD_HINTS[form].get(field.name, "")) else "",
                value=value,
                shown=lines if is_consent else chosen if options else written,
                options=options,
            )
        )
    return tuple(fields)


def choices(site: Site) -> Mapping[str, Collection[str]]:
    """Return what a field of choices may hold, of those that depend on the library."""
    vocabulary = site.library.vocabulary
    return {
        "topics": vocabulary.topics,
        "marks": vocabulary.attributes,
        "written_in": (*site.tags, OTHER_LANGUAGE),
    }


def errors_of(form: FormName, problems: Iterable[FieldProblem]) -> tuple[FormError, ...]:
    """Return what is wrong with a form, in the words of its page."""
    return tuple(
        FormError(
            field=field_id(problem.field),
            message=_(
                FAULT_MESSAGES[problem.fault],
                label=_(FIELD_LABELS[form][problem.field]).partition(" (")[0]
                if problem.field
                else "",
                longest=problem.longest,
                length=problem.length,
            ),
        )
        for problem in problems
    )


def _choice_labels(site: Site, language: LanguageTag) -> Mapping[str, Mapping[str, str]]:
    """Return field → what it may hold → its label."""
    labels = site.library.vocabulary.labels[language]
    return {
        "topics": {topic: labels.topics[topic] for topic in site.library.vocabulary.topics},
        "marks": {mark: labels.attributes[mark] for mark in site.library.vocabulary.attributes},
        "reason": {value: _(label) for value, label in REASON_LABELS.items()},
        "running": {value: _(label) for value, label in RUNNING_LABELS.items()},
        "written_in": {each.tag: each.autonym for each in site.languages}
        | {OTHER_LANGUAGE: _(OTHER_LANGUAGE_LABEL)},
    }


def _options(
    site: Site, name: str, labels: Mapping[str, str], chosen: Collection[str]
) -> tuple[FieldOption, ...]:
    return tuple(
        FieldOption(
            value=value,
            label=label,
            is_chosen=value in chosen,
            language=value if name == "written_in" and value in site.tags else None,
        )
        for value, label in labels.items()
    )
