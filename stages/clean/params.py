"""The parameters of clean."""

from typing import Literal

from pydantic import Field

from pipeline.params import Params


class FilterParams(Params):
    """Limits of the filters; a share is from 0 to 1."""

    min_words: int = Field(ge=1)
    max_machine_phrases: float = Field(ge=0)
    max_machine_line_share: float = Field(gt=0, le=1)
    max_spam_phrases: float = Field(ge=0)
    max_keyword_share: float = Field(gt=0, le=1)
    max_repeated_paragraph_share: float = Field(gt=0, le=1)
    max_top_trigram_share: float = Field(gt=0, le=1)
    max_repeated_ngram_share: float = Field(gt=0, le=1)
    max_verse_repeated_share: float = Field(gt=0, le=1)
    min_letter_share: float = Field(ge=0, lt=1)
    max_symbol_word_share: float = Field(gt=0, le=1)
    max_odd_word_share: float = Field(gt=0, le=1)
    max_bullet_line_share: float = Field(gt=0, le=1)
    max_entry_word_share: float = Field(gt=0, le=1)
    max_ellipsis_line_share: float = Field(gt=0, le=1)
    min_function_word_share: float = Field(ge=0, lt=1)


class CleanParams(Params):
    """Section `clean` of params.yaml."""

    languages: list[str]
    typography: Literal["plain", "typographic"]
    min_kept_ratio: float = Field(ge=0, le=1)
    filters: FilterParams
