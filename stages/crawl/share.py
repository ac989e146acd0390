"""Several crawlers on one corpus: one keeps the frontier, the others work for it through Redis.

The keeper crawls as ever; its SQLite frontier, and the manifest exported from it, stay the truth. The others hold
nothing: they ask it what waits and hand it what they fetched. A host belongs to one process at a time, by a lease in
Redis, so that each URL is fetched once and a host's delays hold. A process that dies loses its leases within half a
minute, and what it had in flight is fetched by another. (The queues of scrapy-redis hand a request out by removing it:
a crawler that dies takes its requests with it; and they order by priority alone, not by host.)
"""

import asyncio
import base64
import json
import os
import threading
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import zstandard
from pydantic import TypeAdapter
from redis import Redis
from redis.exceptions import LockError, RedisError
from redis.lock import Lock

from pipeline.errors import DataError
from pipeline.files import sha256
from stages.crawl.clock import Clock
from stages.crawl.frontier import Outcome, Waiting
from stages.crawl.ledger import write_down
from stages.crawl.pages import store_page
from stages.crawl.params import CrawlParams
from stages.crawl.sqlite_frontier import SqliteFrontier

PREFIX = "miniature-memory:crawl:"
CALLS, KEEPER = PREFIX + "calls", PREFIX + "keeper"
LEASE_SECONDS = float(os.environ.get("MINIATURE_LEASE_SECONDS", "30"))
WAITS = TypeAdapter(list[Waiting])
OUTCOME = TypeAdapter(Outcome)


def connect(url: str) -> Redis:
    """A Redis that answers.

    Raises:
        DataError: it does not.
    """
    try:
        redis = Redis.from_url(url, decode_responses=True, socket_timeout=2 * LEASE_SECONDS)
        redis.ping()
    except (RedisError, ValueError, OSError) as error:
        raise DataError(f"{url}: no Redis answers ({error}); start redis-server, or correct the address") from None
    return redis


def params_key(params: CrawlParams) -> str:
    """Two crawlers may share work when theirs are equal."""
    return sha256(params.model_dump_json().encode())


class Claims:
    """The hosts that this process may ask."""

    def __init__(self, redis: Redis, most: int) -> None:
        """Claim nothing yet.

        Args:
            most: hosts at a time, so that the others find some.
        """
        self.redis, self.most = redis, most
        self.leases: dict[str, Lock] = {}

    def claim(self, host: str) -> bool:
        """Whether the host is ours now."""
        if host in self.leases:
            return True
        if len(self.leases) >= self.most or self.redis.exists(f"{PREFIX}rest:{host}"):
            return False
        lease = self.redis.lock(f"{PREFIX}host:{host}", timeout=LEASE_SECONDS, thread_local=False)
        if not lease.acquire(blocking=False):
            return False
        self.leases[host] = lease
        return True

    def release(self, host: str, rest_seconds: float) -> None:
        """Leave a host to the others, once its delay is over."""
        lease = self.leases.pop(host, None)
        if lease is None:
            return
        if rest_seconds > 0:
            self.redis.set(f"{PREFIX}rest:{host}", "1", px=max(1, int(1000 * rest_seconds)))
        with suppress(LockError):
            lease.release()

    def release_all(self) -> None:
        """Leave every host."""
        for host in list(self.leases):
            self.release(host, 0.0)

    async def renew(self) -> None:
        """Keep the leases while the crawl lives; one that was lost (a machine that slept) is given up."""
        while True:
            await asyncio.sleep(LEASE_SECONDS / 3)
            for host, lease in list(self.leases.items()):
                try:
                    await asyncio.to_thread(lease.reacquire)
                except LockError:
                    self.leases.pop(host, None)


class Keeper:
    """Answers the other processes from this one's frontier, in a thread with a connection of its own."""

    def __init__(self, redis: Redis, database: Path, clock: Clock, params: CrawlParams) -> None:
        self.redis, self.database, self.clock, self.params = redis, database, clock, params
        self.claims = Claims(redis, params.concurrency)
        self.ending = threading.Event()
        self.thread = threading.Thread(target=self.serve, daemon=True)

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Answer, and keep this process's own leases, while the block runs.

        Raises:
            DataError: another crawl keeps its frontier in this Redis.
        """
        self.start()
        renewing = asyncio.ensure_future(self.claims.renew())
        try:
            yield
        finally:
            renewing.cancel()
            self.claims.release_all()
            self.stop()

    def start(self) -> None:
        """Begin to answer.

        Raises:
            DataError: another crawl keeps its frontier in this Redis.
        """
        if not self.redis.set(KEEPER, params_key(self.params), nx=True, px=int(1000 * LEASE_SECONDS)):
            raise DataError(
                f"redis: another crawl keeps its frontier there; wait for it, or {LEASE_SECONDS:.0f} s after a kill"
            )
        self.redis.delete(CALLS)
        self.thread.start()

    def stop(self) -> None:
        """Answer no more."""
        self.ending.set()
        if self.thread.is_alive():
            self.thread.join()
        self.redis.delete(KEEPER)

    def serve(self) -> None:
        """Answer until stopped."""
        with closing(SqliteFrontier(self.database)) as frontier:
            while not self.ending.is_set():
                self.redis.pexpire(KEEPER, int(1000 * LEASE_SECONDS))
                found = self.redis.brpop([CALLS], timeout=1)
                if found:
                    self.answer(frontier, json.loads(found[1]))

    def answer(self, frontier: SqliteFrontier, call: dict[str, Any]) -> None:
        """Do what one call asks; an error is the caller's to raise."""
        try:
            reply: dict[str, Any] = {"value": self.do(frontier, call)}
        except DataError as error:
            reply = {"error": str(error)}
        key = PREFIX + "reply:" + call["id"]
        self.redis.lpush(key, json.dumps(reply))
        self.redis.expire(key, int(LEASE_SECONDS))

    def do(self, frontier: SqliteFrontier, call: dict[str, Any]) -> Any:
        """The value of one call."""
        match call["method"], call["arguments"]:
            case "hosts", []:
                return [frontier.waiting_hosts(), frontier.candidate_hosts()]
            case "count", []:
                return frontier.count_waiting()
            case "paused", []:
                return frontier.paused_hosts(self.clock.now())
            case "waiting", [host, limit, after]:
                found = frontier.waiting(host, limit, self.clock.now(), tuple(after) if after else None)
                return [asdict(one) for one in found]
            case "admit", [host, limit]:
                return frontier.admit(host, limit)
            case "finish", [url, outcome, body]:
                return self.finish(frontier, url, OUTCOME.validate_python(outcome), body)
        raise DataError(f"redis: no such call as {call['method']!r}; the other crawler is of another version")

    def finish(self, frontier: SqliteFrontier, url: str, outcome: Outcome, body: str | None) -> None:
        """Store the page, then the row that names it."""
        if body is not None:
            store_page(zstandard.ZstdDecompressor().decompress(base64.b64decode(body)))
        write_down(frontier, [(url, outcome)])


class Ended(DataError):  # noqa: N818 - an outcome, not an error
    """The process that keeps the frontier is gone."""


class RemoteFrontier:
    """The keeper's frontier, as the other processes see it."""

    def __init__(self, redis: Redis, params: CrawlParams) -> None:
        """Find the keeper.

        Raises:
            DataError: there is none, or it crawls with other parameters.
        """
        self.redis = redis
        self.handed_over = 0  # outcomes
        kept = redis.get(KEEPER)
        if kept is None:
            raise DataError("redis: no crawl keeps its frontier there; start `python run.py crawl --redis URL` first")
        if kept != params_key(params):
            raise DataError("params.yaml: section crawl differs from that of the crawl to join; make them equal")

    def call(self, method: str, *arguments: Any) -> Any:
        """The keeper's answer.

        Raises:
            Ended: the keeper has ended.
            DataError: Redis does not answer, or the keeper says what is wrong.
        """
        identity = uuid4().hex
        try:
            self.redis.lpush(CALLS, json.dumps({"id": identity, "method": method, "arguments": arguments}))
            while not (found := self.redis.brpop([PREFIX + "reply:" + identity], timeout=1)):
                if not self.redis.exists(KEEPER):
                    raise Ended("redis: the crawl that keeps the frontier has ended; what was in flight is lost to it")
        except RedisError as error:
            raise DataError(f"redis: {error}; what was in flight is fetched again") from None
        reply = json.loads(found[1])
        if "error" in reply:
            raise DataError(reply["error"])
        return reply["value"]

    def ask(self, method: str, *arguments: Any, otherwise: Any) -> Any:
        """The keeper's answer; `otherwise` when it has ended, since nothing is left to do then."""
        try:
            return self.call(method, *arguments)
        except Ended:
            return otherwise

    def waiting_hosts(self) -> list[str]:
        """As in Frontier."""
        hosts: list[str] = self.ask("hosts", otherwise=[[], []])[0]
        return hosts

    def candidate_hosts(self) -> list[str]:
        """As in SqliteFrontier."""
        hosts: list[str] = self.ask("hosts", otherwise=[[], []])[1]
        return hosts

    def count_waiting(self) -> int:
        """As in SqliteFrontier."""
        return int(self.ask("count", otherwise=0))

    def paused_hosts(self, now: str) -> dict[str, str]:
        """As in SqliteFrontier; the keeper's clock counts."""
        paused: dict[str, str] = self.ask("paused", otherwise={})
        return paused

    def waiting(self, host: str, limit: int, now: str, after: tuple[int, str] | None = None) -> list[Waiting]:
        """As in Frontier; the keeper's clock counts."""
        return WAITS.validate_python(self.ask("waiting", host, limit, after, otherwise=[]))

    def admit(self, host: str, limit: int) -> int:
        """As in Frontier."""
        return int(self.ask("admit", host, limit, otherwise=0))

    def finish(self, outcomes: Iterable[tuple[str, Outcome]]) -> None:
        """As in Frontier; pages travel with their rows."""
        for url, outcome in outcomes:
            packed = None
            if outcome.body is not None:
                packed = base64.b64encode(zstandard.ZstdCompressor(level=3).compress(outcome.body)).decode()
            self.call("finish", url, OUTCOME.dump_python(replace(outcome, body=None), mode="json"), packed)
            self.handed_over += 1


class RemoteLedger:
    """Hands outcomes to the keeper without the crawl waiting for it."""

    def __init__(self, frontier: RemoteFrontier) -> None:
        self.frontier = frontier

    async def write(self, url: str, outcome: Outcome) -> None:
        """Return when the keeper has it on disk."""
        await asyncio.to_thread(self.frontier.finish, [(url, outcome)])

    def close(self) -> None:
        """Nothing is open."""
