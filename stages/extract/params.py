"""What the stage decides; `extract_text` itself has no parameters."""

from pydantic import Field

from pipeline.languages import CoveredLanguages
from pipeline.params import Params


class ExtractParams(Params):
    """Section `extract` of params.yaml."""

    min_characters: int = Field(ge=1)  # per document
    max_page_bytes: int = Field(ge=1)  # per page, uncompressed
    languages: CoveredLanguages
    min_language_confidence: float = Field(ge=0, le=1)  # of the detector; below it a document's language is "und"
