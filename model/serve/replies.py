"""What goes out: OpenAI's completions, a summary, and errors."""

from typing import Literal

from pydantic import BaseModel

from model.serve.messages import MODEL


class SummaryAnswer(BaseModel):
    """The line that a story's memory holds."""

    summary: str
    max_characters: int


class Logprobs(BaseModel):
    """Log-probabilities of the model, memory included, before any filter."""

    tokens: list[str] = []
    token_logprobs: list[float | None] = []  # None: nothing stands before it
    top_logprobs: list[dict[str, float] | None] | None = None
    text_offset: list[int] = []


class Choice(BaseModel):
    """One continuation, or a part of it."""

    index: int
    text: str
    logprobs: Logprobs | None = None
    finish_reason: Literal["stop", "length", "content_filter"] | None = None


class Usage(BaseModel):
    """Characters."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class Completion(BaseModel):
    """An answer, or an event of a stream."""

    id: str
    object: Literal["text_completion"] = "text_completion"
    created: int
    model: str = MODEL
    seed: int  # that was used: the same one tells the story again
    choices: list[Choice]
    usage: Usage | None = None


class Problem(BaseModel):
    """What is wrong."""

    message: str
    type: Literal["invalid_request_error", "authentication_error", "rate_limit_error", "server_error"]
    param: str | None = None
    code: str | None = None


class ErrorAnswer(BaseModel):
    """OpenAI's shape of an error."""

    error: Problem


def problem_type(
    status: int,
) -> Literal["invalid_request_error", "authentication_error", "rate_limit_error", "server_error"]:
    """OpenAI's word for a status."""
    if status >= 500:
        return "server_error"
    return "authentication_error" if status == 401 else "rate_limit_error" if status == 429 else "invalid_request_error"
