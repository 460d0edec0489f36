"""Read Chromium's accessibility tree as a Transcript. No script runs on the page.

The tree has roles, names and values; it lacks languages and ``aria-current``, which come from a
snapshot of the document. ``transcript_of`` asks the browser; ``transcript`` is pure.
Source of the roles: WAI-ARIA 1.2, Core-AAM 1.2.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Final

from playwright.sync_api import Page
from screen_reader.dom_snapshot import Element, elements_of
from screen_reader.transcript import FIELDS, LANDMARKS, Phrase, Transcript, Utterance

# Containers: said when they begin.
_CONTAINERS: Final = (
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
# Said with its role on a line of its own; said with its role within a line; only a part of a line.
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
_INLINE_WITH_ROLE: Final = ("link", "Abbr", "mark", "DisclosureTriangle")
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
_SILENT: Final = ("InlineTextBox", "LineBreak")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tree:
    nodes: Mapping[str, Mapping[str, Any]]
    elements: Mapping[int, Element]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    line: str = ""
    within: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    language: str = ""


def transcript_of(page: Page) -> Transcript:
    """Return the transcript of the page in a browser."""
    session = page.context.new_cdp_session(page)
    tree = session.send("Accessibility.getFullAXTree")
    snapshot = session.send("DOMSnapshot.captureSnapshot", {"computedStyles": []})
    session.detach()
    return transcript(tree["nodes"], elements_of(snapshot))


def transcript(nodes: Sequence[Mapping[str, Any]], elements: Mapping[int, Element]) -> Transcript:
    """Return the transcript of a page. Raises KeyError for a role that is in no table."""
    tree = _Tree(nodes={node["nodeId"]: node for node in nodes}, elements=elements)
    root = nodes[0]
    html = next(element for element in elements.values() if element.tag == "html")
    context = _Context(language=html.attributes.get("lang", ""))
    return Transcript(
        title=_value(root, "name"),
        language=context.language,
        direction=html.attributes.get("dir", ""),
        utterances=tuple(
            _joined(
                [
                    each
                    for child in _children(tree, root)
                    for each in _utterances(tree, child, context)
                ]
            )
        ),
    )


def _utterances(tree: _Tree, node: Mapping[str, Any], context: _Context) -> Iterator[Utterance]:
    """Yield the utterances of a node and of all below it."""
    role = node["role"]["value"]
    element = tree.elements.get(node.get("backendDOMNodeId", 0))
    context = _context_of(tree, node, context)
    if role in _SILENT:
        return
    if role in ("StaticText", "ListMarker"):
        words = _value(node, "name")
        yield Utterance(
            role="marker" if role == "ListMarker" else "text",
            line=context.line or node["nodeId"],
            within=context.within,
            phrases=(Phrase(words=words, language=context.language),),
            states=context.states,
        )
    elif role in FIELDS:
        yield _field(tree, node, replace(context, line=node["nodeId"]))
    elif role in _INLINE_WITH_ROLE:
        yield _inline(tree, node, element, context)
    else:
        yield from _container_or_block(tree, node, context)


def _container_or_block(
    tree: _Tree, node: Mapping[str, Any], context: _Context
) -> Iterator[Utterance]:
    """Yield the utterances of a landmark, a list or a block, or only those below the node."""
    role, name = node["role"]["value"], _value(node, "name")
    if role in _CONTAINERS:
        # A form without a name is no landmark; articles are only announced on request.
        if role != "article" and (role != "form" or name):
            yield _container(tree, node, replace(context, line=node["nodeId"]))
            context = replace(context, within=(*context.within, f"{role} {name}".strip()))
        context = replace(context, line="")
    elif role in _BLOCKS:
        context = replace(context, line=node["nodeId"])
        if role == "heading":
            yield Utterance(
                role=role,
                line=context.line,
                within=context.within,
                name=name,
                level=int(_property(node, "level")),
                phrases=_phrases(tree, node, context),
            )
            yield from (each for each in _below(tree, node, context) if each.role != "text")
            return
    elif role not in _INLINE:
        raise KeyError(f"the role {role} is in no table")
    yield from _below(tree, node, context)


def _below(tree: _Tree, node: Mapping[str, Any], context: _Context) -> Iterator[Utterance]:
    for child in _children(tree, node):
        yield from _utterances(tree, child, context)


def _container(tree: _Tree, node: Mapping[str, Any], context: _Context) -> Utterance:
    element = tree.elements.get(node.get("backendDOMNodeId", 0))
    inside = _all(tree, node) if node["role"]["value"] == "table" else _children(tree, node)
    items = [each for each in inside if each["role"]["value"] in ("listitem", "term", "row")]
    return Utterance(
        role=node["role"]["value"],
        line=context.line,
        within=context.within,
        name=_value(node, "name"),
        items=len(items),
        target=f"#{element.attributes['id']}" if element and "id" in element.attributes else "",
        phrases=(Phrase(words=_value(node, "name"), language=context.language),),
        states=("focusable",) if _property(node, "focusable") else (),
    )


def _inline(
    tree: _Tree, node: Mapping[str, Any], element: Element | None, context: _Context
) -> Utterance:
    return Utterance(
        role={"DisclosureTriangle": "button", "Abbr": "abbreviation"}.get(
            node["role"]["value"], node["role"]["value"]
        ),
        line=context.line or node["nodeId"],
        within=context.within,
        phrases=_phrases(tree, node, context),
        name=_value(node, "name"),
        description=_value(node, "description"),
        target=element.attributes.get("href", "") if element else "",
        states=context.states,
    )


def _field(tree: _Tree, node: Mapping[str, Any], context: _Context) -> Utterance:
    """Return a field or a button, labelled with the words that are seen beside or on it."""
    related = next(
        (
            each["value"].get("relatedNodes", [])
            for each in node.get("properties", [])
            if each["name"] == "labelledby"
        ),
        [],
    )
    seen = " ".join(each.get("text", "") for each in related) or "".join(
        phrase.words for phrase in _phrases(tree, node, context)
    )
    return Utterance(
        role=node["role"]["value"],
        line=context.line,
        within=context.within,
        phrases=(Phrase(words=_value(node, "name"), language=context.language),),
        name=_value(node, "name"),
        label=" ".join(seen.split()),
        value=_value(node, "value"),
        description=_value(node, "description"),
        states=("invalid",) if _property(node, "invalid") == "true" else (),
        choices=tuple(
            _value(each, "name")
            for each in _all(tree, node)
            if each["role"]["value"] in ("MenuListOption", "option")
        ),
    )


def _phrases(tree: _Tree, node: Mapping[str, Any], context: _Context) -> tuple[Phrase, ...]:
    """Return the words below a node, a phrase for each voice."""
    found = [
        phrase for child in _children(tree, node) for phrase in _phrase_pieces(tree, child, context)
    ]
    return tuple(
        Phrase(words="".join(each.words for each in run), language=tag)
        for tag, run in groupby(found, key=lambda each: each.language)
    )


def _phrase_pieces(tree: _Tree, node: Mapping[str, Any], context: _Context) -> Iterator[Phrase]:
    context = _context_of(tree, node, context)
    if node["role"]["value"] == "StaticText":
        yield Phrase(words=_value(node, "name"), language=context.language)
        return
    for child in _children(tree, node):
        yield from _phrase_pieces(tree, child, context)


def _context_of(tree: _Tree, node: Mapping[str, Any], context: _Context) -> _Context:
    """Return the context with the state of a node and the language of its nearest element."""
    element = tree.elements.get(node.get("backendDOMNodeId", 0))
    current = element.attributes.get("aria-current", "") if element else ""
    states = {"page": ("current page",), "true": ("current",)}.get(current, context.states)
    while element and "lang" not in element.attributes:
        element = tree.elements.get(element.parent or 0)
    return replace(
        context, language=element.attributes["lang"] if element else context.language, states=states
    )


def _joined(utterances: Sequence[Utterance]) -> Iterator[Utterance]:
    """Yield the utterances, with pieces of one text joined unless voice or role changes between."""
    for key, group in groupby(
        utterances,
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


def _value(node: Mapping[str, Any], key: str) -> str:
    return str(node.get(key, {}).get("value", ""))


def _property(node: Mapping[str, Any], name: str) -> Any:
    return next(
        (each["value"].get("value") for each in node.get("properties", []) if each["name"] == name),
        None,
    )
