"""The hosts of the hostile site: what each path answers, and what must become of its URL."""

from collections.abc import Callable
from dataclasses import dataclass, field

from benchmarks.hostile_replies import Reply, story

FETCHED = "fetched"
NOT_FOUND = Reply("no such page", 404)


@dataclass(frozen=True)
class Case:
    """A path: its reply (told the path, and how often it was asked before) and its URL's outcome; `a|b` allows two.

    No outcome: the crawl is not given the URL, it may meet it. `forbidden`: no request may ever arrive.
    """

    reply: Reply | Callable[[str, int], Reply]
    outcome: str = ""
    forbidden: bool = False


@dataclass(frozen=True)
class Host:
    """Paths of one host; a path that ends in `*` stands for all that begin so."""

    cases: dict[str, Case] = field(default_factory=dict)

    def reply(self, path: str, seen: int) -> Reply:
        """What a request gets."""
        found = self.case(path)
        if found is None:
            return NOT_FOUND
        return found.reply if isinstance(found.reply, Reply) else found.reply(path, seen)

    def case(self, path: str) -> Case | None:
        """The case of a path."""
        exact = self.cases.get(path) or self.cases.get(path.partition("?")[0])
        if exact is not None:
            return exact
        return next((case for key, case in self.cases.items() if key[-1] == "*" and path.startswith(key[:-1])), None)


def robots(text: str | Reply, **paths: str) -> Host:
    """A host with a robots.txt and plain pages: their names, an underscore for a slash, and their outcomes."""
    reply = text if isinstance(text, Reply) else Reply(text, headers={"Content-Type": "text/plain"})
    cases = {"/robots.txt": Case(reply)}
    for name, outcome in paths.items():
        path = "/" + name.replace("_", "/")
        cases[path] = Case(Reply(story(f"page {path} of {hash_free(text)}")), outcome, outcome.startswith("robots"))
    return Host(cases)


def hash_free(text: str | Reply) -> str:
    """A few words that tell one host's pages from another's."""
    return " ".join((text if isinstance(text, str) else str(text.status)).split())[:60]


def all_hosts() -> dict[str, Host]:
    """Every host."""
    from benchmarks import hostile_bytes, hostile_rules, hostile_scripts  # they need Case and Host

    return {**hostile_bytes.HOSTS, **hostile_rules.HOSTS, **hostile_scripts.HOSTS}
