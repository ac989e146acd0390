"""The application: OpenAI's completions and models, the writing page, health and figures."""

import asyncio
import secrets
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import PlainTextResponse, Response
from starlette.exceptions import HTTPException

from model.params import SamplingParams
from model.release import judge_prompt
from model.serve.answers import Events, events, gathered, whole
from model.serve.desk import Desk
from model.serve.errors import ERRORS, add_errors, no_model
from model.serve.figures import Figures
from model.serve.guard import Guard, problem
from model.serve.messages import (
    MAX_CHOICES,
    MAX_PROMPT,
    MAX_PROMPTS,
    MAX_STOPS,
    MAX_TOKENS,
    MODEL,
    CompletionRequest,
    SummaryRequest,
)
from model.serve.page_files import page_files
from model.serve.prompts import spelled
from model.serve.remembering import summarise
from model.serve.replies import Choice, Completion, SummaryAnswer
from model.serve.telling import check_request, choices
from model.teller import Teller

EVENT = {"type": "object", "properties": {"data": {"type": "string"}}, "required": ["data"]}


@dataclass(frozen=True)
class Room:
    """How much is done at once."""

    workers: int  # stories told at a time
    waiting: int  # requests in line behind them


def build_app(teller: Teller, defaults: SamplingParams, room: Room, local: bool, token: str | None) -> FastAPI:
    """The application around a model that is loaded."""
    desk = Desk(room.workers)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        desk.close()

    app = FastAPI(title="miniature-memory", docs_url=None, redoc_url=None, redirect_slashes=False, lifespan=lifespan)
    guard = Guard(app, local, token, room.workers + room.waiting)
    figures = Figures(lambda: guard.busy, lambda: guard.turned_away)
    add_errors(app)
    add_reading(app, teller, defaults, figures)
    add_completions(app, teller, defaults, desk, figures)
    add_page(app)
    app.add_middleware(lambda inner: with_inner(guard, inner))
    schema = partial(described, app.openapi, teller.memory.budget)
    app.openapi = schema  # type: ignore[method-assign]
    return app


def with_inner(guard: Guard, inner: Any) -> Guard:
    """The guard in front of what Starlette has built."""
    guard.app = inner
    return guard


def described(openapi: Callable[[], dict[str, Any]], budget: int) -> dict[str, Any]:
    """The schema as it is: bad values are answered with 400, and a summary is as long as the model's memory."""
    schema = openapi()
    schema["components"]["schemas"]["CompletionRequest"]["properties"]["summary"]["anyOf"][0]["maxLength"] = budget
    for path in schema["paths"].values():
        for operation in path.values():
            operation["responses"].pop("422", None)
    return schema


def add_reading(app: FastAPI, teller: Teller, defaults: SamplingParams, figures: Figures) -> None:
    """What is asked without generating."""
    entry = {"id": MODEL, "object": "model", "created": 0, "owned_by": MODEL}

    @app.get("/healthz")
    async def health() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/metrics", response_class=PlainTextResponse)
    async def metrics() -> Response:
        return Response(figures.text(), media_type="text/plain; version=0.0.4; charset=utf-8")

    @app.get("/v1/models", responses={401: ERRORS[401], 403: ERRORS[403]})
    async def models() -> dict[str, Any]:
        return {"object": "list", "data": [entry]}

    @app.get("/v1/models/{name}", responses={status: ERRORS[status] for status in (401, 403, 404)})
    async def model(name: str) -> Any:
        return entry if name == MODEL else no_model(name)

    @app.get("/v1/defaults", responses={401: ERRORS[401], 403: ERRORS[403]})
    async def settings() -> dict[str, Any]:
        limits = {
            "prompt": MAX_PROMPT,
            "prompts": MAX_PROMPTS,
            "max_tokens": MAX_TOKENS,
            "n": MAX_CHOICES,
            "stop": MAX_STOPS,
        }
        sampling = defaults.model_dump(exclude={"slide"})
        return {"sampling": sampling, "summary_characters": teller.memory.budget, "limits": limits}

    @app.post("/v1/summary", responses=ERRORS)
    async def summary(asked: SummaryRequest) -> SummaryAnswer:
        await asyncio.to_thread(judge_prompt, asked.text)
        line = await asyncio.to_thread(summarise, teller, asked.text)
        return SummaryAnswer(summary=line, max_characters=teller.memory.budget)


def add_completions(app: FastAPI, teller: Teller, defaults: SamplingParams, desk: Desk, figures: Figures) -> None:
    """POST /v1/completions."""
    stream = {
        "description": "the whole, or a stream of events",
        "content": {"text/event-stream": {"schema": EVENT}},
    }

    @app.post("/v1/completions", response_model=Completion, responses={200: stream, **ERRORS})
    async def completions(asked: CompletionRequest, request: Request) -> Any:
        if asked.model and asked.model != MODEL:
            return no_model(asked.model)
        asked = await asyncio.to_thread(spelled, asked, teller.tokenizer)
        await asyncio.to_thread(check_request, teller, asked)
        seed = secrets.randbelow(2**32) if asked.seed in (None, -1) else asked.seed
        empty = Completion(id=f"cmpl-{secrets.token_hex(12)}", created=int(time.time()), seed=seed, choices=[])

        def work(check: Callable[[], None]) -> Iterator[Choice]:
            for choice in choices(teller, asked, defaults, seed, check):
                figures.note(choice)
                yield choice

        try:
            channel = desk.begin(work)
        except RuntimeError:
            return problem(503, "server: stopping; try again")
        if asked.stream:
            return Events(events(channel, empty, asked), channel)
        try:
            parts = await gathered(request, channel)
        finally:
            channel.close()
        return whole(empty, parts, asked) if parts else Response(status_code=499)

    @app.post("/v1/chat/completions", include_in_schema=False)
    async def chat() -> Response:
        said = "chat: this model continues a text, it holds no conversation"
        return problem(404, f"{said}; choose text completion, or send text to /v1/completions")


def add_page(app: FastAPI) -> None:
    """The writing page and its files, held in memory: no path leads anywhere else."""
    files = page_files()

    def answer(name: str) -> Response:
        if name not in files:
            raise HTTPException(404, "no such file")
        content, kind = files[name]
        return Response(content, media_type=kind)

    @app.get("/", include_in_schema=False)
    async def index() -> Response:
        return answer("index.html")

    @app.get("/page/{name}", include_in_schema=False)
    async def file(name: str) -> Response:
        return answer(name)
