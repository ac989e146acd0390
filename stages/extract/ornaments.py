"""Elements that are a scene break by their name, their role or the file of their image, not by their text."""

from functools import lru_cache
from itertools import pairwise

from stages.extract.tree import Node
from stages.extract.vocabulary import vocabulary, words

BREAK_NAMES = vocabulary("break scenebreak divider separator ornament asterism fleuron hr tb")
BREAK_PAIRS = frozenset({("scene", "break"), ("section", "break"), ("thought", "break")})
MAX_FILE = 40  # characters of a file's name
BLANK = frozenset({"img", "span", "svg", "i", "hr", "path"})  # what stands in an element without text


def is_break(node: Node) -> bool:
    """True for an element whose class or role says scene break."""
    attributes = node.attributes
    if not attributes:
        return False
    return ("class" in attributes and names_break(attributes["class"])) or attributes.get("role") == "separator"


def is_blank(node: Node) -> bool:
    """True for an element without text; images may stand in it."""
    return not node.text.strip() and all(
        child.tag in BLANK and not child.text.strip() and not child.tail.strip() for child in node.children
    )


def is_blank_break(node: Node) -> bool:
    """True for an element without text whose name says scene break; one around a picture is none."""
    if not is_break(node) or not is_blank(node):
        return False
    pictures = [child for child in node.children if child.tag == "img"]
    return node.get("class") != "separator" or all(map(is_ornament, pictures))


def is_ornament(image: Node) -> bool:
    """True for an image whose class, or whose file's name, says scene break."""
    file = image.get("src").partition("?")[0].rpartition("/")[2].rpartition(".")[0]
    return is_break(image) or (len(file) < MAX_FILE and names_break(file))


@lru_cache(maxsize=4096)
def names_break(name: str) -> bool:
    """True for a class or a file's name that says scene break."""
    parts = [part for part in words(name) if not part.isdecimal()]
    return bool(BREAK_NAMES & set(parts[:1] + parts[-1:])) or any(pair in BREAK_PAIRS for pair in pairwise(parts))
