"""Layouts that the web serves fiction in: small pages, each with exactly the text that a reader would take from it."""

import json
import textwrap

import pytest

from stages.extract import extract_text

STORY = [
    "There were two rules in the house on Calle Mayor: no music after eleven, and no questions before coffee.",
    "Inés broke the first on the night that she moved in, and Tomás, who lived below and had made the rules, broke the "
    "second at six the next morning by asking her what it was called.",
    "“What was what called?”",
    "“The thing you played. Twice. Badly, and then well.”",
    "She leaned on the banister with her hair down and her slippers on the wrong feet, and she told him, and he wrote "
    "it on his cuff like a man taking down an address.",
    "By Easter the rules had been taken off the wall, and there was a lighter square on the plaster.",
]
BROKEN = [*STORY[:4], "***", *STORY[4:]]
VERSE = ["The rye is up, the rye is down,", "the baker’s in the river;", "and she that had the finest gown"]
CELLS = ["On Monday, a bucket and a broom,", "on Tuesday nothing but the rain,"]
VERSE.append("shall wear it out for ever.")


def paragraphs(texts: list[str], attributes: str = "") -> str:
    return "".join(f"<p{attributes}>{text}</p>" for text in texts)


def printed(texts: list[str], width: int) -> list[str]:
    """The lines of a printed page."""
    return [line for text in texts for line in textwrap.wrap(text, width)]


def state(**value: object) -> str:
    return f'<div id="app">Loading…</div><script type="application/json">{json.dumps(value)}</script>'


def post(number: int, author: str, text: str) -> str:
    return (
        f'<div class="post" id="p{number}"><p class="who">by <a href="/u/{author}" class="username">{author}</a></p>'
        f'<div class="content">{text}</div></div>'
    )


def verse_rows(lines: list[str]) -> str:
    return "".join(f"<tr><td>{line or '&nbsp;'}</td></tr>" for line in lines)


FIRST, REST = paragraphs(STORY[:4]), paragraphs(STORY[4:])
STANZAS = [VERSE[:2], VERSE[2:]]
STORIES = {
    "paragraphs_are_lines_indented_with_shown_spaces": "<br>".join(f"&nbsp; &nbsp; {text}" for text in STORY),
    "paragraphs_are_lines_indented_with_wide_spaces": "<br>\n".join(f"&emsp;{text}" for text in STORY),
    "paragraphs_are_lines_of_which_few_are_long": "<br>".join(STORY),
    "frameset_with_the_story_for_browsers_without": "<frameset cols='20%,*'><frame src=menu.html><noframes><body>"
    f"{FIRST}{REST}</body></noframes></frameset>",
    "shadow_root_in_the_source": f"<my-reader><template shadowrootmode=open>{FIRST}{REST}</template></my-reader>",
    "lines_of_a_converted_document_at_their_places": "".join(
        f'<div class="t" style="position:absolute;left:{90 + 18 * (not n)}px">{line}</div>'
        for text in STORY
        for n, line in enumerate(printed([text], 52))
    )
    + '<div class="t" style="position:absolute;left:300px">14</div>',
    "lines_of_a_scanned_book_as_paragraphs": paragraphs(printed(STORY, 60)),
    "posts_of_a_crawlers_view_named_by_property": "".join(
        f'<div id="post_{n}" class="topic-body"><span class="creator" itemprop="author"><a href="/u/{who}">{who}</a>'
        f'</span><div class="post">{text}</div></div>'
        for n, (who, text) in enumerate(
            [("tessera", FIRST + REST), ("almond", "<p>I have one of those squares too.</p>")]
        )
    ),
    "quotation_of_an_answer_in_the_next_post": post(1, "halyard", FIRST)
    + post(2, "bosun", "More, please!")
    + post(3, "halyard", f"<blockquote><div><cite>bosun wrote:</cite>More, please!</div></blockquote>{REST}"),
    "quotation_named_by_attribute": post(1, "halyard", FIRST)
    + post(2, "bosun", "More, please!")
    + post(3, "halyard", f'<blockquote class="bbCode-quote" data-quote="bosun">More, please!</blockquote>{REST}'),
    "post_that_begins_with_a_quotation_stays": post(1, "halyard", FIRST)
    + f'<div class="post js-selectToQuote" id="p2"><a class="username" href="/u/halyard">halyard</a>'
    f"<blockquote>bosun wrote:<br>More!</blockquote>{REST}</div>",
    "notes_in_the_margin": f'<p>{STORY[0]}<label class="margin-toggle"></label><span class="sidenote">It is a real '
    f"street.</span></p>{paragraphs(STORY[1:4])}{REST}",
    "page_numbers_of_a_book_inside_words": FIRST.replace("called", "cal<span role=doc-pagebreak>9</span>led") + REST,
    "notes_to_open": f"{FIRST}{REST}<details><summary>Author’s notes</summary><p>The stairs are real.</p></details>",
    "rest_to_open": f"{FIRST}<details><summary>Read more</summary>{REST}</details>",
    "paywall_after_the_free_part": f'{FIRST}{REST}<div class="paywall"><h3>Keep reading with a 7-day free trial</h3>'
    "<p>Subscribe to Plaza to keep reading this post.</p><p>Already a paid subscriber? <a>Sign in</a></p></div>",
    "letters_in_the_colour_behind_them": f"{FIRST}<p style='color:#fff;background:#fff'>Cheap umbrellas, "
    f"today only, at the best price there is.</p>{REST}",
    "letters_of_no_size": f"<style>.k{{transform:scale(0)}}</style>{FIRST}<p class=k>Cheap umbrellas, today.</p>{REST}",
    "title_and_byline_in_one_block": f"<center><b>Two Rules</b><br>by E. Prado<br>Copyright 1998</center>{FIRST}{REST}",
    "title_page_of_a_book": "<p>BY<br>E. PRADO</p><p>LONDON<br>CHATTO &amp; WINDUS<br>1911</p><p>Transcriber’s Note: "
    f"printer’s errors have been mended.</p>{FIRST}{REST}",
    "signature_under_two_dashes": f"<pre>{(chr(10) * 2).join(STORY)}\n\n-- \nElena Prado\n  Jam tomorrow</pre>",
    "byline_and_life_of_a_magazines_author": f"<h4>Fiction by Elena Prado</h4>{FIRST}{REST}<hr><p>Elena Prado lives in "
    "Cádiz. Her stories have appeared in Dome, and she is at work on a novel about ferries.</p>",
    "webring_and_inbox": f"{FIRST}{REST}<p>This site is a member of the Stairs Webring</p>"
    "<p>Get a new story in your inbox every Sunday.</p>",
}
SCENES = {
    "separator_between_sections": f"<section>{FIRST}</section><div role=separator></div><section>{REST}</section>",
    "ornament_hidden_from_machines": f"{FIRST}<div class=divider aria-hidden=true><svg></svg></div>{REST}",
    "image_named_as_an_ornament": f'{FIRST}<figure><img src="/i/ornament-3.gif" alt=""></figure>{REST}',
    "blocks_of_an_editor_with_a_divider": state(
        title="Two Rules",
        blocks=[
            {"type": "divider"} if text == "***" else {"type": "paragraph", "children": [{"text": text}]}
            for text in BROKEN
        ],
    ),
}
OTHERS = {
    "rule_under_a_chapters_name_is_no_scene_break": (
        f"<p>Chapter Three: The Rules</p><hr>{FIRST}{REST}",
        ["Chapter Three: The Rules", *STORY],
    ),
    "picture_in_a_separator_is_no_scene_break": (
        f"{FIRST}<div class=separator><img src=stairs.jpg></div>{REST}",
        STORY,
    ),
    "chapters_name_in_a_box_of_its_own_stays": (
        f"<div><div><p>CHAPTER I</p></div>{FIRST}{REST}</div>",
        ["CHAPTER I", *STORY],
    ),
    "days_of_a_journal_stay": (
        f"<h3>3 August 1954</h3>{FIRST}<h3>4 August 1954</h3>{REST}",
        ["3 August 1954", *STORY[:4], "4 August 1954", *STORY[4:]],
    ),
    "verse_in_rows_of_a_table": (
        f"{FIRST}<table>{verse_rows([*VERSE[:2], '', *VERSE[2:]])}</table>{REST}",
        [*STORY[:4], *map("\n".join, STANZAS), *STORY[4:]],
    ),
    "verse_of_one_block_a_line": (
        "<article>"
        + "<div>&nbsp;</div>".join("".join(f"<div>{line}<br></div>" for line in part) for part in STANZAS * 2),
        list(map("\n".join, STANZAS * 2)),
    ),
    "verse_with_indented_lines_is_whole": (
        f"{FIRST}<p>{'<br>'.join(('&nbsp;' * 4 * (n % 2)) + line for n, line in enumerate(VERSE))}</p>{REST}",
        [*STORY[:4], "\n".join(VERSE), *STORY[4:]],
    ),
    "messages_without_full_stops_are_no_verse": (
        FIRST + paragraphs(["are you up", "define up", "vertical", "no", "then come down"]) + REST,
        [*STORY[:4], "are you up", "define up", "vertical", "no", "then come down", *STORY[4:]],
    ),
    "names_lead_what_is_said": (
        f"{FIRST}<dl><dt>Inés:</dt><dd>are you up</dd><dt>Tomás:</dt><dd>no</dd></dl>{REST}",
        [*STORY[:4], "Inés: are you up", "Tomás: no", *STORY[4:]],
    ),
    "several_cells_in_a_row_are_no_verse": (
        f"{FIRST}<table>{f'<tr><td>{CELLS[0]}</td><td>{CELLS[1]}</td></tr>' * 4}</table>{REST}",
        [*STORY[:4], *CELLS * 4, *STORY[4:]],
    ),
}


def page(body: str) -> bytes:
    return f"<html><head><title>The Stairs</title></head><body>{body}</body></html>".encode()


@pytest.mark.parametrize("body", STORIES.values(), ids=STORIES)
def test_story_is_found_whole(body):
    assert extract_text(page(body)).split("\n\n") == STORY


@pytest.mark.parametrize("body", SCENES.values(), ids=SCENES)
def test_scenes_are_told_apart(body):
    assert extract_text(page(body)).split("\n\n") == BROKEN


@pytest.mark.parametrize(("body", "expected"), OTHERS.values(), ids=OTHERS)
def test_layout_gives_exactly(body, expected):
    assert extract_text(page(body)).split("\n\n") == expected


def test_mac_roman_quotes_are_read_without_a_declaration():
    assert extract_text(page("").replace(b"</body>", (FIRST + REST).encode("mac_roman"))).split("\n\n") == STORY


def test_windows_quotes_are_not_taken_for_mac_roman():
    text = [*STORY[:3], "“Ótimo,” said the “Òme.”", *STORY[3:]]
    assert extract_text(page("").replace(b"</body>", paragraphs(text).encode("cp1252"))).split("\n\n") == text


@pytest.mark.parametrize(("heading", "ends"), [("Response", False), ("Comment", False), ("3 Responses", True)])
def test_a_chapter_may_be_called_what_comments_are_called(heading, ends):
    body = f"<article>{paragraphs(STORY[:4])}<h2>{heading}</h2>{paragraphs(STORY[4:])}</article>"
    assert (STORY[-1] in extract_text(page(body))) is not ends


def test_markup_that_a_saved_page_keeps_as_text_where_no_script_runs_is_not_shown():
    address = "/advertising/" + "story-of-the-day-" * 40
    saved = (
        f"<noscript>&lt;div&gt;&lt;a href='{address}'&gt;&lt;img src='{address}'&gt;&lt;/a&gt;&lt;/div&gt;</noscript>"
    )
    assert extract_text(page(paragraphs(STORY[:4]) + saved + paragraphs(STORY[4:]))).split("\n\n") == STORY
