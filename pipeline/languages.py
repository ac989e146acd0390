"""The languages in which the adults-only rules see, and parameters that name languages."""

from typing import Annotated

from pydantic import AfterValidator

LANGUAGES = frozenset({"en", "fr", "de", "es", "it", "pt", "nl"})  # no text in another may be stored


def covered(languages: list[str]) -> list[str]:
    """Refuse languages in which the adults-only rules see nothing, and an empty list."""
    unknown = [language for language in languages if language not in LANGUAGES]
    if unknown:
        raise ValueError(f"holds {unknown[0]!r}, not covered by the adults-only rules ({', '.join(sorted(LANGUAGES))})")
    if not languages:
        raise ValueError(f"names no language; give some of {', '.join(sorted(LANGUAGES))}")
    return languages


CoveredLanguages = Annotated[list[str], AfterValidator(covered)]  # ISO 639-1
