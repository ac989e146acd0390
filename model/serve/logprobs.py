"""OpenAI's table of log-probabilities: of what is told, and of a prompt that comes back with it."""

from collections.abc import Callable

import numpy as np

from model.params import SamplingParams
from model.sampler import Drawn, Told
from model.serve.messages import CompletionRequest
from model.serve.remembering import memory_of
from model.serve.replies import Logprobs
from model.spans import authors
from model.teller import Teller
from model.tokenizer import CONTROL_TOKENS, FIRST_BYTE, FIRST_CHARACTER, Tokenizer


def told_table(tokenizer: Tokenizer, parts: list[Told], count: int | None, offset: int) -> Logprobs | None:
    """The rows of some parts of a story, one for each character; None where nobody asked."""
    if count is None:
        return None
    table = Logprobs(top_logprobs=[] if count else None)
    for part in parts:
        add_row(table, tokenizer, part, count, offset)
        offset += len(part.text)
    return table


def prompt_table(
    teller: Teller, request: CompletionRequest, defaults: SamplingParams, check: Callable[[], None]
) -> Logprobs:
    """The rows of a request's only prompt, one for each token, as its story would see them.

    A character outside the vocabulary is several tokens, each of them a byte, as in the exported tokenizer.

    Args:
        check: called before each token; may raise.
    """
    tokenizer, count = teller.tokenizer, request.logprobs or 0
    table = Logprobs(top_logprobs=[] if count else None)
    if request.opened:
        add_opening(table, CONTROL_TOKENS[tokenizer.end_of_text])
    window = teller.speaker(request.sampling(defaults), 0, memory_of(teller, request)).window
    logits = window.read([tokenizer.end_of_text], learn=True)
    offset = 0
    for text, is_told in authors(request.text, request.spans):
        if not text:
            continue
        window.hear(is_told)
        ids = tokenizer.encode(text)
        begins = np.isin(np.arange(len(ids)), tokenizer.starts(ids))
        for token, place in zip(ids.tolist(), (offset - 1 + begins.cumsum()).tolist(), strict=True):
            check()
            add_row(table, tokenizer, Told(token_name(tokenizer, token), [Drawn(token, logits)]), count, place)
            logits = window.read([token], learn=not is_told)
        offset += len(text)
    return table


def add_row(table: Logprobs, tokenizer: Tokenizer, told: Told, count: int, offset: int) -> None:
    """A piece of text, and the most probable tokens in its place."""
    rows = [drawn.logits - np.logaddexp.reduce(drawn.logits) for drawn in told.drawn]
    table.tokens.append(told.text)
    table.token_logprobs.append(sum(float(row[drawn.token]) for row, drawn in zip(rows, told.drawn, strict=True)))
    table.text_offset.append(offset)
    if table.top_logprobs is not None:
        best = np.argsort(-rows[0], kind="stable")[:count].tolist()
        table.top_logprobs.append({token_name(tokenizer, token): float(rows[0][token]) for token in best})


def add_opening(table: Logprobs, name: str) -> None:
    """The token that opens every story, where it was sent as an id: nothing stands before it."""
    table.tokens.append(name)
    table.token_logprobs.append(None)
    table.text_offset.append(0)
    if table.top_logprobs is not None:
        table.top_logprobs.append(None)


def token_name(tokenizer: Tokenizer, token: int) -> str:
    """A token as a reader of log-probabilities sees it."""
    if token < FIRST_BYTE:
        return CONTROL_TOKENS[token]
    if token < FIRST_CHARACTER:
        return f"bytes:\\x{token - FIRST_BYTE:02x}"
    return tokenizer.characters[token - FIRST_CHARACTER]
