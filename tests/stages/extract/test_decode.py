import pytest

from stages.extract.characters import tidy
from stages.extract.decode import decode

QUOTES = "“Déjà vu” – naïve… €"


@pytest.mark.parametrize(
    ("content", "content_type", "charset"),
    [
        (b"\xef\xbb\xbf" + QUOTES.encode(), "text/html; charset=latin-1", None),
        (QUOTES.encode("utf-16"), None, "utf-8"),
        (QUOTES.encode(), "text/html; charset=iso-8859-1", "cp1252"),
        (QUOTES.encode("cp1252"), "text/html; charset=iso-8859-1", None),
        (QUOTES.encode("cp1252"), "text/html; charset=utf-8", "utf-8"),
        (QUOTES.encode("cp1252"), "text/html; charset=no-such-charset", None),
        (QUOTES.encode("cp1252"), None, None),
    ],
    ids=["mark", "utf-16 mark", "utf-8 said latin-1", "cp1252 said latin-1", "cp1252 said utf-8", "unknown", "silent"],
)
def test_bytes_decode_whatever_their_label_says(content, content_type, charset):
    assert decode(content, content_type, charset) == QUOTES


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("shift_jis", "港の灯りが一つずつ消えて、彼女は最後の船を待っていた。"),
        ("gb18030", "港口的灯一盏一盏地熄灭了，她还在等最后一班船。"),
        ("koi8-r", "Паром отошёл от причала вскоре после шести."),
        ("iso-2022-jp", "彼女は最後の船を待っていた。"),
        ("cp1250", "Žluťoučký kůň přišel až k přístavu."),
    ],
)
def test_declared_legacy_charset_is_believed(charset, text):
    page = f'<html><head><meta charset="{charset}"></head><body>{text}</body></html>'
    assert text in decode(page.encode(charset))


def test_a_named_charset_in_the_page_beats_a_western_default_of_the_server():
    text = "Паром отошёл от причала"
    page = f'<meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><p>{text}'
    assert text in decode(page.encode("cp1251"), "text/html; charset=ISO-8859-1")


def test_stray_bytes_in_utf8_are_read_as_windows_1252():
    assert decode("“Wait,” she said".encode() + b" \x96 twice") == "“Wait,” she said – twice"


def test_control_characters_go_and_line_ends_stay():
    assert decode(b"a\x00b\x01c\td\r\ne\x7f") == "abc\td\r\ne"


def test_entities_escaped_twice_and_invisible_marks_go():
    escaped = "fish &amp;amp; chips&#8217;s\u00ad \u200bnow\u00a0&#x2014;\u2060 \ufeffhere"
    assert tidy(escaped) == "fish & chips’s now — here"


def test_zero_width_joiners_stay_where_a_script_needs_them():
    assert tidy("می\u200cروم") == "می\u200cروم"
    assert tidy("he\u200cllo") == "hello"


def test_unknown_entities_stay_as_they_are():
    assert tidy("R&D; &nosuchthing; AT&T") == "R&D; &nosuchthing; AT&T"
