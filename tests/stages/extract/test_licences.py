"""What a page declares of its licence is recorded; nothing is guessed, and the text stays as it is."""

import json

import pytest

from stages.extract.page import extract_page
from tests.stages.clean.prose import prose

URL = "https://stories.example/tales/one.html"
BY = "https://creativecommons.org/licenses/by/4.0/"
TERMS = (
    "This ebook is for the use of anyone anywhere under the terms\nof the Project Gutenberg{} License included with it."
)
BOOK = "\n\n".join([prose(number, 3) for number in range(8)])


def page(head: str = "", tail: str = "") -> bytes:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in BOOK.split("\n\n"))
    return f"<html><head><title>T</title>{head}</head><body><article>{body}</article>{tail}</body></html>".encode()


def linked_data(**values: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", **values})}</script>'


@pytest.mark.parametrize(
    ("head", "tail", "licences"),
    [
        ("", "", ()),
        (f'<link rel="license" href="{BY}">', "", (BY,)),
        ("", f'<footer><a rel="nofollow License" href="{BY}">CC BY</a></footer>', (BY,)),
        ("", '<a rel="license" href="../terms#use">Terms</a>', ("https://stories.example/terms#use",)),
        (f'<link rel="license" href="{BY}">', f'<a rel="license" href="{BY}">CC BY</a>', (BY,)),
        ('<meta name="DCTERMS.license" content="CC0 &amp;amp; thanks">', "", ("CC0 & thanks",)),
        ('<meta name="dc.rights" content="  Public\n domain ">', "", ("Public domain",)),
        ('<meta property="dcterms:license" content="CC0">', "", ("CC0",)),
        ("", f'<span itemscope><a itemprop="license" href="{BY}">BY</a></span>', (BY,)),
        ("", '<span property="dct:license">All <b>rights</b> reserved</span>', ("All rights reserved",)),
        (linked_data(license=BY), "", (BY,)),
        (linked_data(license=[{"@id": "https://b.example"}, "A"]), "", ("A", "https://b.example")),
        (linked_data(mainEntity={"@type": "Book", "license": {"url": BY}}), "", (BY,)),
        (linked_data(image={"@type": "ImageObject", "license": BY}), "", ()),
        ('<script type="application/ld+json">{"license": "broken</script>', "", ()),
        ('<meta name="copyright" content="2024 A. Author"><link rel="stylesheet" href="/license.css">', "", ()),
        ("", '<a href="/license">Licence</a><p>Licensed to thrill under a Creative Commons sky.</p>', ()),
        (
            "",
            '<a rel="license">no address</a><link rel="license" href="http://[broken">',
            ("http://[broken", "no address"),
        ),
    ],
)
def test_a_page_s_licence_is_what_it_declares(head, tail, licences):
    plain = extract_page(page(), "text/html", "utf-8", URL)
    found = extract_page(page(head, tail), "text/html", "utf-8", URL)
    assert found.licences == licences
    assert found.paragraphs[: len(plain.paragraphs)] == plain.paragraphs


@pytest.mark.parametrize(
    ("before", "licences"),
    [
        (TERMS.format("") + "\n\n*** START OF THE PROJECT GUTENBERG EBOOK A ***", ("Project Gutenberg License",)),
        (TERMS.format("-tm") + "\n\n*** START OF THIS PROJECT GUTENBERG EBOOK A ***", ("Project Gutenberg License",)),
        (
            "Project Gutenberg Etext\n\n*END*THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*Ver.04.29.93*END*",
            ("Project Gutenberg small print",),
        ),
        ("Anna spoke of Gutenberg and of the terms of the licence.", ()),
    ],
)
def test_project_gutenberg_s_terms_are_known_in_plain_text_and_html(before, licences):
    assert extract_page(f"{before}\n\n{BOOK}".encode(), "text/plain").licences == licences
    inside = page().replace(b"<article>", f"<article><pre>{before}</pre>".encode())
    assert extract_page(inside, "text/html").licences == licences


def test_what_a_page_piles_up_is_bounded():
    many = "".join(f'<meta name="license" content="{number:03d} {"x" * 500}">' for number in range(500))
    found = extract_page(page(many), "text/html").licences
    assert len(found) == 8
    assert all(len(licence) == 200 for licence in found)
