"""What can come of a URL: an answer, a rejection with its reason, or a postponement."""

from dataclasses import dataclass, field

HASHED_REASONS = frozenset({"adults_only", "forgotten"})  # of what they reject only hashes are kept
RETRIED_STATUSES = frozenset({408, 429, 500, 502, 503, 504})
KEPT_HEADERS = frozenset(
    {
        "content-language",
        "content-type",
        "content-usage",
        "etag",
        "last-modified",
        "link",
        "tdm-policy",
        "tdm-reservation",
        "x-robots-tag",
    }
)


@dataclass(frozen=True)
class Answer:
    """One response, redirects followed."""

    url: str  # where it came from at last
    status: int
    headers: dict[str, str]  # all of them, lower-case names; repeated ones joined with ", ", X-Robots-Tag by lines
    body: bytes  # decompressed

    @property
    def media_type(self) -> str:
        """`text/html`; empty when the server named none."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    def kept_headers(self) -> dict[str, str]:
        """Those that say the same on every visit and matter later, sorted by name."""
        return {name: self.headers[name] for name in sorted(KEPT_HEADERS & self.headers.keys())}


@dataclass
class Trail:
    """How a visit went, whether it ends well or not."""

    known_at: str | None = None  # URL of the page that an earlier visit stored
    validators: dict[str, str] = field(default_factory=dict)  # request headers that ask whether that page changed
    redirects: list[str] = field(default_factory=list)  # URLs passed through
    asked: bool = False  # some server was sent a request for the page


@dataclass
class Rejection(Exception):  # noqa: N818 - an outcome, not an error
    """A URL will not be fetched, or what it gave will not be kept."""

    reason: str
    evidence: dict[str, str] = field(default_factory=dict)
    answer: Answer | None = None  # what the server said, when it said something


@dataclass
class Postponed(Exception):  # noqa: N818 - an outcome, not an error
    """A URL waits: its host asked for a pause, or the crawl may not go there yet."""

    seconds: float | None  # None: until params.yaml changes
    reason: str
