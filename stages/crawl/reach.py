"""Where connections may go: names resolved once, and every address looked at before one is used."""

from collections.abc import Mapping
from dataclasses import dataclass

from stages.crawl.addresses import as_literal, is_loopback_name, is_public, resolve
from stages.crawl.relay import Refused


@dataclass(frozen=True)
class Reach:
    """What a crawl may reach.

    hosts: name -> (address, port) of the demo; when it is not empty nothing else can be reached.
    private: host:port pairs that may be reached although private.
    public: whether the internet may be reached.
    """

    hosts: Mapping[str, tuple[str, int]]
    private: frozenset[str]
    public: bool

    async def addresses(self, host: str, port: int) -> tuple[list[str], int]:
        """The addresses of a host that may be connected to, and the port there.

        Raises:
            Refused: ssrf, dns_error, no_contact_url.
        """
        if host in self.hosts and port == 80:
            address, at_port = self.hosts[host]
            return [address], at_port
        literal = as_literal(host)
        if self.hosts:
            private = is_loopback_name(host) or (literal is not None and not is_public(literal))
            raise Refused("ssrf" if private else "dns_error")
        return await self.checked(host, literal, port), port

    async def checked(self, host: str, literal: str | None, port: int) -> list[str]:
        """Every address of a host, when the pair is listed or all of them are public.

        A name that leads to a listed address is not itself listed: a stranger's name must not open what stands there.
        """
        try:
            addresses = [literal] if literal else await resolve(host, port)
        except (OSError, UnicodeError):
            raise Refused("dns_error") from None
        if self.lists(host, port):
            return addresses
        if not all(map(is_public, addresses)):
            raise Refused("ssrf")
        if not self.public:
            raise Refused("no_contact_url")
        return addresses

    def lists(self, host: str, port: int) -> bool:
        """Whether a pair is one of those that may be reached although private."""
        return spelled(host, port) in {spelled(*pair.rsplit(":", 1)) for pair in self.private}


def spelled(host: str, port: str | int) -> str:
    """One spelling of a host:port pair: an address in its usual form, a name in lower case."""
    name = host.lower().strip("[]").rstrip(".")
    return f"{as_literal(name) or name}:{int(port)}"
