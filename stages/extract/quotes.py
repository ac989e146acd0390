"""What a post of a forum quotes of another post, with the name of whom it quotes."""

import re
from collections.abc import Sequence
from itertools import islice

from stages.extract.characters import tidy
from stages.extract.tree import Node
from stages.extract.vocabulary import words

QUOTED = re.compile(
    r"(?:originally posted by|quote from|quoting|zitat von|citation de|cita de)\b:? ?\S.{0,80}"
    r"|(?!(?:s?he|i|they|we|it|you)\b)\S[^.!?:“\"]{0,60} "
    r"(?:wrote|said|posted|schrieb|a écrit|escribió|ha scritto|escreveu|schreef)(?: on .{0,40})? ?:",
    re.IGNORECASE,
)
MAX_INSIDE = 6  # elements in a line that names somebody
NAMING = ("data-quote", "data-username", "data-author")  # attributes for the name of whom an element quotes


def drop_quotes(nodes: Sequence[Node]) -> None:
    """Mark what is quoted of another's post as dropped."""
    for node in [node for node in nodes if node.tag == "blockquote" or "uote" in node.attributes.get("class", "")]:
        if may_quote(node) and not node.dropped and (names_quoted(node) or QUOTED.fullmatch(first_line(node))):
            node.dropped = True


def may_quote(node: Node) -> bool:
    """True for an element that quotes, by its tag or class."""
    if node.tag == "blockquote":
        return True
    return "class" in node.attributes and "quote" in words(node.attributes["class"])


def names_quoted(node: Node) -> bool:
    """True for an element with an attribute that names whom it quotes."""
    return any(node.get(name) for name in NAMING)


def first_line(node: Node) -> str:
    """The text before the first line end in an element, or all of the first element in it; not of an inner quote."""
    while node.children and not node.text.strip() and node.children[0].tag != "br":
        node = node.children[0]
        if may_quote(node):  # a post that begins with what it quotes
            return ""
    if node.children and node.children[0].tag != "br":  # 'Originally posted by <b>somebody</b>'
        return " ".join(tidy("".join(part.text for part in islice(node.walk(), MAX_INSIDE))).split())
    return " ".join(tidy(node.text).split())
