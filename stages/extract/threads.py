"""Threads of a forum: the posts of whoever started it are the text, those of others are comments."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from stages.extract.characters import tidy
from stages.extract.tree import Node
from stages.extract.vocabulary import vocabulary, words

POST_ID = re.compile(r"(?:js-)?(?:post|msg|message|p|pid|edit|entry|comment)[-_]?\d+")
POST_NAMES = vocabulary("message post postcontainer post-container forum-post topic-post")
AUTHOR_NAMES = vocabulary(
    "username bigusername author poster creator postauthor post-author message-name message-author nick"
)
BLOG = vocabulary("hentry type-post blog-post status-publish")  # posts of a blog are not a thread
MEMBER = re.compile(r"member(?:list)?\.php|/(?:members?|users?|profile|u)/|[?&;](?:u|user|uid)=\d|action=profile")
MAX_ANSWERED = 0.5  # of the thread's text: where others say more it is a conversation, and all of it is the text
MAX_AUTHOR = 40  # characters of a name
MAX_INSIDE = 8  # nodes of an element that holds an author's name
MAX_LOOKED_AT = 60  # nodes of a post in which its author is named, from its start


def drop_answers(nodes: Sequence[Node]) -> None:
    """Mark the posts of a thread as dropped that are not by the author of the first, who wrote most of it."""
    posts = list(posts_of(nodes))
    authors = [author_of(post) for post in posts]
    if len(posts) < 2 or not all(authors):
        return
    answers = [post for post, author in zip(posts, authors, strict=True) if author != authors[0]]
    answered = sum(len(post.whole_text()) for post in answers)
    if answered <= MAX_ANSWERED * sum(len(post.whole_text()) for post in posts):
        for post in answers:
            post.dropped = True


def posts_of(nodes: Sequence[Node]) -> Iterator[Node]:
    """The elements that each hold a whole post with its author, outermost first; siblings of one kind."""
    inside: set[int] = set()
    parent: Node | None = None
    for node in nodes:
        if node.parent is not None and node.parent.number in inside:
            inside.add(node.number)
        elif is_post(node) and (parent is None or node.parent is parent):
            parent = node.parent
            inside.add(node.number)
            yield node


def is_post(node: Node) -> bool:
    """True for an element whose id or class says that it is a post of a thread."""
    attributes = node.attributes
    if not ("class" in attributes or "id" in attributes) or node.dropped or node.tag in ("body", "a", "span", "p"):
        return False
    names = attributes["class"].lower().split() if "class" in attributes else ()
    numbered = "id" in attributes and POST_ID.fullmatch(attributes["id"].lower()) is not None
    if not numbered and POST_NAMES.isdisjoint(names):
        return False
    return BLOG.isdisjoint(names) and bool(author_of(node))


def author_of(post: Node) -> str:
    """Who wrote a post, as it says near its start; empty where it does not say."""
    if said := post.get("data-author"):
        return said
    for node in islice(post.walk(), MAX_LOOKED_AT):
        if names_author(node):
            inside = list(islice(node.walk(), MAX_INSIDE))
            link = next((inner for inner in inside if inner.tag == "a"), None)
            parts = [link.text, *(child.text for child in link.children)] if link else [part.text for part in inside]
            name = " ".join(tidy(" ".join(parts)).split())
            if 0 < len(name) <= MAX_AUTHOR:
                return name
    return ""


def names_author(node: Node) -> bool:
    """True for an element that holds the name of a post's author and nothing else."""
    if node.tag == "a" and MEMBER.search(node.get("href")):
        return True
    if node.get("itemprop") == "author":
        return True
    return any(
        name.lower() in AUTHOR_NAMES or "-".join(words(name)) in AUTHOR_NAMES for name in node.get("class").split()
    )
