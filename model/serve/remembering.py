"""The memory that a request's story has: the running summary, or the one that a person edited."""

from model.edited import edited_summary
from model.sampler import Memory
from model.serve.messages import CompletionRequest
from model.teller import Teller
from pipeline.errors import ParamsError


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
