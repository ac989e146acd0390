"""From the parts of a story to what a client gets: a stream of events, or one answer."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from fastapi import Request
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from model.serve.desk import PATIENCE_SECONDS, Channel, GoneError
from model.serve.messages import CompletionRequest
from model.serve.replies import Choice, Completion, Logprobs, Usage


class Events(StreamingResponse):
    """A stream of events that gives up on a client that reads nothing, and always closes its channel."""

    def __init__(self, events: AsyncIterator[str], channel: Channel[Choice]) -> None:
        super().__init__(events, media_type="text/event-stream")
        self.channel = channel

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""

        async def in_time(message: Any) -> None:
            await asyncio.wait_for(send(message), PATIENCE_SECONDS)

        try:
            await super().__call__(scope, receive, in_time)
        except (TimeoutError, OSError):
            pass  # what is left of the stream has no reader
        finally:
            self.channel.close()


async def events(channel: Channel[Choice], empty: Completion, asked: CompletionRequest) -> AsyncIterator[str]:
    """Each part as an event; a bug of ours ends the stream with an error, as OpenAI's streams do."""
    sent = 0
    try:
        while (choice := await channel.get()) is not None:
            sent += len(choice.text)
            yield event(empty, choices=[choice])
        if asked.stream_options is not None and asked.stream_options.include_usage:
            yield event(empty, usage=usage(asked, sent))
        yield "data: [DONE]\n\n"
    except GoneError:
        return
    finally:
        channel.close()


def event(empty: Completion, **changes: Any) -> str:
    """A part of an answer, as a stream brings it."""
    return f"data: {empty.model_copy(update=changes).model_dump_json()}\n\n"


def usage(asked: CompletionRequest, sent: int) -> Usage:
    """What an answer cost.

    Args:
        sent: characters of all its choices, echoed prompts included.
    """
    prompts = sum(len(alone.text) for alone in asked.each())
    told = sent - (prompts * asked.choices if asked.echo else 0)
    return Usage(prompt_tokens=prompts, completion_tokens=told, total_tokens=prompts + told)


async def gathered(request: Request, channel: Channel[Choice]) -> list[Choice]:
    """Every part; none when the client left before the end."""

    async def read() -> list[Choice]:
        parts: list[Choice] = []
        while (choice := await channel.get()) is not None:
            parts.append(choice)
        return parts

    async def left() -> list[Choice]:
        while (await request.receive())["type"] != "http.disconnect":
            pass
        return []

    tasks = [asyncio.create_task(read()), asyncio.create_task(left())]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        return (tasks[0] if tasks[0] in done else tasks[1]).result()
    finally:
        for task in tasks:
            task.cancel()


def extend(table: Logprobs, more: Logprobs) -> None:
    """Add the rows of another table."""
    table.tokens += more.tokens
    table.token_logprobs += more.token_logprobs
    table.text_offset += more.text_offset
    if more.top_logprobs is not None:
        table.top_logprobs = table.top_logprobs or []
        table.top_logprobs += more.top_logprobs


def whole(empty: Completion, parts: list[Choice], asked: CompletionRequest) -> Completion:
    """Parts joined, choice by choice."""
    joined: dict[int, Choice] = {}
    for part in parts:
        choice = joined.setdefault(part.index, Choice(index=part.index, text=""))
        choice.text += part.text
        choice.finish_reason = part.finish_reason
        if part.logprobs is not None:
            choice.logprobs = choice.logprobs or Logprobs()
            extend(choice.logprobs, part.logprobs)
    cost = usage(asked, sum(len(choice.text) for choice in joined.values()))
    return empty.model_copy(update={"choices": list(joined.values()), "usage": cost})
