from stages.extract import extract_text
from stages.extract.page import extract_page

BODY = """The ferry left the quay a little after six, and Marta stood at the
rail with her collar up against the wind. She had counted the bells
twice, and twice she had come to a _different_ number.

"You came back," said the lamp-keeper, and he did not sound surprised
at all. He took her bag as if he had carried it every evening for ten
years, and perhaps in his thoughts he had."""
TEXT = "\n\n".join(" ".join(p.split()) for p in BODY.replace("_", "").split("\n\n"))
HEADER = """The Project Gutenberg EBook of The Evening Ferry, by Ada Quill

This eBook is for the use of anyone anywhere at no cost.

*** START OF THIS PROJECT GUTENBERG EBOOK THE EVENING FERRY ***




Produced by the Harbour Proofreading Team

"""
FOOTER = """

End of the Project Gutenberg EBook of The Evening Ferry, by Ada Quill

*** END OF THIS PROJECT GUTENBERG EBOOK THE EVENING FERRY ***

Section 1. General Terms of Use
"""


def test_plain_text_is_unwrapped_and_loses_its_italic_marks():
    assert extract_text(BODY.encode(), content_type="text/plain; charset=utf-8") == TEXT


def test_text_without_a_tag_is_plain_whatever_the_header_says():
    assert extract_text(BODY.encode(), content_type="text/html") == TEXT


def test_html_sent_as_plain_text_is_read_as_html():
    page = f"<!DOCTYPE html><html><body><p>{TEXT.split(chr(10))[0]}</p></body></html>"
    assert extract_text(page.encode(), content_type="text/plain") == TEXT.split("\n")[0]


def test_project_gutenberg_header_and_footer_go():
    assert extract_text((HEADER + BODY + FOOTER).encode(), content_type="text/plain") == TEXT


def test_old_small_print_header_goes():
    old = "Project Gutenberg Etext of The Ferry\n\n*END*THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*Ver.04.29.93*END*\n\n"
    end = "\n\nEnd of Project Gutenberg's The Ferry, by Ada Quill\n"
    assert extract_text((old + BODY + end).encode(), content_type="text/plain") == TEXT


def test_windows_line_ends_make_no_difference():
    assert extract_text(BODY.replace("\n", "\r\n").encode(), content_type="text/plain") == TEXT


def test_a_book_that_names_the_project_in_passing_keeps_its_words():
    said = BODY + "\n\nHe had read it in a Project Gutenberg edition, long ago, on a train between two other towns."
    assert extract_text(said.encode(), content_type="text/plain").startswith(TEXT)


def test_title_of_a_project_gutenberg_book_is_the_books_own():
    header = HEADER.replace("*** START", "Title: The Evening Ferry\n\n*** START", 1)
    assert extract_page((header + BODY + FOOTER).encode(), "text/plain").title == "The Evening Ferry"
    page = f"<title>The Project Gutenberg eBook of The Evening Ferry, by Ada Quill.</title><p>{BODY}</p>"
    assert extract_page(page.encode()).title == "The Evening Ferry"
