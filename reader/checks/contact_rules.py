"""Contacts are those of organizations: no telephone number, no mailbox but the document's own, none that is a person's by its name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import unquote

from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FileFindings, FindingCollector, SourceMap
from reader.library.library import Library
from reader.library.loading.content_layout import facts_path
from reader.library.loading.library_yaml import LIBRARY_FILE
from reader.library.loading.source_tree import project_path
from reader.library.model import Contact, Experiment

_GAP: Final = r"[-. \u00a0\u2010-\u2013·/]"
_NOT_YEARS: Final = r"(?!(?:19|20)[0-9]{2}(?![0-9]))"
# Telephone numbers by their shape. Years, ranges, dates, prices and short codes (911, 988) have none of these.
_NUMBER: Final = re.compile(
    r"(?<![\w$€])(?<![0-9][.,/-])(?:"
    rf"\+[0-9]{{1,3}}(?:{_GAP}?\(?[0-9]{{1,4}}\)?){{2,5}}"  # +52 55 1234 5678
    rf"|(?:1{_GAP}?)?(?:\([2-9][0-9]{{2}}\) ?|[2-9][0-9]{{2}}{_GAP})[0-9]{{3}}{_GAP}[0-9]{{4}}"  # (510) 555-0100
    rf"|(?:1{_GAP})?8[0-9]{{2}}{_GAP}(?=[0-9-]*[A-Z])[0-9A-Z]{{3}}{_GAP}?[0-9A-Z]{{4}}"  # 800-555-HELP
    r"|1?[2-9][0-9]{2}[2-9][0-9]{6}"  # 5105550100
    rf"|\(?[0-9]{{2}}\)?{_GAP}{_NOT_YEARS}[0-9]{{4}}{_GAP}{_NOT_YEARS}[0-9]{{4}}"  # 55 1234 5678
    r")(?![\w]|[.,/-][0-9])"
)
# +1 and the like need more: a "+20 2021" is none. Source: ITU-T E.164; the shortest national numbers have seven digits.
_FEWEST_DIGITS: Final = 8
_LONGEST_SHORT_CODE: Final = 6
_MAILBOX: Final = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NUMBER_IN_ADDRESS: Final = re.compile(
    r"^tel:(?P<called>.*)|\bwa\.me/\+?(?P<chat>[0-9]+)|\bwhatsapp\.com/send/?\?phone=(?P<sent>[0-9]+)"
)
_FIRST_AND_LAST: Final = re.compile(
    r"(?P<first>[^\W\d_]{2,})\.(?P<last>[^\W\d_]{2,})@(?P<domain>.+)"
)
# Whose mailbox it is where it begins or ends with one of these.
_ROLES: Final = frozenset(
    {"info", "contact", "hello", "office", "team", "press", "support", "contacto", "hola", "correo"}
)
_NOBODY: Final = Contact(email=None, site=None)


def check_contacts(library: Library, survey: SourceMap, report: FindingCollector) -> None:
    """Find telephone numbers and mailboxes that outlive those who published them."""
    own = {
        f"{facts_path(document.kind, document.slug).rpartition('/')[0]}/": _contact(document)
        for document in library.documents()
    }
    for path, passages in survey.prose.items():
        allowed = _allowed(path, own, library.identity.contact)
        for passage in passages:
            for match in _NUMBER.finditer(passage.text):
                _check_number(match[0], passage.line_at(match.start()), report.of(path))
            for match in _MAILBOX.finditer(passage.text):
                _check_mailbox(match[0], allowed, passage.line_at(match.start()), report.of(path))
        for target, line in survey.lines.get(path, {}).items():
            _check_target(target, allowed, line, report.of(path))
    for document in library.documents():
        if isinstance(document, Experiment):
            path = facts_path(document.kind, document.slug)
            _check_contact(
                document.contact, f"{document.name} {document.organization}", path, survey, report
            )
    _check_contact(
        library.identity.contact,
        library.identity.publisher,
        project_path(LIBRARY_FILE),
        survey,
        report,
    )


def _contact(document: object) -> Contact:
    return document.contact if isinstance(document, Experiment) else _NOBODY


def _allowed(path: str, own: Mapping[str, Contact], publisher: Contact) -> frozenset[str]:
    """Return the mailboxes that a file may name: that of its document, and that of the library."""
    contact = next((contact for folder, contact in own.items() if path.startswith(folder)), _NOBODY)
    return frozenset(email.casefold() for email in (contact.email, publisher.email) if email)


def _check_number(number: str, line: int, file: FileFindings) -> None:
    if sum(letter.isdigit() or letter.isupper() for letter in number) >= _FEWEST_DIGITS:
        file.add(FindingCode.PHONE_NUMBER, line, number=number)


def _check_mailbox(mailbox: str, allowed: frozenset[str], line: int, file: FileFindings) -> None:
    if mailbox.rstrip(".").casefold() not in allowed:
        file.add(FindingCode.STRANGE_MAILBOX, line, mailbox=mailbox)


def _check_target(target: str, allowed: frozenset[str], line: int, file: FileFindings) -> None:
    """Judge where a link leads."""
    scheme, _, rest = target.partition(":")
    if scheme == "mailto":
        _check_mailbox(unquote(rest.partition("?")[0]), allowed, line, file)
    elif number := _called(target):
        file.add(FindingCode.PHONE_NUMBER, line, number=number)


def _called(target: str) -> str:
    """Return the telephone number that an address leads to, or an empty text. Short codes are no numbers of anybody."""
    match = _NUMBER_IN_ADDRESS.search(target)
    number = next((group for group in match.groups() if group), "") if match else ""
    return number if sum(letter.isdigit() for letter in number) > _LONGEST_SHORT_CODE else ""


def _names_many(halves: tuple[str, str], names: str) -> bool:
    return any(half in _ROLES or half in names for half in halves)


def _check_contact(
    contact: Contact, names: str, path: str, survey: SourceMap, report: FindingCollector
) -> None:
    """Judge how an organization is reached. ``first.last@`` is a person, unless one of the two names the organization or a role."""
    file = report.of(path)
    if contact.email:
        line = survey.line(path, "contact.email")
        if match := _NUMBER.search(contact.email):
            file.add(FindingCode.PHONE_NUMBER, line, number=match[0])
        person = _FIRST_AND_LAST.fullmatch(contact.email.casefold())
        if person and not _names_many(
            (person["first"], person["last"]), f"{names} {person['domain']}".casefold()
        ):
            file.add(FindingCode.PERSONAL_MAILBOX, line, mailbox=contact.email)
    if contact.site and (number := _called(contact.site)):
        file.add(FindingCode.PHONE_NUMBER, survey.line(path, "contact.site"), number=number)
