"""What goes in and out: OpenAI's completions with extensions of ours, bounded in every direction."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from model.params import SamplingParams
from model.spans import Spans, joined

MODEL = "miniature-memory"
MAX_PROMPT = 200_000  # characters
MAX_PROMPTS = 4
MAX_TOKENS = 8192  # characters that one choice may have
MAX_CHOICES = 4
MAX_STOPS = 32  # OpenAI allows four; front ends send one for each name
MAX_LOGPROBS = 20
MAX_SPANS = 10_000
MAX_SUMMARY = 1024  # characters; params.yaml's memory.budget bounds it further


UNSUPPORTED = {  # by a model of characters; values that change nothing are taken, as clients send them unasked
    "presence_penalty": "leave it at 0, or use repetition_penalty",
    "frequency_penalty": "leave it at 0, or use repetition_penalty",
    "suffix": "leave it out: the model goes on where a text ends",
    "logit_bias": "leave it out",
}


def whole(value: object) -> object:
    """4.0 as 4: JSON knows one sort of number."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def no_token_ids(value: object) -> object:
    """The prompt as it is.

    Raises:
        ValueError: it is written in token ids.
    """
    if isinstance(value, list) and any(isinstance(item, int | list) for item in value):
        raise ValueError("token ids are not taken; send text, a token is one character")
    return value


Count = Annotated[int, Field(ge=0), BeforeValidator(whole)]
Prompt = Annotated[str, Field(max_length=MAX_PROMPT)]
Span = Annotated[list[Count], Field(min_length=2, max_length=2)]
Stop = Annotated[str, Field(min_length=1, max_length=100)]


class Request(BaseModel):
    """Base of what comes in: strict types; names we do not know are ignored, as front ends send many."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)


class StreamOptions(Request):
    """What a stream brings besides its parts."""

    include_usage: bool | None = Field(default=False, description="a last part without choices, with the usage")


class CompletionRequest(Request):
    """POST /v1/completions; a token is one character."""

    model: str | None = MODEL
    prompt: Annotated[
        Prompt | Annotated[list[Prompt], Field(min_length=1, max_length=MAX_PROMPTS)], BeforeValidator(no_token_ids)
    ]
    max_tokens: Annotated[int, Field(ge=0, le=MAX_TOKENS), BeforeValidator(whole)] | None = 16
    n: Annotated[int, Field(ge=1, le=MAX_CHOICES), BeforeValidator(whole)] | None = 1
    stream: bool | None = False
    stream_options: StreamOptions | None = None
    stop: Stop | Annotated[list[Stop], Field(max_length=MAX_STOPS)] | None = None
    seed: Annotated[int, Field(ge=-1, lt=2**53), BeforeValidator(whole)] | None = Field(
        default=None, description="-1 or none: the server chooses one"
    )
    logprobs: Annotated[int, Field(ge=0, le=MAX_LOGPROBS), BeforeValidator(whole)] | None = None
    echo: bool | None = False
    temperature: float | None = Field(default=None, ge=0, le=10)
    spelling: float | None = Field(default=None, gt=0, le=1, description="of the temperature, inside words; 1: all")
    top_k: Annotated[int, Field(ge=-1), BeforeValidator(whole)] | None = Field(default=None, description="0, -1: all")
    top_p: float | None = Field(default=None, ge=0, le=1, description="0: the most probable alone")
    min_p: float | None = Field(default=None, ge=0, le=1)
    repetition_penalty: float | None = Field(default=None, ge=1, le=10)
    no_repeat_ngram: Count | None = None
    ignore_eos: bool | None = Field(default=False, description="begin another story where one ends")
    memory: bool = Field(default=True, description="the running summary and the story's cache")
    summary: str | None = Field(default=None, max_length=MAX_SUMMARY, description="the summary as a person edited it")
    told: list[Span] = Field(
        default=[],
        max_length=MAX_SPANS,
        description="[start, end] of what the model told itself of the prompt, in characters: read and summed up, "
        "but no evidence of how the person writes",
    )
    best_of: Annotated[int, Field(ge=1, le=MAX_CHOICES), BeforeValidator(whole)] | None = Field(
        default=None, description="as many as n: nothing is told that is not sent"
    )
    presence_penalty: float | None = Field(default=0, ge=0, le=0)
    frequency_penalty: float | None = Field(default=0, ge=0, le=0)
    suffix: str | None = Field(default=None, max_length=0)
    logit_bias: dict[str, float] | None = Field(default=None, max_length=0)

    @property
    def prompts(self) -> list[str]:
        """Every prompt, as it was sent."""
        return [self.prompt] if isinstance(self.prompt, str) else self.prompt

    def each(self) -> Iterator["CompletionRequest"]:
        """The request once for every prompt, with that one alone."""
        return (self.model_copy(update={"prompt": prompt}) for prompt in self.prompts)

    @property
    def text(self) -> str:
        """The only prompt, with the line ends the corpus has."""
        return self.prompts[0].replace("\r\n", "\n")

    @property
    def spans(self) -> Spans:
        """`told`, in the text that has the line ends of the corpus."""
        sent = self.prompts[0]
        spans = joined(self.told, len(sent))
        return [[len(sent[:edge].replace("\r\n", "\n")) for edge in span] for span in spans]

    @property
    def stops(self) -> list[str]:
        """The texts to stop before."""
        return [self.stop] if isinstance(self.stop, str) else self.stop or []

    def sampling(self, defaults: SamplingParams) -> SamplingParams:
        """The settings, params.yaml's where none are given."""
        given = {name: getattr(self, name, None) for name in SamplingParams.model_fields}
        given["top_k"] = None if self.top_k is None else max(self.top_k, 0)
        return defaults.model_copy(update={name: value for name, value in given.items() if value is not None})


class SummaryRequest(Request):
    """POST /v1/summary."""

    text: str = Field(max_length=MAX_PROMPT)


class SummaryAnswer(BaseModel):
    """The line that a story's memory holds."""

    summary: str
    max_characters: int


class Logprobs(BaseModel):
    """Log-probabilities of the model, memory included, before any filter."""

    tokens: list[str] = []
    token_logprobs: list[float] = []
    top_logprobs: list[dict[str, float]] | None = None
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
