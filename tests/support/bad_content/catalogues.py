"""Small catalogues with one fault each, for the rules that must find it."""

from __future__ import annotations

from reader.checks.catalogue_rules import check_catalogue
from reader.library.findings import Finding
from reader.library.model import LanguageTag

PATH = "translations/es/LC_MESSAGES/messages.po"
SPANISH, ARABIC, JAPANESE = LanguageTag("es"), LanguageTag("ar"), LanguageTag("ja")
FORMS = {
    SPANISH: "nplurals=2; plural=(n != 1);",
    JAPANESE: "nplurals=1; plural=0;",
    ARABIC: "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : "
    "n%100>=3 && n%100<=10 ? 3 : n%100<=2 ? 4 : 5);",
}


def message(source: str, translation: str, above: str = "") -> str:
    return f'{above}msgid "{source}"\nmsgstr "{translation}"\n'


def quoted(text: str) -> str:
    """Return a text as it is written between the quotation marks of a PO file."""
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def counted(one: str, many: str, *forms: str) -> str:
    return f'msgid "{one}"\nmsgid_plural "{many}"\n' + "".join(
        f'msgstr[{at}] "{text}"\n' for at, text in enumerate(forms)
    )


def check(
    entry: str,
    template: str | None = None,
    language: LanguageTag = SPANISH,
    header: str | None = None,
) -> tuple[Finding, ...]:
    """Check a catalogue of one entry, which begins at line 4, by default against its template."""
    head = f'msgid ""\nmsgstr "Plural-Forms: {header or FORMS[language]}\\n"\n\n'
    found = check_catalogue(
        (head + entry).encode(),
        (entry if template is None else template).encode(),
        path=PATH,
        language=language,
    )
    assert all(finding.path == PATH for finding in found)
    return found


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]
