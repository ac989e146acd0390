"""Pages made to cost time: each must end soon, whatever a third of a megabyte of it holds."""

import time

import pytest

from stages.extract import extract_text

SIZE = 300_000  # characters
LIMIT = 6.0  # CPU seconds; a quadratic step takes minutes at this size
SENTENCE = "The tram stopped at the foot of the hill, and Ottilie climbed down with her hat in her hand. "

REPEATED = {  # a piece of source, repeated to SIZE
    "deep_blocks": "<div>",
    "deep_mixed": "<div><b><p><a href=x>",
    "deep_lists": "<ul><li>",
    "deep_tables": "<table><tr><td>",
    "unclosed_formatting": "<p><b><i>",
    "tiny_elements": "<i>a</i>",
    "tiny_paragraphs": "<p>a",
    "tiny_cells": "<tr><td>a</td><td>b</td></tr>",
    "lines_of_their_own": "<span style='display:block'>a</span>",
    "line_breaks": "a<br>",
    "rules": "<hr>",
    "headings": "<h2>Chapter 1</h2>",
    "titles": "<h1>a</h1>",
    "comment_headings": "<h3>Comments</h3><p>a</p>",
    "labels": "<p>You may also like</p><div>a</div>",
    "notes": "<p>A/N: a</p>",
    "hidden": "<p hidden>abc</p>",
    "headers": "<header><p>a</p>",
    "entities": "&amp;amp;amp;lt;",
    "escaped_tags": "&lt;p&gt;",
    "soft_hyphens": "a\u00ad\u200b",
    "one_text": SENTENCE,
    "speech": '"Oh," ',
    "marks": "this story has been ",
    "sites": "if you find this text on amazon elsewhere ",
    "project": "<p>*** START OF THE PROJECT GUTENBERG</p>",
    "comments": "<!-- a -->",
    "nested_posts": "<div class=post id=post1><a class=username>a</a>",
    "quotations": "<blockquote>a said:",
    "parts_to_open": "<details><summary>" + "notes " * 9,
    "rows_of_one_cell": "<table><tr><td>a line of verse,",
    "bylines": "<br>by I. Brandt<br>",
    "indented_lines": "<br>&nbsp; &nbsp; a line",
    "posts": "<div class=post id=post1><a class=username>a</a><p>hello there</p></div>",
}


def numbered(piece: str) -> str:
    """The piece with its numbers counted up, to SIZE."""
    return "".join(piece.replace("N", str(n)) for n in range(SIZE // len(piece)))


BUILT = {
    "one_word": "<p>" + "a" * SIZE,
    "preformatted": "<pre>" + "line of verse\n" * (SIZE // 14),
    "contents": "<p>Contents</p>" + numbered("<p>Chapter N</p>"),
    "roman_numerals": "<p>x</p>" * (SIZE // 8) + "<h2>x</h2>",
    "one_sheet": "<style>" + ".a{display:none}" * (SIZE // 16) + "</style><p class=a>" + SENTENCE,
    "descendants": "<style>" + numbered(".aN .bN p{display:none}") + "</style>" + numbered("<p class='aN bN'>a</p>"),
    "far_descendants": "<style>"
    + ".a .b .c .d p{display:none}" * 3000
    + "</style>"
    + "<div class=a><div class=b>" * 50
    + "<p>hello there</p>" * 8000,
    "sheet_of_braces": "<style>" + "{" * SIZE + "</style><p>a",
    "one_attribute": "<p style='" + "a:b;" * (SIZE // 4) + "'>a",
    "one_class": "<p class='" + "aB" * (SIZE // 2) + "'>a",
    "ordered": "<div style='display:flex'>" + numbered("<p style='order:-N'>a</p>"),
    "assignments": "<script>" + 'x={"a":1};' * (SIZE // 10) + "</script>",
    "open_arrays": "<script>x=" + "[" * SIZE + "</script>",
    "open_objects": '<script type="application/ld+json">' + '{"a":' * (SIZE // 5) + "</script>",
    "equals_and_spaces": "<script>=" + " " * SIZE + "</script>",
    "separators_in_a_title": "<title>" + "a | " * (SIZE // 4) + "</title><p>" + SENTENCE * 5,
    "blank_passages": ("a" + " " * 900) * (SIZE // 901),
    "underscores": "_a " * (SIZE // 3),
    "credits": "Project Gutenberg\n\n" + "Produced by " * (SIZE // 12),
}
PAGES = {name: piece * (SIZE // len(piece)) for name, piece in REPEATED.items()} | BUILT


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_page_made_to_cost_time_ends_soon(page):
    started = time.process_time()
    extract_text(page.encode())
    assert time.process_time() - started < LIMIT


@pytest.mark.parametrize("size", [256, 64 * 1024])
def test_bytes_of_every_kind_end_soon(size):
    started = time.process_time()
    extract_text(bytes(range(256)) * (SIZE // 256))
    extract_text(bytes(range(128, 256)) * (size // 128))
    assert time.process_time() - started < LIMIT
