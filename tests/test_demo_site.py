"""The embedded demo, served for real on loopback: every answer as expected.jsonl says, the same bytes always."""

import html
import http.client
import json
import os
import re
import signal
import subprocess
import sys
import urllib.robotparser
from collections import Counter
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

import pytest

from pipeline.adults_only import find_refusal

DEMO = Path("dataset/demo")
STORIES = sorted((DEMO / "stories").glob("*.txt"))
EXPECTED = [json.loads(line) for line in (DEMO / "expected.jsonl").read_text(encoding="utf-8").splitlines()]
MORE_URLS = (DEMO / "more_urls.txt").read_text(encoding="utf-8").split()
QUERIES = ["harbour letters", "widow bakery", "orchard", "night train", "clock", "dance"]
SITEMAPS = [f"http://{name}.example/sitemap.xml" for name in ("lantern", "archive", "mirror", "quietroom", "optout")]
LARGEST_PAGE = 8_000_000  # bytes
UNDER_AGE = re.compile(
    r"\b(child\w*|kids?|boys?|girls?|daughters?|sons?|bab(?:y|ies)|infants?|teen\w*|young\w*|youths?|schools?|pupils?|students?|minors?"
    r"|toddlers?|nieces?|nephews?|grand(?:sons?|daughters?)|lads?|lass(?:es)?|adolescent\w*|little ones?)\b",
    re.IGNORECASE,
)


class Served:
    """A running demo and one connection to it, kept."""

    def __init__(self, *flags: str, **environment: str) -> None:
        command = [sys.executable, "-B", str(DEMO / "site.py"), "--port", "0", *flags]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, **environment}
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.said = json.loads(self.process.stdout.readline())
        self.connection = http.client.HTTPConnection("127.0.0.1", self.said["port"], timeout=10)

    def ask(self, url, method="GET", headers=None):
        """Status, headers with lower-case names, body; the URL stands in the request line, as behind a proxy."""
        self.connection.request(method, url, headers=headers or {})
        answer = self.connection.getresponse()
        try:
            body = answer.read()
        except http.client.IncompleteRead as cut:
            body = cut.partial
            self.connection.close()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body

    def page(self, url):
        """As `ask`; a 429 is asked again, redirects are followed."""
        for _ in range(6):
            status, headers, body = self.ask(url)
            if "location" in headers:
                url = urljoin(url, headers["location"])
            elif status != 429:
                break
        return status, headers, body

    def stop(self) -> int:
        self.connection.close()
        self.process.stdin.close()
        status = self.process.wait(timeout=5)
        self.process.stdout.close()
        return status


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    served = Served("--log", str(tmp_path_factory.mktemp("demo") / "requests.log"))
    served.log = Path(served.process.args[-1])
    yield served
    served.stop()


def words(text):
    return " " + " ".join(re.findall("[A-Za-z]+", text)) + " "


def shown_words(demo, url):
    """What a reader sees, whatever the damage: ASCII words of the page and of the JSON that its script asks for."""
    body = demo.page(url)[2]
    if b'.json")' in body:
        body += demo.ask(f"{url}.json")[2]
    text = body.decode("utf-8", "replace").replace("\\n", "\n").replace("\\/", "/").replace("\u00ad", "")
    plain = html.unescape(html.unescape(re.sub(r"<[^>]*>", " ", html.unescape(html.unescape(text)))))
    return words(plain.replace("\u00ad", ""))


def blocks(slug):
    body = (DEMO / "stories" / f"{slug}.txt").read_text(encoding="utf-8").split("\n\n", 1)[1]
    return [block for block in body.split("\n\n") if block.strip() and not block.startswith(("##", "***"))]


def results(demo, query, number=1):
    url = f"http://search.lantern.example/search?q={quote(query)}&format=json&pageno={number}&safesearch=0"
    status, headers, body = demo.ask(url)
    assert (status, headers["content-type"]) == (200, "application/json")
    return json.loads(body)


def locations(demo, sitemap):
    status, _, body = demo.ask(sitemap)
    assert status == 200, sitemap
    return [html.unescape(url) for url in re.findall("<loc>(.*?)</loc>", body.decode())]


def test_expected_file_is_what_site_json_says():
    command = [sys.executable, "-B", str(DEMO / "site.py"), "--expected"]
    assert subprocess.run(command, capture_output=True, check=True).stdout == (DEMO / "expected.jsonl").read_bytes()


def test_there_is_enough_to_read():
    assert len(STORIES) >= 30
    assert sum(len("\n\n".join(blocks(path.stem))) for path in STORIES) >= 150_000


def test_no_word_of_the_adults_only_gate_stands_anywhere():
    files = [path for path in DEMO.rglob("*") if path.suffix in {".txt", ".html", ".json", ".js", ".md", ".py"}]
    texts = {path: path.read_text(encoding="utf-8") for path in files if path.parent.name != "foreign"}
    assert {str(path): UNDER_AGE.findall(text) for path, text in texts.items() if UNDER_AGE.search(text)} == {}
    assert [path for path in files if find_refusal(path.read_text(encoding="utf-8"))] == []


def test_every_story_is_whole_at_its_url(demo):
    shown = {}
    for row in EXPECTED:
        if (DEMO / "stories" / f"{row.get('story')}.txt").exists():
            shown[row["story"]] = shown.get(row["story"], "") + shown_words(demo, row["url"])
    for url in MORE_URLS:
        shown[urlsplit(url).path.split("/")[-2]] = shown_words(demo, url)
    assert sorted(shown) == [path.stem for path in STORIES]
    missing = {slug: block for slug, text in shown.items() for block in blocks(slug) if words(block) not in text}
    assert missing == {}


def test_every_expected_url_is_named_by_a_sitemap_the_search_or_a_chapter(demo):
    named = {url for sitemap in SITEMAPS for url in locations(demo, sitemap)}
    for query in QUERIES:
        named |= {result["url"] for number in (1, 2) for result in results(demo, query, number)["results"]}
    chapters = {row["url"] for row in EXPECTED if row.get("part")}
    assert {row["url"] for row in EXPECTED} - chapters == named - chapters
    for url in chapters - named:
        contents = url.rsplit("/", 2)[0] + "/"
        assert contents in named
        assert urlsplit(url).path in demo.ask(contents)[2].decode()
    assert not named & set(MORE_URLS)


@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: row["url"])
def test_url_answers_as_intended(demo, row):
    url, reason = row["url"], row["reason"]
    if reason in {"bad_scheme", "ssrf"} and not url.startswith("http://lantern.example"):
        assert urlsplit(url).scheme in {"ftp", "file"} or not re.search("[a-z]", urlsplit(url).netloc)
        return
    parts = urlsplit(url)
    status, headers, body = demo.ask(url, "HEAD" if reason == "too_large" else "GET")
    robots_status, _, robots = demo.ask(f"http://{parts.netloc}/robots.txt")
    rules = urllib.robotparser.RobotFileParser()
    rules.parse(robots.decode("utf-8-sig").splitlines() if robots_status == 200 else [])
    rules.modified()
    assert rules.can_fetch("SomeCrawler", url) == (reason != "robots_disallow")
    text = body.decode("utf-8", "replace")
    fetched = [other["url"] for other in EXPECTED if other["status"] == "fetched"]
    intended = {
        "robots_disallow": lambda: status == 200,
        "robots_unreachable": lambda: robots_status == 503,
        "optout_robots_ai": lambda: not rules.can_fetch("GPTBot", url),
        "optout_content_usage": lambda: "train-ai=n" in headers.get("content-usage", "") + robots.decode(),
        "optout_tdmrep": lambda: b'"/members/*"' in demo.ask(f"http://{parts.netloc}/.well-known/tdmrep.json")[2],
        "optout_tdm_header": lambda: headers["tdm-reservation"] == "1",
        "optout_tdm_meta": lambda: '<meta name="tdm-reservation" content="1">' in text,
        "optout_x_robots": lambda: headers["x-robots-tag"].startswith("noai"),
        "optout_meta": lambda: 'content="index, noai"' in text,
        "optout_rsl": lambda: b"<prohibits" in demo.ask(f"http://{parts.netloc}/license.xml")[2],
        "ssrf": lambda: headers["location"].startswith("http://10."),
        "too_large": lambda: int(headers["content-length"]) > LARGEST_PAGE,
        "too_many_redirects": lambda: "location" in demo.page(url)[1],
        "truncated": lambda: len(body) < int(headers["content-length"]),
        "content_type": lambda: not headers["content-type"].startswith("text/"),
        "duplicate": lambda: demo.page(url)[2] in [demo.page(other)[2] for other in fetched],
        "too_short": lambda: status == 200 and len(body) < 12_000,
        "empty": lambda: status == 200 and "<p>" * 8 not in text,
        None: lambda: demo.page(url)[0] == 200 and "noai" not in headers.get("x-robots-tag", "").split(", "),
    }
    assert intended.get(reason, lambda: reason == f"http_{status}")()


def test_nearly_every_rejection_reason_has_something_to_do():
    reasons = Counter(row["reason"] for row in EXPECTED if row["status"] == "rejected")
    assert len(reasons) >= 22
    assert "adults_only" not in reasons


def test_search_answers_in_the_shape_of_searxng(demo):
    found = results(demo, "night train")
    empty = {"answers", "corrections", "infoboxes", "suggestions", "unresponsive_engines"}
    assert set(found) == {"query", "number_of_results", "results"} | empty
    assert [found[name] for name in empty] == [[]] * len(empty)
    names = "url title content engine engines parsed_url template positions score category"
    assert set(names.split()) <= set(found["results"][0])
    assert found["results"] == sorted(found["results"], key=lambda result: -result["score"])


@pytest.mark.parametrize("query", QUERIES)
def test_search_pages_do_not_overlap_and_end_empty(demo, query):
    pages, number = [], 1
    while page := results(demo, query, number)["results"]:
        pages.append([result["url"] for result in page])
        number += 1
    urls = [url for page in pages for url in page]
    assert len(urls) == len(set(urls)) == results(demo, query)["number_of_results"] >= 5
    assert all(len(page) == 10 for page in pages[:-1])


def test_bytes_are_the_same_on_every_run_and_machine(demo):
    other = Served(PYTHONHASHSEED="7", TZ="Asia/Tokyo", LC_ALL="C", PYTHONUTF8="0")
    urls = [row["url"] for row in EXPECTED if row["url"].startswith("http://") and ".example" in row["url"]]
    try:
        for url in [*urls, *MORE_URLS, *SITEMAPS, "http://search.lantern.example/search?q=clock&format=json"]:
            if not url.endswith("everything.html"):
                assert other.page(url) == demo.page(url), url
    finally:
        other.stop()


def test_busy_page_answers_at_the_second_try():
    served = Served()
    answers = [served.ask("http://archive.example/texts/signpainter.html") for _ in range(3)]
    served.stop()
    assert [status for status, _, _ in answers] == [429, 200, 200]
    assert answers[0][1]["retry-after"] == "1"


def test_known_bytes_are_not_sent_again(demo):
    url = "http://lantern.example/stories/the-piano-tuner/"
    _, headers, body = demo.ask(url)
    assert demo.ask(url, headers={"If-None-Match": headers["etag"]})[::2] == (304, b"")
    assert demo.ask(url, headers={"If-None-Match": '"other"'})[::2] == (200, body)


def test_origin_form_with_a_host_header_is_the_same(demo):
    _, _, body = demo.ask("http://mirror.example/")
    assert demo.ask("/", headers={"Host": "mirror.example"})[2] == body
    assert demo.ask("/", headers={"Host": f"mirror.example:{demo.said['port']}"})[2] == body
    assert demo.ask("/", headers={"Host": "unheard-of.example"})[0] == 421


def test_log_has_one_line_per_request(demo):
    before = len(demo.log.read_text().splitlines())
    demo.ask("http://lantern.example/drafts/the-dancing-clock/?a=b")
    assert demo.log.read_text().splitlines()[before:] == ["GET lantern.example/drafts/the-dancing-clock/?a=b 200"]


def test_it_ends_with_its_standard_input_or_a_signal():
    assert Served().stop() == 0
    served = Served()
    served.process.send_signal(signal.SIGTERM)
    assert served.stop() == 0


def test_browsing_leads_every_link_back_to_the_server():
    served = Served("--browse")
    _, _, body = served.ask("/host/lantern.example/stories/the-night-train/")
    links = re.findall(r'href="([^"#]+)', body.decode())
    assert links
    assert all(link.startswith("/host/") for link in links)
    assert served.ask(links[0])[0] == 200
    served.process.terminate()
    served.stop()
