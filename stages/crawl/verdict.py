"""What the reading of a page asks and tells; nothing heavy is imported here."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class StoryLinks:
    """Normalised URLs on the page's own host."""

    next: str | None = None
    previous: str | None = None
    contents: str | None = None  # the page that lists the chapters
    chapters: tuple[str, ...] = ()  # in order, when this page lists them


NO_LINKS = StoryLinks()


@dataclass(frozen=True)
class Limits:
    """The parameters that a verdict depends on."""

    min_characters: int
    languages: tuple[str, ...]
    min_language_confidence: float
    content_opt_outs: bool
    render_below_characters: int
    age_gate_selectors: tuple[str, ...]


@dataclass(frozen=True)
class Verdict:
    """What became of a page."""

    reason: str | None  # why it is not kept
    evidence: dict[str, str] = field(default_factory=dict)
    characters: int = 0  # of extracted text
    script_built: bool = False  # a browser may find more
    licences: tuple[str, ...] = ()  # RSL licences named in the page, still to be read
    links: StoryLinks = NO_LINKS
