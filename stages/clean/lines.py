"""What kind of thing a line is: an entry of a list, a link, a title, a teaser, a line of code or of a log."""

import re
from collections.abc import Set

MAX_ENTRY_WORDS, MIN_CAPITALS = 8, 0.6
MAX_ENTRY = 400  # characters
MAX_NUMBER = 80  # characters of a number with its separators, at a line's end
MAX_ROW_WORDS, MIN_SEPARATORS = 40, 3  # of a row of links or cells
MIN_LIST_WORDS, MAX_LIST_FUNCTION_SHARE = 6, 0.1  # of a line that names things without a sentence
MAX_VERSE_LINE = 60  # characters, on average

MARK = re.compile(r"(?:[•·●○▪►]|--?(?=[A-Za-z\u00c0-\u024f\d ])|[*+-] |\d{1,3}[.)] |\[\d+\] ?)")
SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
PHRASE_ENDS = tuple(".!?:;,…—\"'”’)]-")
TEASER = re.compile(r"(?:\.\.\.|…)$")
SEPARATORS = re.compile(r"[|•·/>\\]")
NUMBER_END = re.compile(
    r"(?:^|[\s$£€x:/-])[$£€]?\d[\d.,:/%-]*(?: ?(?:€|\$|£|%|kg|g|ml|l|cm|mm|km|mb|gb|eur|usd))?$", re.I
)
BARE = str.maketrans("", "", "\"'.,;:!?()[]|*-")

CODE = re.compile(
    r"[;{]$|^[}\])]|\);?$|\):$|^(?:import|from|package|using|#include|include|require|export|const|let|var|def|class"
    r"|public|private|static|return|elif|else:?|try:?|select|insert|update)\b.*[;:{()=*]"
    r"|^[\w.$\[\]'\"]+ ?(?:[+*/.-]?=|=>|:=) ?\S|^</?\w[^>]*>|^(?://|/\*|# |\*/)|^@\w+|^\"[\w-]+\": ",
)
LOG = re.compile(
    r"^\W{0,2}\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*\b(?:INFO|WARN(?:ING)?|ERROR|DEBUG|TRACE|FATAL|NOTICE|CRITICAL)\b"
    r"|^\W{0,2}(?:INFO|WARN(?:ING)?|ERROR|DEBUG|TRACE|FATAL|NOTICE|CRITICAL)\b.{0,40}\d\d:\d\d"
    r"|\"(?:GET|POST|PUT|HEAD|DELETE) /|^\w{3} +\d{1,2} \d\d:\d\d:\d\d \S+ \S+(?:\[\d+\])?:|^\s*at [\w.$<>]+\(.*\)$"
    r"|^\W{0,2}\d\d:\d\d:\d\d[.,]?\d* \W?(?:INFO|WARN(?:ING)?|ERROR|DEBUG|TRACE|FATAL)\b|^\d{1,3}(?:\.\d{1,3}){3} "
)


def is_bullet(line: str) -> bool:
    """True for a list's entry; dialogue after a dash and numbered paragraphs are sentences."""
    mark = MARK.match(line)
    return mark is not None and (line[0] in "•●○▪►" or not SENTENCE_END.search(line))


def is_teaser(line: str) -> bool:
    """True for a line cut off with an ellipsis."""
    return TEASER.search(line) is not None


def is_entry(line: str, function_words: Set[str]) -> bool:
    """True for a line like a link, a title or a row of a table: short or without sense, no part of a sentence.

    Args:
        function_words: of the text's language; empty where it has no list.
    """
    ends = line.endswith(PHRASE_ENDS)
    if ends and len(line) > MAX_ENTRY:
        return False
    words = line.split()
    if len(words) <= MAX_ROW_WORDS and len(SEPARATORS.findall(line)) >= MIN_SEPARATORS:
        return True
    if len(words) > MAX_ENTRY_WORDS or (ends and len(words) < MIN_LIST_WORDS):
        return not ends and is_bare_list(words, function_words)
    if NUMBER_END.search(line, max(0, len(line) - MAX_NUMBER)):
        return True
    if ends:
        return False
    telling = [word for word in words if len(word) > 3 or word[0].isdigit()] or words
    capitals = sum(word[0].isupper() or word[0].isdigit() for word in telling)
    return capitals >= MIN_CAPITALS * len(telling) or is_bare_list(words, function_words)


def is_bare_list(words: list[str], function_words: Set[str]) -> bool:
    """True for words in a row that hardly any function word ties together."""
    if not function_words or len(words) < 3:
        return False
    bare = [word.translate(BARE).lower() for word in words]
    if sum(map(str.isalpha, bare)) < len(words) / 2:  # figures and codes are judged as symbols
        return False
    tied = sum(word in function_words for word in bare)
    return tied <= MAX_LIST_FUNCTION_SHARE * len(words)


def is_machine_line(line: str) -> bool:
    """True for a line of a program or of a log."""
    return LOG.search(line) is not None or CODE.search(line) is not None


def is_verse(blocks: list[str]) -> bool:
    """True for a text most of whose blocks have several short lines, as stanzas do."""
    lines = [line for block in blocks for line in block.split("\n")]
    stanzas = sum(block.count("\n") + 1 for block in blocks if block.count("\n") > 0)
    return bool(lines) and stanzas > len(lines) / 2 and sum(map(len, lines)) < MAX_VERSE_LINE * len(lines)
