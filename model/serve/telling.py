"""From a request to what is sent: a story cut to length and at its stops, judged, with its log-probabilities."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from model.edited import edited_summary
from model.params import SamplingParams
from model.release import RefusalError, judge_prompt, released
from model.sampler import Memory, Told
from model.serve.messages import Choice, CompletionRequest, Logprobs
from model.teller import Teller
from model.tokenizer import CONTROL_TOKENS, FIRST_BYTE, FIRST_CHARACTER, Tokenizer
from pipeline.errors import ParamsError


@dataclass
class Ending:
    """Why a story ended."""

    reason: Literal["stop", "length", "content_filter"] = "length"


def memory_of(teller: Teller, request: CompletionRequest) -> Memory | None:
    """What a request's story remembers with.

    Raises:
        ParamsError: its summary is longer than what the model learnt to read.
    """
    if not request.memory:
        return None
    if request.summary is None:
        return teller.running_summary()
    budget, line = teller.memory.budget, " ".join(request.summary.split())
    if len(line) > budget:
        raise ParamsError(f"summary: {len(line)} characters, more than {budget}; shorten it")
    return edited_summary(teller.running_summary(), summarise(teller, request.text), line)


def summarise(teller: Teller, text: str) -> str:
    """The running summary of a whole text."""
    summary = teller.running_summary()
    summary.feed(text)
    return summary.line()


def check_request(teller: Teller, request: CompletionRequest) -> None:
    """Refuse what can be refused before a story begins.

    Raises:
        ProjectError: what is wrong with the request; RefusalError, when it is the gate that refuses.
    """
    if request.best_of is not None and request.best_of > (request.n or 1):
        raise ParamsError(f"best_of: {request.best_of} is more than n {request.n or 1}; leave it out, or raise n")
    for alone in request.each():
        memory_of(teller, alone)
        teller.tokenizer.encode(alone.text)
        judge_prompt(alone.text, alone.summary or "")


def choices(
    teller: Teller, request: CompletionRequest, defaults: SamplingParams, seed: int, check: Callable[[], None]
) -> Iterator[Choice]:
    """Every choice of a request, prompt by prompt: to each what it would be told alone."""
    for place, alone in enumerate(request.each()):
        for part in choices_of_one(teller, alone, defaults, seed, check):
            yield part.model_copy(update={"index": part.index + place * (request.n or 1)})


def choices_of_one(
    teller: Teller, request: CompletionRequest, defaults: SamplingParams, seed: int, check: Callable[[], None]
) -> Iterator[Choice]:
    """Every choice of a request with one prompt, part by part; the last part of each says why it ended.

    Args:
        check: called before each character; may raise.
    """
    for index in range(request.n or 1):
        if request.echo:
            yield Choice(index=index, text=request.text)
        ending = Ending()
        offset = len(request.text) if request.echo else 0
        sampling = request.sampling(defaults)
        speaker = teller.speaker(sampling, seed + index, memory_of(teller, request))
        parts = cut(watched(speaker.pieces(request.text, request.spans), check), request, ending, teller.tokenizer)
        try:
            for sentence in released(request.text, parts, request.summary or ""):
                text = "".join(part.text for part in sentence)
                if text:
                    yield Choice(
                        index=index, text=text, logprobs=logprobs(teller.tokenizer, sentence, request.logprobs, offset)
                    )
                offset += len(text)
        except RefusalError:
            ending.reason = "content_filter"
        yield Choice(index=index, text="", finish_reason=ending.reason)


def watched(pieces: Iterator[Told], check: Callable[[], None]) -> Iterator[Told]:
    """The same pieces, as long as `check` does not raise."""
    for piece in pieces:
        check()
        yield piece


def cut(pieces: Iterator[Told], request: CompletionRequest, ending: Ending, tokenizer: Tokenizer) -> Iterator[Told]:
    """A story up to its length, its end, or the first text to stop before, whichever comes first.

    What may be the beginning of a text to stop before is held back until it is known to be none.
    """
    stops, left = request.stops, 16 if request.max_tokens is None else request.max_tokens
    reach = max(map(len, stops), default=1) - 1
    held: list[Told] = []
    waiting = ""
    told = False
    while left:
        piece = next(pieces)
        if told and not request.ignore_eos and piece.drawn[0].token == tokenizer.end_of_text:
            ending.reason = "stop"
            break
        told = True
        held.append(Told(piece.text[:left], piece.drawn))
        left -= len(held[-1].text)
        waiting += held[-1].text
        found = [place for place in map(waiting.find, stops) if place >= 0]
        if found:
            ending.reason = "stop"
            held = list(shortened(held, min(found)))
            break
        while held and len(waiting) - len(held[0].text) >= reach:
            waiting = waiting[len(held[0].text) :]
            yield held.pop(0)
    yield from held


def shortened(parts: list[Told], length: int) -> Iterator[Told]:
    """The first `length` characters of some parts."""
    for part in parts:
        if length <= 0:
            return
        yield Told(part.text[:length], part.drawn)
        length -= len(part.text)


def logprobs(tokenizer: Tokenizer, parts: list[Told], count: int | None, offset: int) -> Logprobs | None:
    """OpenAI's table for some parts; None where nobody asked."""
    if count is None:
        return None
    table = Logprobs(top_logprobs=[] if count else None)
    for part in parts:
        rows = [drawn.logits - np.logaddexp.reduce(drawn.logits) for drawn in part.drawn]
        table.tokens.append(part.text)
        table.token_logprobs.append(sum(float(row[drawn.token]) for row, drawn in zip(rows, part.drawn, strict=True)))
        table.text_offset.append(offset)
        offset += len(part.text)
        if table.top_logprobs is not None:
            best = np.argsort(-rows[0], kind="stable")[: count or 0].tolist()
            table.top_logprobs.append({token_name(tokenizer, token): float(rows[0][token]) for token in best})
    return table


def token_name(tokenizer: Tokenizer, token: int) -> str:
    """A token as a reader of log-probabilities sees it."""
    if token < FIRST_BYTE:
        return CONTROL_TOKENS[token]
    if token < FIRST_CHARACTER:
        return f"bytes:\\x{token - FIRST_BYTE:02x}"
    return tokenizer.characters[token - FIRST_CHARACTER]
