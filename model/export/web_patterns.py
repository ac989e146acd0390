"""Python's regular expressions in JavaScript's notation."""

import re

TOKEN = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?P<\w+>|\(\?>|\(\?<?[=!:]|[()|]|(?:[*+?]|\{\d+(?:,\d*)?\}|\{,\d+\})[+?]?|.",
    re.DOTALL,
)


def javascript(pattern: str) -> str:
    """A pattern of Python's `re` as JavaScript writes it, the same matches in ASCII text.

    Atomic groups and possessive quantifiers become a look ahead that is then matched by reference: once it has found
    something, nothing inside is tried again.
    """
    parts: list[str] = []
    starts: list[tuple[int, bool]] = []  # of the open groups: where they begin, whether they are atomic
    last = named = 0  # where the last atom begins; atomic groups so far
    for token in TOKEN.findall(pattern):
        if token == ")":
            last, is_atomic = starts.pop()
            parts.append("))" if is_atomic else ")")
            if is_atomic:
                named += 1
                parts[last:] = [atomic("".join(parts[last:]).removeprefix("(?=(?<>").removesuffix("))"), named)]
        elif token.startswith("("):
            starts.append((len(parts), token == "(?>"))
            parts.append("(?=(?<>" if token == "(?>" else token.replace("?P<", "?<"))
        elif token[0] in "*+?{" and len(token) > 1 and token[-1] == "+":
            named += 1
            parts[last:] = [atomic("".join(parts[last:]) + token[:-1], named)]
        elif token[0] in "*+?" or (token[0] == "{" and len(token) > 1):
            parts.append(token)
        else:
            last = len(parts)
            parts.append(plain_token(token))
    return "".join(parts)


def atomic(pattern: str, number: int) -> str:
    """A pattern that is never tried a second time."""
    return rf"(?:(?=(?<a{number}>{pattern}))\k<a{number}>)"


def plain_token(token: str) -> str:
    """One character, class or escape."""
    return {"$": r"(?=\n?$)", ".": r"[^\n]", r"\Z": "$"}.get(token, token)
