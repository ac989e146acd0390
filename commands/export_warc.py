"""`run.py export-warc`: the stored pages as one WARC file, for the tools of web archives."""

import argparse
from collections import Counter
from importlib.metadata import version
from pathlib import Path

from tqdm import tqdm  # type: ignore[import-untyped]

from pipeline.errors import DataError, ParamsError
from pipeline.files import replacing
from pipeline.params import load_params
from pipeline.reports import log
from stages.crawl.agent import user_agent
from stages.crawl.manifest import MANIFEST, stamp
from stages.crawl.params import CrawlParams
from stages.crawl.warc import Export, survey

OUTPUT = Path("exports/pages.warc.gz")
FORMAT = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"


def main(arguments: list[str]) -> int:
    """Write the file and say what is in it."""
    parser = argparse.ArgumentParser(prog="run.py export-warc", description="Write the stored pages as a WARC file.")
    parser.add_argument("--output", type=Path, default=OUTPUT, metavar="FILE", help=f".warc.gz or .warc; {OUTPUT}")
    parser.add_argument("--force", action="store_true", help="replace a file that is there")
    options = parser.parse_args(arguments)
    counts = export(options.output, replace=options.force)
    kinds = ", ".join(f"{kind} {counts[kind]}" for kind in ("response", "revisit", "conversion"))
    log("export-warc", f"{options.output}: {counts.total()} pages ({kinds}), {options.output.stat().st_size:,} bytes")
    return 0


def export(output: Path, *, replace: bool) -> Counter[str]:
    """Write a file; the pages in it by type of record.

    Raises:
        ParamsError: the name does not tell the format.
        DataError: the file is there already; a page is missing or damaged; the manifest changes meanwhile.
    """
    if not output.name.endswith((".warc.gz", ".warc")):
        raise ParamsError(f"--output: {output} is no name of a WARC file; end it in .warc.gz or .warc")
    if output.exists() and not (replace and output.is_file()):
        raise DataError(f"{output}: is there already; name another --output, or replace a file with --force")
    params = load_params("crawl", CrawlParams)
    read = stamp(MANIFEST) if MANIFEST.exists() else ""
    found = survey(MANIFEST)
    with replacing(output) as file:
        writing = Export(file, found, params.max_page_bytes, gzip=output.suffix == ".gz").write(info(params))
        counts = Counter(tqdm(writing, "export-warc", found.pages, unit=" pages", disable=None))
        if stamp(MANIFEST) != read or counts.total() != found.pages:
            raise DataError(f"{MANIFEST}: changed while it was read; let the crawl end, then export again")
    return counts


def info(params: CrawlParams) -> dict[str, str]:
    """Who made the file, and how: the fields of its warcinfo record."""
    opt_outs = "Content-Usage, TDM reservations, noai, RSL licences" if params.content_opt_outs else "none asked about"
    return {
        "software": f"{user_agent(None)} warcio/{version('warcio')}",
        "format": "WARC File Format 1.1",
        "conformsTo": FORMAT,
        "operator": params.contact_url or "none named",
        "http-header-user-agent": user_agent(params.contact_url),
        "robots": "RFC 9309, obeyed on every redirect",
        "opt-outs": opt_outs,
        "description": "Pages as stored: content encodings undone, charset as sent, a selection of the headers,"
        " status lines written as HTTP/1.1.",
    }
