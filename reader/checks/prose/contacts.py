"""Contacts are those of organizations.

No telephone number, no mailbox but the document's own, and none that is a person's by its name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final
from urllib.parse import unquote

from reader.checks.findings.prose import ProseCode
from reader.library.finding_collector import FileFindings, FindingCollector, SourceMap
from reader.library.library import Library
from reader.library.loading.content_layout import LEVELS_OF_A_FOLDER, facts_path
from reader.library.loading.library_yaml import LIBRARY_FILE
from reader.library.loading.source_tree import project_path
from reader.library.model import Contact, Document, Experiment
from reader.library.passages import Passage

_GAP: Final = r"[-. \u00a0\u2010-\u2013·/]"
_NOT_YEARS: Final = r"(?!(?:19|20)[0-9]{2}(?![0-9]))"
# Telephone numbers by their shape. Years, ranges, dates, prices and short codes (911, 988) have
# other shapes.
_NUMBER: Final = re.compile(
    r"(?<![\w$€])(?<![0-9][.,/-])(?:"
    rf"\+[0-9]{{1,3}}(?:{_GAP}?\(?[0-9]{{1,4}}\)?){{2,5}}"  # +52 55 1234 5678
    # (510) 555-0100
    rf"|(?:1{_GAP}?)?(?:\([2-9][0-9]{{2}}\) ?|[2-9][0-9]{{2}}{_GAP})[0-9]{{3}}{_GAP}[0-9]{{4}}"
    # 800-555-HELP
    rf"|(?:1{_GAP})?8[0-9]{{2}}{_GAP}(?=[0-9-]*[A-Z])[0-9A-Z]{{3}}{_GAP}?[0-9A-Z]{{4}}"
    r"|1?[2-9][0-9]{2}[2-9][0-9]{6}"  # 5105550100
    rf"|\(?[0-9]{{2}}\)?{_GAP}{_NOT_YEARS}[0-9]{{4}}{_GAP}{_NOT_YEARS}[0-9]{{4}}"  # 55 1234 5678
    r")(?![\w]|[.,/-][0-9])"
)
# Quick to look for, and most passages have none.
_DIGIT: Final = re.compile(r"[0-9]")
# Rules out "+20 2021". Source: ITU-T E.164; the shortest national numbers have seven digits, and +1
# and the like have more.
_FEWEST_DIGITS: Final = 8
_LONGEST_SHORT_CODE: Final = 6
_MAILBOX: Final = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NUMBER_IN_ADDRESS: Final = re.compile(
    r"^tel:(?P<called>.*)"
    r"|\bwa\.me/\+?(?P<chat>[0-9]+)"
    r"|\bwhatsapp\.com/send/?\?phone=(?P<sent>[0-9]+)"
)
# What such an address begins with, or has: quick to look for, and few have it.
_NUMBER_FOLLOWS: Final = ("wa.me/", "whatsapp.com/send")
_FIRST_AND_LAST: Final = re.compile(
    r"(?P<first>[^\W\d_]{2,})\.(?P<last>[^\W\d_]{2,})@(?P<domain>.+)"
)
# A mailbox with one of these in its name is no person's.
_ROLES: Final = frozenset(
    {"info", "contact", "hello", "office", "team", "press", "support", "contacto", "hola", "correo"}
)
_NO_CONTACT: Final = Contact(email=None, site=None)


def check_contacts(library: Library, source_map: SourceMap, findings: FindingCollector) -> None:
    """Report how an organization is reached that outlives those who published it."""
    for path, contact, names in _contacts(library):
        _check_contact(contact, names, source_map, findings.of(path))


def phone_numbers(words: str) -> Iterator[str]:
    """Yield the telephone numbers in a text. Only the numbers of help entries are printed."""
    return (match[0] for match in _NUMBER.finditer(words) if _is_long_enough(match[0]))


def _contact(document: Document) -> Contact:
    return document.contact if isinstance(document, Experiment) else _NO_CONTACT


def _contacts(library: Library) -> Iterator[tuple[str, Contact, str]]:
    """Yield every published contact: its file, and the names of who publishes it."""
    for experiment in library.experiments:
        path = facts_path(experiment.kind, experiment.slug)
        yield path, experiment.contact, f"{experiment.name} {experiment.organization}"
    identity = library.identity
    yield project_path(LIBRARY_FILE), identity.contact, identity.publisher


def allowed_mailboxes(library: Library) -> Callable[[str], frozenset[str]]:
    """Return what returns the mailboxes that a file may name: its document's, the library's."""
    publisher = library.identity.contact
    own = {
        facts_path(document.kind, document.slug).rpartition("/")[0]: _contact(document)
        for document in library.documents()
    }

    def allowed(path: str) -> frozenset[str]:
        contact = own.get("/".join(path.split("/")[:LEVELS_OF_A_FOLDER]), _NO_CONTACT)
        return frozenset(email.casefold() for email in (contact.email, publisher.email) if email)

    return allowed


def check_words(
    passages: Iterable[Passage],
    lines: Mapping[str, int],
    allowed: frozenset[str],
    file: FileFindings,
) -> None:
    """Report telephone numbers and mailboxes in words, and those that links lead to.

    ``lines``: target of a link → its line.
    """
    _check_passages(passages, allowed, file)
    for target, line in lines.items():
        _check_target(target, allowed, line, file)


def _check_passages(
    passages: Iterable[Passage], allowed: frozenset[str], file: FileFindings
) -> None:
    for passage in passages:
        text = passage.text
        for match in _NUMBER.finditer(text) if _DIGIT.search(text) else ():
            if _is_long_enough(match[0]):
                line = passage.line_at(match.start())
                file.add(ProseCode.PHONE_NUMBER, line, number=match[0])
        for match in _MAILBOX.finditer(text) if "@" in text else ():
            _check_mailbox(match[0], allowed, passage.line_at(match.start()), file)


def _is_long_enough(number: str) -> bool:
    return sum(letter.isdigit() or letter.isupper() for letter in number) >= _FEWEST_DIGITS


def _check_mailbox(mailbox: str, allowed: frozenset[str], line: int, file: FileFindings) -> None:
    if mailbox.rstrip(".").casefold() not in allowed:
        file.add(ProseCode.STRANGE_MAILBOX, line, mailbox=mailbox)


def _check_target(target: str, allowed: frozenset[str], line: int, file: FileFindings) -> None:
    """Check where a link leads."""
    scheme, _, rest = target.partition(":")
    if scheme == "mailto":
        _check_mailbox(unquote(rest.partition("?")[0]), allowed, line, file)
    elif number := _called(target):
        file.add(ProseCode.PHONE_NUMBER, line, number=number)


def _called(target: str) -> str:
    """Return the telephone number that an address leads to, or an empty text.

    Short codes such as 911 are nobody's number.
    """
    if not target.startswith("tel:") and not any([sign in target for sign in _NUMBER_FOLLOWS]):
        return ""
    match = _NUMBER_IN_ADDRESS.search(target)
    number = next((group for group in match.groups() if group), "") if match else ""
    return number if sum(letter.isdigit() for letter in number) > _LONGEST_SHORT_CODE else ""


def _check_contact(contact: Contact, names: str, source_map: SourceMap, file: FileFindings) -> None:
    """Check how an organization is reached."""
    if contact.email:
        line = source_map.line(file.path, "contact.email")
        if match := _NUMBER.search(contact.email):
            file.add(ProseCode.PHONE_NUMBER, line, number=match[0])
        if _is_personal(contact.email, names):
            file.add(ProseCode.PERSONAL_MAILBOX, line, mailbox=contact.email)
    if contact.site and (number := _called(contact.site)):
        line = source_map.line(file.path, "contact.site")
        file.add(ProseCode.PHONE_NUMBER, line, number=number)


def _is_personal(email: str, names: str) -> bool:
    """Return whether a mailbox is a person's: ``first.last@``.

    It is not if one of the two is a role, or in the name or the domain of the organization.
    """
    person = _FIRST_AND_LAST.fullmatch(email.casefold())
    if not person:
        return False
    known = f"{names} {person['domain']}".casefold()
    return not any(half in _ROLES or half in known for half in (person["first"], person["last"]))
