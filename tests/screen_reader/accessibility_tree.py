"""Hear a page: Chromium's accessibility tree, from first to last, as a Transcript. No script runs on the page.

The tree has roles, names and values; languages and ``aria-current`` it lacks, so those come from a snapshot of the document.
``hear`` asks the browser; ``transcript`` is pure. Source of the roles: WAI-ARIA 1.2, Core-AAM 1.2.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Final

from playwright.sync_api import Page
from screen_reader.transcript import FIELDS, LANDMARKS, Phrase, Said, Transcript

# What is said when it begins, and holds what follows.
_OPENING: Final = (
    *LANDMARKS,
    "group",
    "list",
    "DescriptionList",
    "table",
    "row",
    "blockquote",
    "Details",
    "article",
    "alert",
)
# A line of its own, said with its role; what stands in a line and is said with its role; what is only a part of a line.
_BLOCKS: Final = (
    "heading",
    "paragraph",
    "listitem",
    "term",
    "definition",
    "LabelText",
    "Legend",
    "cell",
    "columnheader",
    "rowheader",
    "Pre",
)
_POINTED: Final = ("link", "Abbr", "mark", "DisclosureTriangle")
_INLINE: Final = (
    "strong",
    "emphasis",
    "code",
    "time",
    "generic",
    "none",
    "superscript",
    "subscript",
    "Section",
)
_UNSAID: Final = ("InlineTextBox", "LineBreak")


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """A node of the document: what the tree does not tell of it. ``above`` is the identifier of its parent; texts have no attributes."""

    tag: str
    attributes: Mapping[str, str]
    above: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tree:
    nodes: Mapping[str, Mapping[str, Any]]
    elements: Mapping[int, Element]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    line: str = ""
    within: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    language: str = ""


def hear(page: Page) -> Transcript:
    """Return what is said of the page that a browser shows."""
    session = page.context.new_cdp_session(page)
    tree = session.send("Accessibility.getFullAXTree")
    snapshot = session.send("DOMSnapshot.captureSnapshot", {"computedStyles": []})
    session.detach()
    return transcript(tree["nodes"], elements_of(snapshot))


def elements_of(snapshot: Mapping[str, Any]) -> dict[int, Element]:
    """Return the nodes of a snapshot of a document by their identifiers."""
    nodes, strings = snapshot["documents"][0]["nodes"], snapshot["strings"]
    identifiers = nodes["backendNodeId"]
    doctype = 10  # it is called "html" as well
    return {
        identifier: Element(
            tag=strings[name].lower(),
            attributes={
                strings[key]: strings[value]
                for key, value in zip(flat[::2], flat[1::2], strict=True)
            },
            above=identifiers[parent] if parent >= 0 else None,
        )
        for identifier, kind, name, flat, parent in zip(
            identifiers,
            nodes["nodeType"],
            nodes["nodeName"],
            nodes["attributes"],
            nodes["parentIndex"],
            strict=True,
        )
        if kind != doctype
    }


def transcript(nodes: Sequence[Mapping[str, Any]], elements: Mapping[int, Element]) -> Transcript:
    """Return what is said of a page. Raises KeyError for a role that nobody thought of."""
    tree = _Tree(nodes={node["nodeId"]: node for node in nodes}, elements=elements)
    root = nodes[0]
    html = next(element for element in elements.values() if element.tag == "html")
    place = _Place(language=html.attributes.get("lang", ""))
    return Transcript(
        title=_worth(root, "name"),
        language=place.language,
        direction=html.attributes.get("dir", ""),
        said=tuple(
            _joined([each for child in _children(tree, root) for each in _walk(tree, child, place)])
        ),
    )


def _walk(tree: _Tree, node: Mapping[str, Any], place: _Place) -> Iterator[Said]:
    """Yield what is said of a node and of all below it."""
    role = node["role"]["value"]
    element = tree.elements.get(node.get("backendDOMNodeId", 0))
    place = _turned(tree, node, place)
    if role in _UNSAID:
        return
    if role in ("StaticText", "ListMarker"):
        words = _worth(node, "name")
        yield Said(
            role="marker" if role == "ListMarker" else "text",
            line=place.line or node["nodeId"],
            within=place.within,
            phrases=(Phrase(words=words, language=place.language),),
            states=place.states,
        )
    elif role in FIELDS:
        yield _field(tree, node, replace(place, line=node["nodeId"]))
    elif role in _POINTED:
        yield _pointed(tree, node, element, place)
    else:
        yield from _holding(tree, node, place)


def _holding(tree: _Tree, node: Mapping[str, Any], place: _Place) -> Iterator[Said]:
    """Yield what is said of a node that holds others: a landmark, a list, a block, or nothing but its words."""
    role, name = node["role"]["value"], _worth(node, "name")
    if role in _OPENING:
        # Without a name a form is no landmark; an article is passed over by those who do not ask for articles.
        if role != "article" and (role != "form" or name):
            yield _opened(tree, node, replace(place, line=node["nodeId"]))
            place = replace(place, within=(*place.within, f"{role} {name}".strip()))
        place = replace(place, line="")
    elif role in _BLOCKS:
        place = replace(place, line=node["nodeId"])
        if role == "heading":
            yield Said(
                role=role,
                line=place.line,
                within=place.within,
                name=name,
                level=int(_property(node, "level")),
                phrases=_phrases(tree, node, place),
            )
            yield from (each for each in _below(tree, node, place) if each.role != "text")
            return
    elif role not in _INLINE:
        raise KeyError(f"nobody thought of the role {role}")
    yield from _below(tree, node, place)


def _below(tree: _Tree, node: Mapping[str, Any], place: _Place) -> Iterator[Said]:
    for child in _children(tree, node):
        yield from _walk(tree, child, place)


def _opened(tree: _Tree, node: Mapping[str, Any], place: _Place) -> Said:
    element = tree.elements.get(node.get("backendDOMNodeId", 0))
    inside = _all(tree, node) if node["role"]["value"] == "table" else _children(tree, node)
    items = [each for each in inside if each["role"]["value"] in ("listitem", "term", "row")]
    return Said(
        role=node["role"]["value"],
        line=place.line,
        within=place.within,
        name=_worth(node, "name"),
        items=len(items),
        target=f"#{element.attributes['id']}" if element and "id" in element.attributes else "",
        phrases=(Phrase(words=_worth(node, "name"), language=place.language),),
        states=("focusable",) if _property(node, "focusable") else (),
    )


def _pointed(tree: _Tree, node: Mapping[str, Any], element: Element | None, place: _Place) -> Said:
    return Said(
        role={"DisclosureTriangle": "button", "Abbr": "abbreviation"}.get(
            node["role"]["value"], node["role"]["value"]
        ),
        line=place.line or node["nodeId"],
        within=place.within,
        phrases=_phrases(tree, node, place),
        name=_worth(node, "name"),
        description=_worth(node, "description"),
        target=element.attributes.get("href", "") if element else "",
        states=place.states,
    )


def _field(tree: _Tree, node: Mapping[str, Any], place: _Place) -> Said:
    """Return a field or a button. Its label is what is seen: the words of its label, or on the button."""
    related = next(
        (
            each["value"].get("relatedNodes", [])
            for each in node.get("properties", [])
            if each["name"] == "labelledby"
        ),
        [],
    )
    seen = " ".join(each.get("text", "") for each in related) or "".join(
        phrase.words for phrase in _phrases(tree, node, place)
    )
    return Said(
        role=node["role"]["value"],
        line=place.line,
        within=place.within,
        phrases=(Phrase(words=_worth(node, "name"), language=place.language),),
        name=_worth(node, "name"),
        label=" ".join(seen.split()),
        value=_worth(node, "value"),
        description=_worth(node, "description"),
        states=("invalid",) if _property(node, "invalid") == "true" else (),
        choices=tuple(
            _worth(each, "name")
            for each in _all(tree, node)
            if each["role"]["value"] in ("MenuListOption", "option")
        ),
    )


def _phrases(tree: _Tree, node: Mapping[str, Any], place: _Place) -> tuple[Phrase, ...]:
    """Return the words below a node, each in its voice."""
    found = [phrase for child in _children(tree, node) for phrase in _voices(tree, child, place)]
    return tuple(
        Phrase(words="".join(each.words for each in run), language=tag)
        for tag, run in groupby(found, key=lambda each: each.language)
    )


def _voices(tree: _Tree, node: Mapping[str, Any], place: _Place) -> Iterator[Phrase]:
    place = _turned(tree, node, place)
    if node["role"]["value"] == "StaticText":
        yield Phrase(words=_worth(node, "name"), language=place.language)
        return
    for child in _children(tree, node):
        yield from _voices(tree, child, place)


def _turned(tree: _Tree, node: Mapping[str, Any], place: _Place) -> _Place:
    """Return the place with the state that a node itself gives it, and the language of the nearest element that says one."""
    element = tree.elements.get(node.get("backendDOMNodeId", 0))
    current = element.attributes.get("aria-current", "") if element else ""
    states = {"page": ("current page",), "true": ("current",)}.get(current, place.states)
    while element and "lang" not in element.attributes:
        element = tree.elements.get(element.above or 0)
    return replace(
        place, language=element.attributes["lang"] if element else place.language, states=states
    )


def _joined(said: Sequence[Said]) -> Iterator[Said]:
    """Yield what is said, pieces of one text together where no voice and no role changes between them."""
    for key, group in groupby(
        said,
        key=lambda each: (
            each.line,
            each.role,
            each.states,
            each.phrases[0].language if each.phrases else "",
        ),
    ):
        together = list(group)
        if key[1] == "text" and len(together) > 1:
            words = "".join(each.phrases[0].words for each in together)
            yield replace(together[0], phrases=(Phrase(words=words, language=key[3]),))
        else:
            yield from together


def _children(tree: _Tree, node: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [tree.nodes[identifier] for identifier in node["childIds"] if identifier in tree.nodes]


def _all(tree: _Tree, node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for child in _children(tree, node):
        yield child
        yield from _all(tree, child)


def _worth(node: Mapping[str, Any], key: str) -> str:
    return str(node.get(key, {}).get("value", ""))


def _property(node: Mapping[str, Any], name: str) -> Any:
    return next(
        (each["value"].get("value") for each in node.get("properties", []) if each["name"] == name),
        None,
    )
