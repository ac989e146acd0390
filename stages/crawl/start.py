"""What a run of the crawl is asked to do: the command line, what is here, and the decision from both."""

import argparse
from pathlib import Path

from pipeline.params import load_params, read_params_file
from pipeline.reports import stage_log
from stages.crawl.job import Order
from stages.crawl.manifest import count_manifest
from stages.crawl.params import CrawlParams
from stages.crawl.providers.url_list import read_url_file
from stages.crawl.run import crawl, join, report
from stages.crawl.stage import check_present, check_sources, has_nothing_to_do, look_around


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m stages.crawl", description="Find pages, fetch them, store them.")
    parser.add_argument("--grow", action="store_true", help="fetch what is new although the recorded crawl stands")
    parser.add_argument("--urls", type=Path, metavar="FILE", help="more URLs, one a line (with --grow)")
    parser.add_argument("--max-pages", type=int, metavar="N", help="stop once N pages are stored (with --grow)")
    parser.add_argument("--revisit", action="store_true", help="look at every stored page again (with --grow)")
    parser.add_argument("--redis", metavar="URL", help="let other crawlers take part through this Redis (with --grow)")
    parser.add_argument("--join", metavar="URL", help="work for the crawl that keeps its frontier in this Redis")
    given = parser.parse_args()
    if given.join and (given.grow or given.redis):
        parser.error("--join goes alone: the crawl that is joined has the sources")
    if not given.grow and (given.urls or given.max_pages is not None or given.revisit or given.redis):
        parser.error("--urls, --max-pages, --revisit and --redis need --grow")
    if given.max_pages is not None and given.max_pages < 1:
        parser.error(f"--max-pages is {given.max_pages}: give 1 or more")
    return given


def main() -> None:
    """Decide from what is here, then crawl."""
    given = arguments()
    with stage_log("crawl", "looking for pages") as summary:
        params = load_params("crawl", CrawlParams)
        if given.join:
            join(params, given.join, summary)
            return
        urls = read_url_file(given.urls) if given.urls else []
        present = look_around()
        check_present(present, params.demo_site)
        if not given.grow and has_nothing_to_do(present, read_params_file()["crawl"], params.demo_site):
            report(count_manifest())
            summary.message = f"kept {present.pages} pages as they are; `python run.py crawl` grows the corpus"
            return
        check_sources(params, urls)
        crawl(params, Order(tuple(urls), given.max_pages, given.revisit, given.redis), summary, grow=given.grow)
