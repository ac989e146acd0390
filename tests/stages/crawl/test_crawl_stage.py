"""What the stage does under DVC: go on, keep what stands, or refuse in one line; and the demo."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.errors import DataError, ParamsError
from pipeline.params import load_params
from stages.crawl.demo import expected_pages
from stages.crawl.params import CrawlParams
from stages.crawl.stage import Present, check_present, check_sources, has_nothing_to_do
from tests.stages.crawl.local_site import PROJECT, Project, Reply, Site, story

SITE = """
import json, sys, threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
PAGES = {pages!r}
class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        body = PAGES.get(self.headers["Host"] + self.path)
        self.send_response(404 if body is None else 200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write((body or "").encode())
    def log_message(self, *_): pass
server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
hosts = sorted({{name.partition("/")[0] for name in PAGES}})
print(json.dumps({{"port": server.server_port, "hosts": hosts}}), flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
"""
DEMO_PARAMS = {
    "demo_site": True,
    "fixed_time": "2026-01-01T00:00:00Z",
    "urls": ["http://one.example/", "http://one.example/next", "http://other.invalid/"],
}


def write_demo(project: Project, pages: dict[str, str]) -> None:
    folder = project.folder / "dataset/demo"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "site.py").write_text(SITE.format(pages=pages))
    rows = [{"url": f"http://{name}", "status": "fetched", "reason": None} for name in pages]
    (folder / "expected.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))


def write_lock(project: Project, pages: int, params: dict[str, Any]) -> None:
    outs = [{"path": "dataset/pages", "md5": "0" * 32 + ".dir", "nfiles": pages}]
    stage = {"cmd": "python -m stages.crawl", "params": {"params.yaml": {"crawl": params}}, "outs": outs}
    (project.folder / "dvc.lock").write_text(yaml.safe_dump({"schema": "2.0", "stages": {"crawl": stage}}))


def params_of(project: Project) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((project.folder / "params.yaml").read_text())["crawl"]
    return found


@pytest.fixture
def demo(project: Project) -> Project:
    write_demo(project, {"one.example/": story("one"), "one.example/next": story("two")})
    project.set_params(**DEMO_PARAMS)
    return project


def present(**changes: Any) -> Present:
    usual = {"pages": 5, "manifest": True, "recorded_pages": 5, "recorded_params": {"a": 1}, "demo_pages": 3}
    return Present(**{**usual, **changes})


@pytest.mark.parametrize("changes", [{"pages": 0}, {"manifest": False}, {"pages": 4}])
def test_recorded_pages_that_are_not_here_are_never_crawled_again_in_silence(changes):
    with pytest.raises(DataError, match=r"dataset/pages: dvc.lock records 5 pages that are not here; run `dvc pull`"):
        check_present(present(**changes), demo_site=False)
    with pytest.raises(DataError):
        check_present(present(**changes), demo_site=True)  # a demo that was grown


def test_the_untouched_demo_may_begin_anew():
    check_present(present(pages=0, manifest=False, demo_pages=5), demo_site=True)
    check_present(present(pages=0, manifest=False, recorded_pages=0), demo_site=True)


def test_a_recorded_crawl_with_the_same_params_stands():
    assert has_nothing_to_do(present(), {"a": 1}, demo_site=False)
    assert not has_nothing_to_do(present(), {"a": 2}, demo_site=False)
    assert not has_nothing_to_do(present(pages=0), {"a": 1}, demo_site=False)
    assert not has_nothing_to_do(present(), {"a": 1}, demo_site=True)


def test_the_demo_reaches_its_own_hosts_alone_and_is_the_same_each_time_until_it_changes(demo):
    demo.run()
    path = demo.folder / "dataset/metadata/urls.jsonl"
    manifest, rows, pages = path.read_bytes(), demo.rows(), demo.pages()
    assert rows["http://other.invalid/"]["reason"] == "dns_error"
    assert [rows[url]["status"] for url in DEMO_PARAMS["urls"][:2]] == ["fetched", "fetched"]
    assert "nothing to fetch" in demo.run()
    report = demo.report()
    assert (report["documents_out"], report["pages"], report["dropped"]) == (2, 2, {"dns_error": 1})

    shutil.rmtree(demo.folder / ".cache")
    demo.run()
    assert (path.read_bytes(), demo.pages()) == (manifest, pages)

    write_demo(demo, {"one.example/": story("one"), "one.example/next": story("another")})
    demo.run()
    assert len(demo.pages()) == 2
    assert len(set(demo.pages()) & set(pages)) == 1  # the page that is no more is gone


def test_the_demo_takes_no_urls_of_other_hosts(demo):
    listed = demo.folder / "urls.txt"
    listed.write_text("https://elsewhere.example/story\n")
    said = demo.run("--grow", "--urls", str(listed), expect=1)
    assert "https://elsewhere.example/story is not a page of the demo; run `python run.py init` first" in said


def test_the_demo_does_not_overwrite_a_corpus_of_ones_own(project):
    with Site({"/": Reply(story())}).serving() as site:
        project.set_params(allow_private_hosts=[site.host], urls=[site.url("/")])
        project.run()
        manifest = project.rows()
    write_demo(project, {"one.example/": story("one")})
    project.set_params(**DEMO_PARAMS)
    assert "which is not the demo" in project.run(expect=1)
    assert project.rows() == manifest


def test_a_recorded_crawl_is_kept_and_reported_without_a_fetch(project):
    with Site({"/": Reply(story())}).serving() as site:
        project.set_params(allow_private_hosts=[site.host], urls=[site.url("/")])
        project.run()
        report, hits = project.report(), len(site.hits)
        write_lock(project, 1, params_of(project))
        shutil.rmtree(project.folder / "reports")
        assert "kept 1 pages as they are" in project.run()
        assert (project.report(), len(site.hits)) == (report, hits)
        shutil.rmtree(project.folder / "dataset/pages")
        assert "records 1 pages that are not here; run `dvc pull` first" in project.run(expect=1)


def test_no_browser_is_one_clear_line(project):
    project.set_params(render=True, urls=["http://127.0.0.1:9/"], allow_private_hosts=["127.0.0.1:9"])
    said = project.run(expect=1, PATH="/nowhere", CHROMIUM="", HOME="/nowhere", PLAYWRIGHT_BROWSERS_PATH="/nowhere")
    assert "crawl: no Chromium found on PATH; run ./setup.sh, or set crawl.render to false\n" in said


def crawl_params(project: Project, **changes: Any) -> CrawlParams:
    project.set_params(**changes)
    return load_params("crawl", CrawlParams, project.folder / "params.yaml")


def test_public_sites_need_a_contact_url_and_a_crawl_needs_a_source(project):
    with pytest.raises(ParamsError, match=r"crawl\.contact_url is null and https://example\.org/ is not in"):
        check_sources(crawl_params(project, urls=["https://example.org/"]), [])
    with pytest.raises(ParamsError, match="names no source"):
        check_sources(crawl_params(project), [])
    check_sources(crawl_params(project, urls=["https://example.org/"], contact_url="https://who.example/"), [])
    check_sources(crawl_params(project, urls=["http://localhost:8/"], allow_private_hosts=["localhost:8"]), [])


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"fixed_time": "yesterday"}, "crawl.fixed_time is 'yesterday': not a time such as"),
        ({"contact_url": "me"}, "crawl.contact_url is 'me': not an http:// or https:// URL"),
        ({"allow_private_hosts": ["127.0.0.1"]}, "crawl.allow_private_hosts.0 is '127.0.0.1': not host:port"),
        ({"delay_second": 1.0}, "did you mean 'delay_seconds'"),
    ],
)
def test_wrong_params_are_named(project, changes, message):
    with pytest.raises(ParamsError, match=message):
        crawl_params(project, **changes)


def test_the_embedded_demo_gives_what_it_promises(project, monkeypatch):
    shutil.copytree(PROJECT / "dataset/demo", project.folder / "dataset/demo")
    shutil.copy(PROJECT / "params.yaml", project.folder / "params.yaml")
    project.run()
    rows = project.rows()
    expected = [json.loads(line) for line in (PROJECT / "dataset/demo/expected.jsonl").read_text().splitlines()]
    assert sorted(rows) == sorted(row["url"] for row in expected)
    for promise in expected:
        row = rows[promise["url"]]
        outcomes = [[promise["status"], promise["reason"]], *promise.get("also", [])]
        assert [row["status"], row["reason"]] in outcomes, row
        assert row["part"] == promise.get("part"), row
    monkeypatch.chdir(project.folder)
    assert len(project.pages()) == expected_pages()


def test_the_repository_params_are_valid():
    params = load_params("crawl", CrawlParams, PROJECT / "params.yaml")
    assert params.demo_site
    assert Path(PROJECT / "dataset/demo/site.py").exists()
