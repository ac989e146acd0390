"""The child process that reads pages: a page that crashes or hangs a parser costs that page alone."""

import base64
import json
import sys
from dataclasses import asdict
from functools import partial

from pydantic import TypeAdapter

from stages.crawl.child import Message, answer_lines
from stages.crawl.examine import examine
from stages.crawl.verdict import Limits


def main() -> None:
    """Answer one line with one line until standard input ends."""
    limits: Limits = TypeAdapter(Limits).validate_python(json.loads(sys.argv[1]))
    answer_lines(partial(answer, limits=limits))


def answer(message: Message, limits: Limits) -> Message:
    """The verdict on one page, or the exception it raised: no page may end the crawl."""
    try:
        verdict = examine(
            base64.b64decode(message["body"]),
            message["url"],
            message["content_type"],
            message["charset"],
            message["query"],
            limits,
        )
    except Exception as error:  # whatever a library makes of a hostile page
        return {"problem": type(error).__name__}
    return {"verdict": asdict(verdict)}


if __name__ == "__main__":
    main()
