"""Which network addresses a crawl may reach."""

import asyncio
import ipaddress
import socket

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
NAT64 = ipaddress.ip_network("64:ff9b::/96")
GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")  # the only part of IPv6 that is handed out
PLATFORM = frozenset({ipaddress.ip_address("168.63.129.16")})  # public by number: Azure's host agent


def is_public(text: str) -> bool:
    """Whether an address is on the public internet, any IPv4 address inside an IPv6 one included."""
    return all(map(is_global, embedded(ipaddress.ip_address(text.partition("%")[0]))))


def is_global(address: Address) -> bool:
    """Whether one address is handed out to the public internet."""
    if isinstance(address, ipaddress.IPv6Address) and address not in GLOBAL_UNICAST:
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address in PLATFORM)


def embedded(address: Address) -> list[Address]:
    """The address, or the IPv4 addresses it carries."""
    if isinstance(address, ipaddress.IPv4Address):
        return [address]
    if address.ipv4_mapped:
        return [address.ipv4_mapped]
    inner: list[Address] = []
    if address.sixtofour:
        inner.append(address.sixtofour)
    if address.teredo:
        inner.extend(address.teredo)
    if address in NAT64:
        return [ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)]
    return [address, *inner]


def is_loopback_name(host: str) -> bool:
    """`localhost` and the names under it, which never mean the internet."""
    return f".{host.rstrip('.')}".endswith(".localhost")


def as_literal(host: str) -> str | None:
    """The address that a host name spells out in any of the accepted ways (0x7f.1, 2130706433), or None."""
    host = host.strip("[]").rstrip(".")
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(host)) if host[:1].isdigit() else None
    except OSError:
        return None


async def resolve(host: str, port: int) -> list[str]:
    """Every address of a name, in the resolver's order; OSError when there is none."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))
