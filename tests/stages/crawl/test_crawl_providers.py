"""Search interfaces against real servers that answer in each one's documented shape."""

from typing import Any
from urllib.parse import quote

import pytest

from pipeline.errors import ParamsError
from stages.crawl.params import SearchParams
from stages.crawl.providers import Results
from stages.crawl.providers.keys import KEYS as VARIABLES
from stages.crawl.providers.keys import read_keys
from stages.crawl.providers.search import Search
from stages.crawl.providers.search_apis import search_apis
from tests.stages.crawl.local_apis import KEYS, SHAPES, Answering, Api, Asked, Said, every, rows, said

SEARCH = {
    "providers": ["searxng"],
    "queries": ["harbour"],
    "language": "all",
    "safe_search": False,
    "max_results": 1000,
    "max_result_pages": 50,
    "max_requests": 1000,
    "max_failures": 3,
}
NAMES = list(SHAPES)
LISTS = ("results", "items", "organic", "organic_results")  # where they keep results
PAGE_SIZES = {"searxng": 10, "brave": 20, "google": 10, "serper": 10, "serpapi": 10}
KEYED = [name for name in NAMES if name != "searxng"]


@pytest.fixture(autouse=True)
def keys(monkeypatch):
    for variable, key in KEYS.items():
        monkeypatch.setenv(variable, key)


def search(name: str, url: str, **changes: Any) -> list[Results]:
    endpoints = {one: {"url": url} for one in NAMES}
    params = SearchParams.model_validate({**SEARCH, "providers": [name], **endpoints, **changes})
    return every(Search(search_apis(params)[0], params))


def pages(count: int) -> list[str]:
    return [f"https://stories.example/{n}" for n in range(count)]


def asked_for(answer: Answering, name: str, **changes: Any) -> tuple[list[Results], list[Asked]]:
    with Api(answer).serving() as api:
        return search(name, api.url(), **changes), api.asked


@pytest.mark.parametrize("name", NAMES)
def test_every_page_of_results_is_read_in_order(name):
    found, asked = asked_for(SHAPES[name](pages(45)), name)
    rows = [one for results in found for one in results.discoveries]
    assert [one.url for one in rows] == pages(45)
    assert [one.rank for one in rows] == list(range(1, 46))
    assert [one.result_page for one in rows] == [1 + n // PAGE_SIZES[name] for n in range(45)]
    assert {(one.provider, one.query) for one in rows} == {(name, "harbour")}
    assert [results.problem for results in found] == [None] * len(found)
    spare = name in ("searxng", "serper")  # they do not tell which page is the last
    assert len(asked) == -(-45 // PAGE_SIZES[name]) + spare


@pytest.mark.parametrize(("name", "most"), [("brave", 200), ("google", 100)])
def test_no_page_is_asked_for_that_the_interface_does_not_give(name, most):
    found, asked = asked_for(SHAPES[name](pages(500)), name)
    assert sum(len(results.discoveries) for results in found) == most
    assert len(asked) == 10


@pytest.mark.parametrize("name", NAMES)
def test_no_results_are_an_answer_like_others(name):
    found, asked = asked_for(SHAPES[name]([]), name)
    assert [(results.named, results.problem, results.result_page) for results in found] == [(0, None, 1)]
    assert len(asked) == 1


@pytest.mark.parametrize("name", NAMES)
def test_results_and_pages_have_their_limits(name):
    found, asked = asked_for(SHAPES[name](pages(100)), name, max_results=3)
    assert [one.url for results in found for one in results.discoveries] == pages(3)
    assert len(asked) == 1
    _, asked = asked_for(SHAPES[name](pages(100)), name, max_result_pages=2)
    assert len(asked) == 2


@pytest.mark.parametrize("name", NAMES)
def test_a_quota_ends_the_run_of_its_provider(name):
    found, asked = asked_for(SHAPES[name](pages(45)), name, queries=["one", "two", "three"], max_requests=2)
    assert len(asked) == 2
    assert found[-1].problem == "quota"
    assert found[-1].result_page is None  # nothing was asked: no row


@pytest.mark.parametrize(
    ("name", "off", "strict"),
    [
        ("searxng", {"safesearch": "0"}, {"safesearch": "2"}),
        ("brave", {"safesearch": "off"}, {"safesearch": "strict"}),
        ("google", {"safe": "off"}, {"safe": "active"}),
        ("serpapi", {"safe": "off"}, {"safe": "active"}),
    ],
)
def test_safe_search_is_said_either_way(name, off, strict):
    for safe, words in ((False, off), (True, strict)):
        _, asked = asked_for(SHAPES[name]([]), name, safe_search=safe)
        assert words.items() <= asked[0].words.items()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("searxng", {"language": "de"}),
        ("brave", {"search_lang": "de"}),
        ("google", {"lr": "lang_de"}),
        ("serper", {"hl": "de"}),
        ("serpapi", {"lr": "lang_de"}),
    ],
)
def test_a_language_is_asked_for_as_each_provider_wants_it(name, words):
    _, asked = asked_for(SHAPES[name]([]), name, language="de")
    assert words.items() <= asked[0].words.items()
    _, asked = asked_for(SHAPES[name]([]), name)
    assert asked[0].words.get(next(iter(words)), "all") == "all"


@pytest.mark.parametrize("name", NAMES)
def test_any_query_arrives_whole(name):
    query = 'größe & "sea=shore" #1 +x % 愛'
    _, asked = asked_for(SHAPES[name]([]), name, queries=[query])
    assert asked[0].words["q"] == query


MALFORMED = {
    "not JSON": b"<html><body>We are sorry</body></html>",
    "nothing": b"",
    "cut off": b'{"results": [{"url": "https://a.exa',
    "not UTF-8": b'{"results": [{"url": "\xff\xfe"}]}',
    "a list": [],
    "null": b"null",
    "a number": 7,
    "another shape": {"hits": ["https://a.example/"]},
    "results of the wrong type": {
        **dict.fromkeys(LISTS, "none"),
        "web": {"results": "none"},
    },
    "a list instead of an object": {"web": [], "results": {}, "items": {}, "organic": {}, "organic_results": {}},
    "results without URLs": {
        **dict.fromkeys(LISTS, rows(pages(2), "uri")),
        "web": {"results": rows(pages(2), "uri")},
    },
    "nested too deeply": b"[" * 200_000,
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("body", MALFORMED.values(), ids=MALFORMED)
def test_an_answer_of_another_shape_is_recorded_as_such(name, body):
    found, asked = asked_for(said(body), name)
    assert [(results.problem, results.result_page, results.discoveries) for results in found] == [("malformed", 1, ())]
    assert len(asked) == 1


@pytest.mark.parametrize("name", NAMES)
def test_odd_results_among_good_ones_are_left_out(name):
    good = {"searxng": "url", "brave": "url"}.get(name, "link")
    odd: list[Any] = [None, 7, "text", [], {}, {good: None}, {good: 3}, {good: ""}, {good: "https://a.example/"}]
    lists = dict.fromkeys(LISTS, odd)
    found, _ = asked_for(said({**lists, "web": {"results": odd}, "query": None}), name, max_result_pages=1)
    assert [one.url for one in found[0].discoveries] == ["https://a.example/"]


@pytest.mark.parametrize("name", NAMES)
def test_null_where_results_are_expected_is_an_empty_answer(name):
    signs = {"query": None, "queries": None, "searchParameters": None, "search_metadata": {"status": "Success"}}
    lists = dict.fromkeys((*LISTS, "web"))
    found, _ = asked_for(said({**signs, **lists}), name)
    assert [(results.problem, results.named) for results in found] == [(None, 0)]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("status", [401, 402, 403, 429])
def test_a_refused_key_or_a_used_up_plan_ends_the_provider_at_once(name, status):
    found, asked = asked_for(said({"error": "no"}, status), name, queries=["one", "two", "three"])
    assert [results.problem for results in found] == [f"http_{status}"]
    assert len(asked) == 1


@pytest.mark.parametrize(("name", "status"), [("brave", 422), ("google", 400), ("serper", 403), ("serpapi", 401)])
def test_a_wrong_key_ends_the_provider_in_the_words_of_each(name, status, monkeypatch):
    for variable in VARIABLES[name]:
        monkeypatch.setenv(variable, "another-key-0123456789")
    found, asked = asked_for(SHAPES[name](pages(5)), name, queries=["one", "two", "three"])
    assert [results.problem for results in found] == [f"http_{status}"]
    assert len(asked) == 1


def test_serper_without_credits_is_left_alone():
    answer = said({"message": "Not enough credits", "statusCode": 400}, 400)
    assert len(asked_for(answer, "serper", queries=["one", "two"])[1]) == 1


@pytest.mark.parametrize("name", NAMES)
def test_a_provider_that_fails_again_and_again_is_left_alone(name):
    queries = [f"query {n}" for n in range(9)]
    found, asked = asked_for(said(b"down", 500), name, queries=queries)
    assert [results.query for results in found] == queries[:3]
    assert len(asked) == 3


@pytest.mark.parametrize("name", NAMES)
def test_one_failed_query_does_not_end_the_others(name):
    good = SHAPES[name](pages(4))
    found, _ = asked_for(
        lambda asked: Said(b"", 500) if asked.words["q"] == "bad" else good(asked),
        name,
        queries=["good", "bad", "bad too", "fine"],
    )
    assert {results.query: len(results.discoveries) for results in found if results.discoveries} == {
        "good": 4,
        "bad too": 4,
        "fine": 4,
    }


def test_engines_that_do_not_respond_are_no_empty_answer():
    content = {"results": [], "unresponsive_engines": [["brave", "timeout"]]}
    assert asked_for(said(content), "searxng")[0][0].problem == "unresponsive_engines"


def test_a_failed_search_of_serpapi_is_named():
    for content in ({"search_metadata": {"status": "Error"}, "error": "x"}, {"error": "Invalid API key."}):
        assert asked_for(said(content), "serpapi")[0][0].problem == "provider_error"


@pytest.mark.parametrize("name", NAMES)
def test_repeated_results_count_once(name):
    found, asked = asked_for(SHAPES[name](pages(3) * 20), name)
    assert [(one.url, one.rank) for one in found[0].discoveries] == [(url, n + 1) for n, url in enumerate(pages(3))]
    assert found[0].named == PAGE_SIZES[name]
    assert len(asked) == 2  # the second page had nothing new


@pytest.mark.parametrize("name", KEYED)
def test_a_result_that_echoes_the_key_is_left_out(name):
    for key in (KEYS[variable] for variable in VARIABLES[name]):
        echoes = [f"https://a.example/?key={key}", f"https://a.example/{quote(quote(key), safe='')}", *pages(1)]
        found, _ = asked_for(SHAPES[name](echoes), name)
        assert [one.url for one in found[0].discoveries] == pages(1)


@pytest.mark.parametrize("name", KEYED)
def test_a_missing_key_names_its_variable(name, monkeypatch):
    for variable in VARIABLES[name]:
        monkeypatch.setenv(variable, " ")
        with pytest.raises(ParamsError, match=f"lists {name} but {variable} is not in the environment; export it"):
            read_keys(name)
        monkeypatch.setenv(variable, "sec\nret-0123456789")
        with pytest.raises(ParamsError) as caught:
            read_keys(name)
        assert variable in str(caught.value)
        assert "ret-0123456789" not in str(caught.value)
        monkeypatch.setenv(variable, KEYS[variable])


@pytest.mark.parametrize("name", KEYED)
def test_nothing_that_holds_a_key_prints_it(name):
    endpoints = {one: {"url": "http://127.0.0.1:1/"} for one in NAMES}
    params = SearchParams.model_validate({**SEARCH, "providers": [name], **endpoints})
    api = search_apis(params)[0]
    shown = f"{api.request('harbour', 1)} {api.request('harbour', 1)!r} {api.keys} {vars(api)}"
    assert not [key for key in KEYS.values() if key in shown]


def test_without_queries_nobody_is_asked(monkeypatch):
    monkeypatch.delenv("BRAVE_API_KEY")
    endpoints = {one: {"url": "http://127.0.0.1:1/"} for one in NAMES}
    params = SearchParams.model_validate({**SEARCH, "providers": ["brave"], "queries": [], **endpoints})
    assert search_apis(params) == []
