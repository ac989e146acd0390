"""RSL licences (rslstandard.org): where one is named, and whether it lets a text be used for training."""

import re
from collections.abc import Awaitable, Callable, Iterable

from lxml import etree

from stages.crawl.once import Once
from stages.crawl.optouts import matches
from stages.crawl.outcome import Answer, Rejection
from stages.crawl.urls import normalise, path_of

MEDIA_TYPE = "application/rsl+xml"
TRAINING = frozenset({"all", "ai-all", "ai-train", "train-ai"})
FREE = frozenset({"free", "attribution", "contribution"})
LINK = re.compile(r"<([^>]*)>([^<]*)")

Fetch = Callable[[str], Awaitable[Answer]]


class Licences:
    """Licence files, each fetched once."""

    def __init__(self, fetch: Fetch) -> None:
        self.fetch = fetch
        self.files = Once(self.load, len)

    async def check_robots(self, licences: Iterable[str], url: str) -> None:
        """Raise optout_rsl when a licence that robots.txt names forbids training on the URL."""
        for licence in licences:
            await self.check(licence, url, "robots.txt license")

    async def check_header(self, answer: Answer) -> None:
        """Raise optout_rsl when a licence in the Link header forbids training on the page."""
        for licence in linked_licences(answer.headers.get("link", "")):
            await self.check(licence, answer.url, "header link")

    async def check(self, licence: str, url: str, where: str) -> None:
        """Raise optout_rsl when one licence forbids training on the URL; one that cannot be read forbids nothing."""
        try:
            address = normalise(licence, base=url)
            words = forbidding_words(await self.files.of(address), url)
        except Rejection:
            return
        if words:
            raise Rejection("optout_rsl", {where: address, "rsl": words})

    async def load(self, address: str) -> bytes:
        """Fetch one licence."""
        return (await self.fetch(address)).body


def linked_licences(header: str) -> list[str]:
    """The RSL licences of a Link header."""
    found = []
    for target, attributes in LINK.findall(header):
        lower = attributes.lower()
        if "license" in lower and MEDIA_TYPE in lower:
            found.append(target)
    return found


def forbidding_words(content: bytes, url: str) -> str | None:
    """What in an RSL document keeps a URL's text out of training, or None."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is None:
        return None
    for element in root.iter("{*}content"):
        location = element.get("url") or "/"
        if not covers(location, url):
            continue
        verdicts = [forbids(licence) for licence in element.iter("{*}license")]
        if verdicts and all(verdicts):
            return verdicts[0]
    return None


def covers(location: str, url: str) -> bool:
    """Whether an RSL content url, a path pattern or a whole address, covers a URL."""
    if location.startswith(("http://", "https://")):
        try:
            address = normalise(location)
        except Rejection:
            return False
        return url.startswith(address.split("*")[0]) and ("*" not in location or matches(path_of(location), url))
    return matches(location, url)


def forbids(licence: etree._Element) -> str | None:
    """The words of one licence that exclude training, or make it dear; None when it lets us."""
    permitted, prohibited, payments = (
        usages(licence, "permits"),
        usages(licence, "prohibits"),
        [payment.get("type", "") for payment in licence.iter("{*}payment")],
    )
    if prohibited & TRAINING:
        return f"prohibits {', '.join(sorted(prohibited))}"
    if permitted and not permitted & TRAINING:
        return f"permits only {', '.join(sorted(permitted))}"
    asked = sorted(kind for kind in payments if kind and kind not in FREE)
    return f"asks for payment: {', '.join(asked)}" if asked else None


def usages(licence: etree._Element, name: str) -> set[str]:
    """The usages that elements `permits` or `prohibits` list."""
    found: set[str] = set()
    for element in licence.iter(f"{{*}}{name}"):
        if element.get("type", "usage") == "usage":
            found |= set((element.text or "").lower().replace(",", " ").split())
    return found
