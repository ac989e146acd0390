"""What the stage decides; `extract_text` itself has no parameters."""

from typing import Self

from pydantic import Field, model_validator

from pipeline.adults_only import LANGUAGES
from pipeline.params import Params


class ExtractParams(Params):
    """Section `extract` of params.yaml."""

    min_characters: int = Field(ge=1)  # per document
    max_page_bytes: int = Field(ge=1)  # per page, uncompressed
    languages: list[str] = Field(min_length=1)  # ISO 639-1
    min_language_confidence: float = Field(ge=0, le=1)  # of the detector; below it a document's language is "und"

    @model_validator(mode="after")
    def check_languages(self) -> Self:
        """Only languages in which the adults-only rules can see."""
        unknown = [language for language in self.languages if language not in LANGUAGES]
        if unknown:
            raise ValueError(
                f"languages holds {unknown[0]!r}, not covered by the adults-only rules ({', '.join(sorted(LANGUAGES))})"
            )
        return self
