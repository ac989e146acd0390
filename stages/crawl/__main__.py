"""`python -m stages.crawl`: what dvc.yaml runs; with --grow, what `run.py crawl` runs."""

import argparse
from pathlib import Path

from pipeline.params import load_params, read_params_file
from pipeline.reports import stage_log
from stages.crawl.job import Order
from stages.crawl.manifest import count_manifest
from stages.crawl.params import CrawlParams
from stages.crawl.providers.url_list import read_url_file
from stages.crawl.run import crawl, report
from stages.crawl.stage import check_present, check_sources, has_nothing_to_do, look_around


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m stages.crawl", description="Find pages, fetch them, store them.")
    parser.add_argument("--grow", action="store_true", help="fetch what is new although the recorded crawl stands")
    parser.add_argument("--urls", type=Path, metavar="FILE", help="more URLs, one a line (with --grow)")
    parser.add_argument("--max-pages", type=int, metavar="N", help="stop once N pages are stored (with --grow)")
    given = parser.parse_args()
    if not given.grow and (given.urls or given.max_pages is not None):
        parser.error("--urls and --max-pages need --grow")
    if given.max_pages is not None and given.max_pages < 1:
        parser.error(f"--max-pages is {given.max_pages}: give 1 or more")
    return given


def main() -> None:
    """Decide from what is here, then crawl."""
    given = arguments()
    with stage_log("crawl", "looking for pages") as summary:
        params = load_params("crawl", CrawlParams)
        urls = read_url_file(given.urls) if given.urls else []
        present = look_around()
        check_present(present, params.demo_site)
        if not given.grow and has_nothing_to_do(present, read_params_file()["crawl"], params.demo_site):
            report(count_manifest())
            summary.message = f"kept {present.pages} pages as they are; `python run.py crawl` grows the corpus"
            return
        check_sources(params, urls)
        crawl(params, Order(tuple(urls), given.max_pages), summary, grow=given.grow)


if __name__ == "__main__":
    main()
