from pathlib import Path

import pytest
import yaml

from commands.init import main
from pipeline.errors import DataError, ParamsError

SITEMAP = ["--languages", "en,de", "--contact-url", "https://example.org/bot", "--sitemap", "https://example.org/s.xml"]


def params():
    return yaml.safe_load(Path("params.yaml").read_text(encoding="utf-8"))


def test_sources_replace_the_demo(workspace):
    assert main(SITEMAP) == 0
    crawl = params()["crawl"]
    assert crawl["demo_site"] is False
    assert crawl["fixed_time"] is None
    assert crawl["sitemap"]["urls"] == ["https://example.org/s.xml"]
    search = crawl["search"]
    assert (search["providers"], search["searxng"]["url"], search["queries"]) == (["searxng"], None, [])
    assert crawl["delay_seconds"] >= 1
    assert params()["clean"]["languages"] == ["en", "de"]


def test_searches_feeds_and_patterns_take_their_places(workspace):
    searched = [
        "--searxng",
        "http://127.0.0.1:8888/search",
        "--provider",
        "brave",
        "--query",
        "sea",
        "--query",
        "a 'b'",
    ]
    named = ["--feed", "https://example.org/f.xml", "--common-crawl", "example.org/*"]
    assert main([*SITEMAP, *searched, *named]) == 0
    crawl = params()["crawl"]
    assert crawl["search"]["providers"] == ["searxng", "brave"]
    assert crawl["search"]["queries"] == ["sea", "a 'b'"]
    assert crawl["search"]["searxng"]["url"] == "http://127.0.0.1:8888/search"
    assert (crawl["feeds"]["urls"], crawl["common_crawl"]["patterns"]) == (
        ["https://example.org/f.xml"],
        ["example.org/*"],
    )


def test_the_order_of_providers_is_the_one_given(workspace):
    main(
        [*SITEMAP, "--searxng", "http://s.example/", "--provider", "serper", "--provider", "searxng", "--query", "sea"]
    )
    assert params()["crawl"]["search"]["providers"] == ["serper", "searxng"]


def test_comments_and_other_sections_stay(workspace):
    before = Path("params.yaml").read_text(encoding="utf-8")
    main(SITEMAP)
    after = Path("params.yaml").read_text(encoding="utf-8")
    assert after.split("\ntokenizer:")[1] == before.split("\ntokenizer:")[1]
    assert after.count("#") == before.count("#")


def test_urls_come_from_a_file(workspace):
    Path("list.txt").write_text("# mine\nhttps://example.org/a\n\nhttps://example.org/b\n")
    main(["--languages", "en", "--urls", "list.txt"])
    assert params()["crawl"]["urls"] == ["https://example.org/a", "https://example.org/b"]


def test_data_of_the_demo_goes_aside_whole(workspace):
    Path("dataset/raw/text/ab").mkdir(parents=True)
    Path("dataset/raw/text/ab/abc.txt").write_text("a story")
    Path("checkpoints").mkdir()
    Path("dvc.lock").write_text("schema: '2.0'\n")
    main(SITEMAP)
    assert not Path("dataset/raw").exists()
    assert not Path("dvc.lock").exists()
    assert Path(".cache/demo-1/dataset/raw/text/ab/abc.txt").read_text() == "a story"


def test_corpus_of_ones_own_is_not_touched_again(workspace):
    main(SITEMAP)
    before = Path("params.yaml").read_bytes()
    with pytest.raises(DataError, match="your own already"):
        main(SITEMAP)
    assert Path("params.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--languages", "en"], "no source"),
        (["--sitemap", "https://example.org/s.xml"], "no languages"),
        ([*SITEMAP, "--query", "sea"], "a search needs both"),
        ([*SITEMAP, "--provider", "brave"], "a search needs both"),
        ([*SITEMAP, "--provider", "searxng", "--query", "sea"], "--provider searxng needs --searxng URL"),
        ([*SITEMAP, "--provider", "brave", "--provider", "brave", "--query", "sea"], "'brave' is named twice"),
        (["--languages", "en", "--sitemap", "ftp://example.org/s.xml"], "not an http:// or https:// URL"),
        (["--languages", "en", "--sitemap", "https://example.org/", "--allow-private-host", "x"], "not host:port"),
    ],
)
def test_wrong_answers_change_nothing(workspace, arguments, told):
    before = Path("params.yaml").read_bytes()
    with pytest.raises(ParamsError, match=told):
        main(arguments)
    assert Path("params.yaml").read_bytes() == before


def test_missing_url_file_is_named(workspace):
    with pytest.raises(DataError, match=r"nowhere.txt: cannot be read"):
        main(["--languages", "en", "--urls", "nowhere.txt"])
