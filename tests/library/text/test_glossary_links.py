"""Terms of the glossary and abbreviations, marked at their first use in a text."""

from __future__ import annotations

import pytest
from support.builders import EXPERIMENT, FILES, LIST, ZINE, edition, load_library, third_language

from reader.library.library import Library
from reader.library.model import Kind, LanguageTag, Slug
from reader.library.text.glossary_links import MAX_LINKS, add_links, build_index, terms

EN, ES = LanguageTag("en"), LanguageTag("es")
GLOSSES = build_index(
    "/en/glossary",
    {
        "Mutual aid": "mutual-aid",
        "Pod": "pod",
        "pods": "pod",
        "Harm": "harm",
        "Harm reduction": "harm-reduction",
        "911": "number-911",
    }
    | {"Año": "year", "ICE": "ice", "Q&A": "questions", "De-escalation": "de-escalation"},
    {"NYPD": "New York City Police Department", "EE. UU.": 'Estados "Unidos"'},
)
POD = '<a href="/en/glossary#pod">'


def shown(
    library: Library, kind: Kind, slug: str, tag: LanguageTag = EN, part: str | None = None
) -> str:
    document = library.find(kind, slug)
    assert document is not None
    return library.text(document, document.editions[tag], Slug(part) if part else None).html


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>A pod and a pod.</p>", f"<p>A {POD}pod</a> and a pod.</p>"),
        ("<p>Pods are pods.</p>", f"<p>{POD}Pods</a> are pods.</p>"),
        (
            "<p>Some mutual\naid.</p>",
            '<p>Some <a href="/en/glossary#mutual-aid">mutual\naid</a>.</p>',
        ),
        (
            "<p>Harm reduction is not harm.</p>",
            '<p><a href="/en/glossary#harm-reduction">Harm reduction</a> is not '
            '<a href="/en/glossary#harm">harm</a>.</p>',
        ),
        (
            "<p>Call 911, not 1,911 or 911.5.</p>",
            '<p>Call <a href="/en/glossary#number-911">911</a>, not 1,911 or 911.5.</p>',
        ),
        ("<p>In 1,911 cases.</p>", "<p>In 1,911 cases.</p>"),
        ("<p>Podium, pod-mapping, tripods.</p>", "<p>Podium, pod-mapping, tripods.</p>"),
        ("<p>The pod’s plan.</p>", f"<p>The {POD}pod</a>’s plan.</p>"),
        ("<p>El ano, el año.</p>", '<p>El ano, el <a href="/en/glossary#year">año</a>.</p>'),
        ("<p>On ice; ICE came.</p>", '<p>On ice; <a href="/en/glossary#ice">ICE</a> came.</p>'),
        (
            "<p>A Q&amp;A &amp; more.</p>",
            '<p>A <a href="/en/glossary#questions">Q&amp;A</a> &amp; more.</p>',
        ),
        (
            "<p>Mutual&nbsp;aid &lt;&nbsp;pod &amp; &quot;pod&quot;.</p>",
            '<p><a href="/en/glossary#mutual-aid">Mutual&nbsp;aid</a> &lt;&nbsp;'
            f'{POD}pod</a> &amp; "pod".</p>',
        ),
        ("<p><em>Pod</em></p>", f"<p><em>{POD}Pod</a></em></p>"),
    ],
)
def test_the_first_use_of_a_term_leads_to_the_glossary(before, after):
    assert add_links(before, GLOSSES) == after


@pytest.mark.parametrize(
    "quiet",
    [
        '<h2 id="x">Pod</h2>',
        '<a href="/en/zines/x">a pod</a>',
        "<code>pod</code>",
        "<pre><code>pod</code></pre>",
        '<span lang="es">pod</span>',
    ],
)
def test_headings_links_code_and_other_languages_are_left_alone(quiet):
    assert add_links(quiet, GLOSSES) == quiet
    assert add_links(f"{quiet}<p>A pod.</p>", GLOSSES) == f"{quiet}<p>A {POD}pod</a>.</p>"


def test_a_term_that_the_text_links_by_itself_is_not_linked_again():
    html = f"<p>A pod, as in {POD}the glossary</a>.</p>"

    assert add_links(html, GLOSSES) == html


@pytest.mark.parametrize("name", ["Ujimaa Pod", "by chance, Pod", "the Mutual Aid School"])
def test_a_capital_inside_a_sentence_makes_a_name(name):
    assert add_links(f"<p>It is called {name}.</p>", GLOSSES) == f"<p>It is called {name}.</p>"


@pytest.mark.parametrize("start", ["", "So. ", "“", "(", "Why? ", "— "])
def test_a_capital_at_the_start_of_a_sentence_does_not(start):
    assert add_links(f"<p>{start}Pod.</p>", GLOSSES) == f"<p>{start}{POD}Pod</a>.</p>"


def test_an_abbreviation_says_once_what_it_stands_for():
    html = "<p>The NYPD. The nypd, in EE. UU., and the NYPD.</p>"

    assert add_links(html, GLOSSES) == (
        '<p>The <abbr title="New York City Police Department">NYPD</abbr>. '
        'The nypd, in <abbr title="Estados &quot;Unidos&quot;">EE. UU.</abbr>, and the NYPD.</p>'
    )


def test_a_page_has_at_most_six_links_to_the_glossary():
    many = build_index(
        "/en/glossary", {f"term{number}": f"t{number}" for number in range(9)}, {"NYPD": "Police"}
    )
    html = f"<p>{' '.join(f'term{number}' for number in range(9))} NYPD</p>"

    explained = add_links(html, many)

    assert explained.count("<a ") == MAX_LINKS == 6
    assert explained.endswith(' term6 term7 term8 <abbr title="Police">NYPD</abbr></p>')


def test_nothing_to_explain_changes_nothing():
    assert add_links("<p>A pod.</p>", build_index("/en/glossary", {}, {})) == "<p>A pod.</p>"


def test_every_page_of_a_library_explains_in_its_own_language(tmp_path):
    library = load_library(tmp_path)

    assert '<p><a href="/en/glossary#mutual-aid">Mutual help</a> begins small.' in shown(
        library, Kind.LIST, "first-steps"
    )
    assert '<abbr title="Immigration and Customs Enforcement">ICE</abbr>' in shown(
        library, Kind.LIST, "first-steps"
    )
    assert 'El <a href="/es/glossary#mutual-aid">apoyo mutuo</a> empieza' in shown(
        library, Kind.LIST, "first-steps", ES
    )


def test_each_part_of_a_zine_is_a_page_of_its_own(tmp_path):
    parts = {
        f"{ZINE}/en/{part}.md": edition(part, "With mutual aid.\n\n## Rest {#rest}\n\nWords.\n")
        for part in ("before", "after")
    }
    library = load_library(tmp_path, parts)

    assert all(
        "/en/glossary#mutual-aid" in shown(library, Kind.ZINE, "stay-calm", part=part)
        for part in ("before", "after")
    )


def test_the_glossary_does_not_link_to_itself(tmp_path):
    words = edition(
        "Glossary", "Mutual aid, not ICE.\n\n## Mutual aid {#mutual-aid}\n\nMutual help.\n"
    )
    html = shown(load_library(tmp_path, {"pages/glossary/en.md": words}), Kind.PAGE, "glossary")

    assert "<a " not in html
    assert '<abbr title="Immigration and Customs Enforcement">ICE</abbr>' in html


def test_terms_are_headings_without_headings_below(tmp_path):
    body = (
        "## Care {#care}\n\n### Pod {#pod}\n\nWords.\n\n#### Deep {#deep}\n\n"
        "### Medic {#medic}\n\nWords.\n\n## Zine {#zine}\n\nWords.\n"
    )
    library = load_library(
        tmp_path, {f"pages/glossary/{tag}.md": edition("Glossary", body) for tag in ("en", "es")}
    )

    assert [term.anchor for term in terms(library, EN)] == ["medic", "zine"]


def test_an_empty_list_of_other_forms_leaves_a_term_out(tmp_path):
    labels = FILES["vocabulary/en.yaml"].replace("[mutual help]", "[]")
    library = load_library(
        tmp_path,
        {
            "vocabulary/en.yaml": labels,
            f"{LIST}/en.md": edition("Steps", "Mutual aid, mutual help.\n"),
        },
    )

    assert shown(library, Kind.LIST, "first-steps") == "<p>Mutual aid, mutual help.</p>\n"


def test_a_language_without_a_glossary_explains_abbreviations_alone(tmp_path):
    words = third_language("pt-BR")
    words["pages/glossary/pt-BR.md"] = None
    words["vocabulary/pt-BR.yaml"] = (
        f"{words['vocabulary/pt-BR.yaml']}abbreviations: {{ICE: Imigração}}\n"
    )
    words[f"{EXPERIMENT}/pt-BR.md"] = edition(
        "Geladeira", "Mutual aid e ICE.\n\n## A {#how-it-works}\n\nB.\n\n## C {#unknown}\n\nD.\n"
    )
    library = load_library(tmp_path, words)

    assert terms(library, LanguageTag("pt-BR")) == ()
    assert '<p>Mutual aid e <abbr title="Imigração">ICE</abbr>.</p>' in shown(
        library, Kind.EXPERIMENT, "free-fridge", LanguageTag("pt-BR")
    )


def test_a_library_without_a_glossary_has_no_terms(tmp_path):
    gone = {f"pages/glossary/{name}": None for name in ("document.yaml", "en.md", "es.md")}
    library = load_library(tmp_path, gone)

    assert terms(library, EN) == ()
    assert "glossary#" not in shown(library, Kind.LIST, "first-steps")
