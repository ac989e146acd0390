"""E-mail addresses and telephone numbers, which no story needs, out of a text."""

import re

EMAIL_MASK = "[e-mail]"
TELEPHONE_MASK = "[telephone]"

EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.+-])[\w.+-]+ ?[\[(]at[\])] ?[\w-]+(?:(?: ?[\[(]dot[\])] ?|\.)[\w-]+)+",  # anna (at) mail (dot) example
    re.IGNORECASE,
)
AT = re.compile(r"[\[(]at[\])]", re.IGNORECASE)
SEPARATOR = r"[ \u00a0.\-\u2010\u2011\u2013/]"
TELEPHONE = re.compile(
    rf"""(?<![\w.,/+$£€-])(?<!\d:)
    (?: (?:\+|00{SEPARATOR}?) [1-9]\d{{0,2}} (?:{SEPARATOR}?\(?\d{{1,5}}+\)?){{2,6}}+  # international
      | \(?0[1-9]\d{{0,4}}\)? (?:{SEPARATOR}{{1,3}}\d{{2,8}}+){{1,5}}+                     # with an area code's zero
      | 0\d{{9,10}}
      | (?:1{SEPARATOR})? (?: \([2-9]\d{{2}}\){SEPARATOR}? | [2-9]\d{{2}}{SEPARATOR} )     # American
        \d{{3}}{SEPARATOR}\d{{4}}
      | [2-9]\d{{2}}[-\u2010\u2011]\d{{4}}
      | (?!\d*0000)[2-9]\d{{9}}
      | [6-9]\d{{2}}{SEPARATOR}\d{{3}}{SEPARATOR}(?!000)\d{{3}}                         # Spanish, Portuguese
      | 9\d{SEPARATOR}\d{{3}}{SEPARATOR}\d{{2}}{SEPARATOR}\d{{2}}                        # Spanish, of a place
      | \([1-9]\d\){SEPARATOR}?9?\d{{4}}{SEPARATOR}\d{{4}}                               # Brazilian
      | (?:8{SEPARATOR}?)?\(\d{{3}}\){SEPARATOR}?\d{{3}}{SEPARATOR}\d{{2}}{SEPARATOR}\d{{2}}  # Russian
      | [6-9]\d{{4}}[ ](?!0{{5}})\d{{5}}                                                # Indian
    ) (?![\w]|[.,:/-]\d)""",
    re.VERBOSE,
)
MIN_DIGITS, MAX_DIGITS = 7, 15  # E.164 allows 15
DATE = re.compile(r"\(?\d{1,2}[./ -]\d{1,2}[./ -]\d{2,4}\)?")
TIMES = re.compile(r"\(?(?:(?:(?:[01]\d|2[0-3])[0-5]\d[ /-]?){3,}|(?:(?:[01]\d|2[0-3])[0-5][05][ /-]?){2,})\)?")


def mask_contacts(text: str) -> tuple[str, int, int]:
    """The text with masks in their place, how many addresses and how many telephone numbers there were."""
    emails = telephones = 0
    if "@" in text or AT.search(text):
        text, emails = EMAIL.subn(EMAIL_MASK, text)

    def mask(match: re.Match[str]) -> str:
        nonlocal telephones
        if not is_telephone(match[0]):
            return match[0]
        telephones += 1
        return TELEPHONE_MASK

    masked = TELEPHONE.sub(mask, text)
    while masked != text:  # a mask can set free the number beside it
        text, masked = masked, TELEPHONE.sub(mask, masked)
    return masked, emails, telephones


def is_telephone(found: str) -> bool:
    """Whether as many digits stand there as a telephone number has, not all the same, and no date or times of day."""
    digits = [character for character in found if character.isdigit()]
    if not MIN_DIGITS <= len(digits) <= MAX_DIGITS or len(set(digits)) < 2:
        return False
    return not (DATE.fullmatch(found) or (" " in found and TIMES.fullmatch(found)))
