"""Whose posts of a thread are the text."""

from stages.extract import extract_text

LONG = "The steamer drew its line across the lake, and nobody on board looked back at the boathouse or the jetty. "
SHORT = "A lovely chapter, and I hope that there will soon be more of the boathouse and of the two of them. "


def page(*posts: tuple[str, str]) -> bytes:
    """A thread of posts by (author, text)."""
    made = (
        f'<div class="post" id="post-{number}"><a class="username" href="/members/{author}">{author}</a>'
        f'<div class="content">{text}</div></div>'
        for number, (author, text) in enumerate(posts)
    )
    return f"<html><body><h1>Lake</h1><div>{''.join(made)}</div></body></html>".encode()


def test_answers_to_a_story_are_dropped():
    text = extract_text(page(("nettle", LONG * 4), ("quill", SHORT), ("nettle", LONG * 3)))
    assert text.split("\n\n") == [(LONG * 4).strip(), (LONG * 3).strip()]


def test_a_conversation_in_which_others_say_more_is_kept():
    text = extract_text(page(("nettle", LONG), ("quill", LONG * 2), ("moss", LONG * 2)))
    assert len(text.split("\n\n")) == 3


def test_a_thread_that_names_no_authors_is_kept():
    content = page(("nettle", LONG * 4), ("quill", SHORT * 2)).replace(b'class="username" href="/members', b'href="')
    assert SHORT.strip() in extract_text(content)
