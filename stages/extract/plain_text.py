"""A text/plain page as paragraphs: unwrapped, without Project Gutenberg's words, without marks for italics."""

import re

from stages.extract.characters import tidy
from stages.extract.gutenberg import strip_gutenberg
from stages.extract.lines import reflow

ITALICS = re.compile(r"(?<![\w_])_([^_]{1,2000}?)_(?![\w_])")
TABBED = 4  # spaces that a tab stands for


def plain_paragraphs(text: str) -> list[str]:
    """The paragraphs of a plain text, scene breaks as '***', verse with its lines."""
    body = tidy(text.replace("\r\n", "\n").replace("\r", "\n")).expandtabs(TABBED)
    return [ITALICS.sub(r"\1", paragraph) for paragraph in strip_gutenberg(reflow(body))]
