"""serve: the model behind OpenAI's interface, and the writing page; on this machine alone unless a token is set."""

import commands.lean  # noqa: F401 first: see there

# isort: split
import argparse
import os
import socket
import sys

from commands.generate import positive
from pipeline.errors import ParamsError
from pipeline.params import load_params

TOKEN = "MINIATURE_TOKEN"
LEAST_TOKEN = 16  # characters
CONNECTIONS = 512  # at once; more are answered with 503
STOP_SECONDS = 2  # for stories under way, once someone asks the server to stop


def build_parser() -> argparse.ArgumentParser:
    """The flags: none of them changes what a story says."""
    parser = argparse.ArgumentParser(
        prog="run.py serve",
        description=f"Serve the writing page, /v1/completions and /v1/models. Beyond loopback {TOKEN} must be set.",
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to bind to (default 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="0: any free one (default 8000)")
    parser.add_argument("--workers", type=positive, default=2, help="stories told at the same time (default 2)")
    parser.add_argument("--waiting", type=positive, default=30, help="requests that wait behind them (default 30)")
    parser.add_argument("--checkpoint", choices=("best", "latest"), default="best")
    parser.add_argument("--int8", action="store_true", help="8-bit weights: a quarter of the memory")
    return parser


def token_for(host: str) -> str | None:
    """The token that clients must send; None on loopback without one.

    Raises:
        ParamsError: the server would be open to the network without one, or it is too short.
    """
    from model.serve.guard import is_loopback

    token = os.environ.get(TOKEN) or None
    if token is None and not is_loopback(host):
        raise ParamsError(f"serve: {host} is not loopback and {TOKEN} is not set; set it, or leave --host out")
    if token is not None and len(token) < LEAST_TOKEN:
        raise ParamsError(
            f"{TOKEN}: {len(token)} characters; set at least {LEAST_TOKEN}, such as `openssl rand -hex 16`"
        )
    return token


def bound(host: str, port: int) -> socket.socket:
    """A listening socket.

    Raises:
        ParamsError: the address cannot be bound to.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listening = socket.create_server((host, port), family=family, backlog=CONNECTIONS)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ParamsError(
            f"serve: {host}:{port} cannot be bound to ({reason}); choose another --port or --host"
        ) from None
    return listening


def serve(arguments: argparse.Namespace) -> None:
    """Serve until a signal comes."""
    import uvicorn

    from model.params import SamplingParams
    from model.serve.app import Room, build_app
    from model.serve.guard import is_loopback
    from model.teller import Teller

    token = token_for(arguments.host)
    sampling = load_params("sampling", SamplingParams)
    teller = Teller.load(arguments.checkpoint, arguments.int8)
    listening = bound(arguments.host, arguments.port)
    room = Room(arguments.workers, arguments.waiting)
    app = build_app(teller, sampling, room, is_loopback(arguments.host), token)
    config = uvicorn.Config(
        app,
        loop="asyncio",
        http="h11",
        ws="none",
        log_level="warning",
        server_header=False,
        limit_concurrency=CONNECTIONS,
        timeout_graceful_shutdown=STOP_SECONDS,
    )
    address = f"[{arguments.host}]" if ":" in arguments.host else arguments.host
    print(f"serve: http://{address}:{listening.getsockname()[1]}/ (Ctrl-C stops)", file=sys.stderr, flush=True)
    uvicorn.Server(config).run(sockets=[listening])


def main(arguments: list[str]) -> int:
    """Run the command."""
    serve(build_parser().parse_args(arguments))
    return 0
