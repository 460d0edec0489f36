"""What OPDS 2.0 demands of a catalog, clause by clause, as a JSON Schema of our own.

Source: OPDS 2.0 §2, §4, §5; Readium Web Publication Manifest §2.
"""

from __future__ import annotations

from typing import Any, Final

_WORDS: Final = {"type": "string", "minLength": 1}
_ADDRESS: Final = {"type": "string", "format": "uri"}
_COUNT: Final = {"type": "integer", "minimum": 0}
_SOME: Final = {"type": "array", "minItems": 1}
_ACQUISITION: Final = "^http://opds-spec.org/acquisition(/open-access)?$"
_DAY: Final = r"^\d{4}-\d\d-\d\d"


def one(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


def link(*demanded: str, **properties: Any) -> dict[str, Any]:
    known = one(
        href={"type": "string", "pattern": "^https?://"},
        type={"type": "string", "pattern": r"^[a-z]+/[a-z0-9.+-]+$"},
        rel=_WORDS,
        title=_WORDS,
        size={"type": "integer", "minimum": 1},
        templated={"const": True},
        language={"type": "string", "pattern": r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$"},
        properties=one(numberOfItems=_COUNT),
    )
    known["properties"] |= properties
    return {**known, "required": ["href", "type", *demanded], "additionalProperties": False}


_PUBLICATION: Final = {
    **one(
        metadata={
            **one(
                title=_WORDS,
                identifier=_ADDRESS,
                modified={"type": "string", "pattern": _DAY + r"T\d\d:\d\d:\d\dZ$"},
                published={"type": "string", "pattern": _DAY + "$"},
                description=_WORDS,
                subject={"type": "array", "items": _WORDS},
            ),
            "required": ["@type", "title", "identifier", "language", "author"],
        },
        links={
            **_SOME,
            "items": link("rel"),
            # A publication without a file to get is none.
            "contains": link("rel", rel={"type": "string", "pattern": _ACQUISITION}),
        },
        # With images a bitmap would be demanded.
        images=False,
    ),
    "required": ["metadata", "links"],
    "additionalProperties": False,
}
SCHEMA: Final = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    **one(
        metadata={
            **one(title=_WORDS, numberOfItems=_COUNT),
            "required": ["title"],
        },
        links={
            **_SOME,
            "items": link("rel"),
            "contains": link("rel", rel={"const": "self"}),
        },
        # A navigation link shows its title, and says what kind of catalog it leads to.
        navigation={**_SOME, "items": link("title")},
        publications={**_SOME, "items": _PUBLICATION},
    ),
    "required": ["metadata", "links"],
    "anyOf": [{"required": ["navigation"]}, {"required": ["publications"]}],
    "additionalProperties": False,
}
