"""From a request to what is sent: a story cut to length and at its stops, judged, with its log-probabilities."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from model.params import SamplingParams
from model.release import RefusalError, judge_prompt, released
from model.sampler import Told
from model.serve.logprobs import prompt_table, told_table
from model.serve.messages import MAX_WORK, CompletionRequest
from model.serve.remembering import memory_of
from model.serve.replies import Choice
from model.teller import Teller
from model.tokenizer import Tokenizer
from pipeline.errors import ParamsError


@dataclass
class Ending:
    """Why a story ended."""

    reason: Literal["stop", "length", "content_filter"] = "length"


def check_request(teller: Teller, request: CompletionRequest) -> None:
    """Refuse what can be refused before a story begins.

    Raises:
        ProjectError: what is wrong with the request; RefusalError, when it is the gate that refuses.
    """
    if request.best_of is not None and request.best_of > request.choices:
        raise ParamsError(f"best_of: {request.best_of} is more than n {request.choices}; leave it out, or raise n")
    work = work_of(request)
    if work > MAX_WORK:
        raise ParamsError(
            f"prompt, n, max_tokens: {work} characters to tell and score, more than {MAX_WORK}; ask for less at once"
        )
    for alone in request.each():
        memory_of(teller, alone)
        teller.tokenizer.encode(alone.text)
        judge_prompt(alone.text, alone.summary or "")


def work_of(request: CompletionRequest) -> int:
    """Characters that a request may have told, and scored."""
    texts = [alone.text for alone in request.each()]
    return len(texts) * request.choices * request.length + request.scores_prompt * sum(map(len, texts))


def choices(
    teller: Teller, request: CompletionRequest, defaults: SamplingParams, seed: int, check: Callable[[], None]
) -> Iterator[Choice]:
    """Every choice of a request, prompt by prompt: to each what it would be told alone."""
    for place, alone in enumerate(request.each()):
        for part in choices_of_one(teller, alone, defaults, seed, check):
            yield part.model_copy(update={"index": part.index + place * request.choices})


def choices_of_one(
    teller: Teller, request: CompletionRequest, defaults: SamplingParams, seed: int, check: Callable[[], None]
) -> Iterator[Choice]:
    """Every choice of a request with one prompt, part by part; the last part of each says why it ended.

    Args:
        check: called before each character; may raise.
    """
    scores = prompt_table(teller, request, defaults, check) if request.scores_prompt else None
    for index in range(request.choices):
        if request.echo:
            yield Choice(index=index, text=request.text, logprobs=scores)
        ending = Ending()
        offset = len(request.text) if request.echo else 0
        sampling = request.sampling(defaults)
        speaker = teller.speaker(sampling, seed + index, memory_of(teller, request))
        parts = cut(watched(speaker.pieces(request.text, request.spans), check), request, ending, teller.tokenizer)
        try:
            for sentence in released(request.text, parts, request.summary or ""):
                for together in events_of(sentence, request):
                    text = "".join(part.text for part in together)
                    table = told_table(teller.tokenizer, together, request.logprobs, offset)
                    offset += len(text)
                    yield Choice(index=index, text=text, logprobs=table)
        except RefusalError:
            ending.reason = "content_filter"
        yield Choice(index=index, text="", finish_reason=ending.reason)


def events_of(sentence: list[Told], request: CompletionRequest) -> Iterator[list[Told]]:
    """A sentence as it is sent: whole, but a stream with log-probabilities brings a piece at a time.

    SillyTavern takes the first row of an event for all of its text.
    """
    if request.stream and request.logprobs is not None:
        yield from ([piece] for piece in sentence)
    elif any(piece.text for piece in sentence):
        yield sentence


def watched(pieces: Iterator[Told], check: Callable[[], None]) -> Iterator[Told]:
    """The same pieces, as long as `check` does not raise."""
    for piece in pieces:
        check()
        yield piece


def cut(pieces: Iterator[Told], request: CompletionRequest, ending: Ending, tokenizer: Tokenizer) -> Iterator[Told]:
    """A story up to its length, its end, or the first text to stop before, whichever comes first.

    What may be the beginning of a text to stop before is held back until it is known to be none.
    """
    stops, left = request.stops, request.length
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
