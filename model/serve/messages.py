"""What comes in: OpenAI's completions with extensions of ours, bounded in every direction."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, PrivateAttr, Tag

from model.params import SamplingParams
from model.spans import Spans, joined

MODEL = "miniature-memory"
MAX_PROMPT = 200_000  # characters
MAX_PROMPTS = 32  # LangChain sends 20 at once
MAX_TOKENS = 8192  # characters that one choice may have
MAX_CHOICES = 32
MAX_WORK = 131_072  # characters that one request may have told and scored, of all its choices together
MAX_STOPS = 32  # OpenAI allows four; front ends send one for each name
MAX_LOGPROBS = 20
MAX_SEED = 9_223_372_036_854_776_000  # 64 bits and a sign, as OpenAI's reference rounds them
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


def prompt_kind(value: object) -> str:
    """Which of a prompt's shapes a value has, or comes nearest to: what is wrong with it is said of that one."""
    if not isinstance(value, list):
        return "text"
    first = value[0] if value else ""
    return "lists" if isinstance(first, list) else "ids" if isinstance(first, int | float) else "texts"


Count = Annotated[int, Field(ge=0), BeforeValidator(whole)]
Text = Annotated[str, Field(max_length=MAX_PROMPT)]
Ids = Annotated[list[Count], Field(min_length=1, max_length=MAX_PROMPT)]
Several = Field(min_length=1, max_length=MAX_PROMPTS)
Prompt = Annotated[
    Annotated[Text, Tag("text")]
    | Annotated[Annotated[list[Text], Several], Tag("texts")]
    | Annotated[Ids, Tag("ids")]
    | Annotated[Annotated[list[Ids], Several], Tag("lists")],
    Discriminator(prompt_kind),
]
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
    prompt: Prompt
    max_tokens: Annotated[int, Field(ge=0, le=MAX_TOKENS), BeforeValidator(whole)] | None = 16
    n: Annotated[int, Field(ge=1, le=MAX_CHOICES), BeforeValidator(whole)] | None = 1
    stream: bool | None = False
    stream_options: StreamOptions | None = None
    stop: Stop | Annotated[list[Stop], Field(max_length=MAX_STOPS)] | None = None
    seed: Annotated[int, Field(ge=-MAX_SEED, le=MAX_SEED), BeforeValidator(whole)] | None = Field(
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

    _opened: list[bool] = PrivateAttr(default_factory=list)

    @property
    def prompts(self) -> Sequence[str | list[int]]:
        """Every prompt, as it was sent."""
        if isinstance(self.prompt, str):
            return [self.prompt]
        return [self.prompt] if isinstance(self.prompt[0], int) else self.prompt

    def with_texts(self, texts: list[str], opened: list[bool]) -> Self:
        """The request with these prompts.

        Args:
            opened: for each, whether the token that opens every story was sent in front of it.
        """
        copy = self.model_copy(update={"prompt": texts})
        copy._opened = opened
        return copy

    def each(self) -> Iterator[Self]:
        """The request once for every prompt, with that one alone."""
        for text, opened in zip(self.prompts, self._opened, strict=True):
            assert isinstance(text, str), "ids have not been read"
            yield self.with_texts([text], [opened])

    @property
    def opened(self) -> bool:
        """Whether the only prompt was sent with the token that opens every story."""
        return self._opened == [True]

    @property
    def choices(self) -> int:
        """How many are told, for every prompt."""
        return self.n or 1

    @property
    def scores_prompt(self) -> bool:
        """Whether the log-probabilities of the prompts are asked for."""
        return bool(self.echo) and self.logprobs is not None

    @property
    def length(self) -> int:
        """Characters that each choice may have."""
        return 16 if self.max_tokens is None else self.max_tokens

    @property
    def _sent(self) -> str:
        assert self.prompt and isinstance(self.prompt[0], str), "ids have not been read"
        return self.prompt[0]

    @property
    def text(self) -> str:
        """The only prompt, with the line ends the corpus has."""
        return self._sent.replace("\r\n", "\n")

    @property
    def spans(self) -> Spans:
        """`told`, in the text that has the line ends of the corpus."""
        sent = self._sent
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
