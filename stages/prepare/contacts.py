"""E-mail addresses and telephone numbers, which no story needs, out of a text."""

import re

EMAIL_MASK = "[e-mail]"
TELEPHONE_MASK = "[telephone]"

EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
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
    ) (?![\w]|[.,:/-]\d)""",
    re.VERBOSE,
)
MIN_DIGITS, MAX_DIGITS = 7, 15  # E.164 allows 15
DATE = re.compile(r"\d{1,2}[./ -]\d{1,2}[./ -]\d{2,4}")


def mask_contacts(text: str) -> tuple[str, int, int]:
    """The text with masks in their place, how many addresses and how many telephone numbers there were."""
    emails = telephones = 0
    if "@" in text:
        text, emails = EMAIL.subn(EMAIL_MASK, text)

    def mask(match: re.Match[str]) -> str:
        nonlocal telephones
        if not is_telephone(match[0]):
            return match[0]
        telephones += 1
        return TELEPHONE_MASK

    return TELEPHONE.sub(mask, text), emails, telephones


def is_telephone(found: str) -> bool:
    """Whether as many digits stand there as a telephone number has, and no date."""
    digits = sum(character.isdigit() for character in found)
    return MIN_DIGITS <= digits <= MAX_DIGITS and not DATE.fullmatch(found)
