"""Texts that editors keep as trees: ProseMirror, Lexical, Slate, Portable Text, Contentful and their like."""

from collections.abc import Iterator
from typing import Any

from pipeline.scene_breaks import SCENE_BREAK
from stages.extract.vocabulary import vocabulary

CHILDREN = ("content", "children", "nodes")
TYPES = ("type", "_type", "nodeType", "object")
ROOTS = vocabulary("doc document root richtext")
RULES = vocabulary("horizontalrule hr divider thematicbreak separator scenebreak")
LINES = vocabulary("hardbreak linebreak br break")
INLINE = vocabulary("text span leaf link hyperlink autolink mention inline")
MAX_DEPTH = 40  # of a tree


def rich_paragraphs(tree: Any) -> list[str]:
    """The paragraphs of a document's tree, or of a list of its blocks; none where it is neither."""
    if isinstance(tree, list) and len(tree) > 1 and all(map(is_block, tree)):
        return [paragraph for part in tree for paragraph in walk(part, MAX_DEPTH)]
    return list(walk(tree, MAX_DEPTH)) if isinstance(tree, dict) and kind(tree) in ROOTS else []


def is_block(part: Any) -> bool:
    """True for a node that holds others, or that is a scene break."""
    return isinstance(part, dict) and (bool(children_of(part)) or kind(part) in RULES)


def walk(node: dict[str, Any], depth: int) -> Iterator[str]:
    """The paragraphs under one node."""
    parts = children_of(node)
    if kind(node) in RULES:
        yield SCENE_BREAK
    elif parts and all(is_inline(part) for part in parts):
        yield "".join(map(inline_text, parts)).strip()
    elif depth:
        for part in parts:
            yield from walk(part, depth - 1)


def children_of(node: dict[str, Any]) -> list[dict[str, Any]]:
    """What a node holds; nothing where that is not all of nodes."""
    for name in CHILDREN:
        parts = node.get(name)
        if isinstance(parts, list) and parts and all(isinstance(part, dict) and kind(part) for part in parts):
            return parts
    return []


def kind(node: dict[str, Any]) -> str:
    """What a node says it is, in small letters; a bare text is 'text'."""
    named = next((node[name] for name in TYPES if isinstance(node.get(name), str)), "")
    return named.lower().replace("_", "").replace("-", "") or ("text" if isinstance(node.get("text"), str) else "")


def is_inline(node: dict[str, Any]) -> bool:
    """True for a piece of a paragraph: a text, a line end, or a link around texts."""
    if kind(node) in LINES or isinstance(node.get("text"), str):
        return True
    return kind(node) in INLINE


def inline_text(node: dict[str, Any]) -> str:
    """The text of a piece of a paragraph."""
    if kind(node) in LINES:
        return "\n"
    own = node.get("text", node.get("value"))
    return own if isinstance(own, str) else "".join(inline_text(part) for part in children_of(node) if is_inline(part))
