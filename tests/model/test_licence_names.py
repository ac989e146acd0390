"""A card names licences as people know them, and carries no words of a page."""

import pytest

from model.export.licence_names import licence_name


@pytest.mark.parametrize(
    ("licence", "name"),
    [
        ("https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0"),
        ("http://www.creativecommons.org/licenses/by-nc-sa/3.0/de/deed.en", "CC BY-NC-SA 3.0"),
        ("//creativecommons.org/licenses/by-nd", "CC BY-ND"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0"),
        ("https://creativecommons.org/publicdomain/mark/1.0/", "Public Domain Mark 1.0"),
        ("Text is under CC-BY-SA 4.0 unless noted", "CC BY-SA 4.0"),
        ("CC BY", "CC BY"),
        ("cc0", "CC0"),
        ("In the Public Domain in the USA", "public domain"),
        ("Project Gutenberg License", "Project Gutenberg License"),
        ("© 2024 A. Author. All Rights Reserved.", "all rights reserved"),
        ("https://Stories.example:8443/terms?x=1#use", "terms on stories.example:8443"),
        ("https://[broken/terms", "in words of their own"),
        ("https://a b](javascript:x)/", "in words of their own"),
        ("Ask the author, <b>kindly</b>", "in words of their own"),
    ],
)
def test_a_licence_has_a_plain_name(licence, name):
    assert licence_name(licence) == name
