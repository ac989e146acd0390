"""The parameters of dedup."""

from pydantic import Field

from pipeline.params import Params


class BoilerplateParams(Params):
    """When a paragraph is a site's own words rather than a story's."""

    min_documents: int = Field(ge=2)
    min_share: float = Field(ge=0, le=1)
    min_words: int = Field(ge=1)
    max_lines: int = Field(ge=1)


class DedupParams(Params):
    """Section `dedup` of params.yaml."""

    min_containment: float = Field(gt=0, le=1)
    min_length_ratio: float = Field(gt=0, le=1)
    min_canonical_containment: float = Field(ge=0, le=1)
    min_excerpt: int = Field(ge=1)
    shingle_words: int = Field(ge=1, le=64)
    sketch_words: int = Field(ge=1, le=64)
    sketch_denominator: int = Field(ge=1)
    min_sketch: int = Field(ge=1)
    min_sketch_overlap: float = Field(ge=0, le=1)
    max_neighbours: int = Field(ge=1)
    boilerplate: BoilerplateParams
