import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
import zstandard

from pipeline.files import document_path, sha256
from stages.extract.__main__ import main

PROJECT = Path(__file__).resolve().parents[3]
STORY = [
    "The ferry left the quay a little after six, and Marta stood at the rail with her collar up against the wind.",
    "“You came back,” said the lamp-keeper, and he did not sound surprised at all, only a little out of breath.",
    "She laughed, because it was easier than answering, and handed him the parcel she had carried from the city.",
]
EARLY, LATE = "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"


def page(*paragraphs, title="A Story"):
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>".encode()


def row(url, content, **changes):
    base = {
        "url": url,
        "provider": "urls",
        "query": None,
        "rank": None,
        "status": "fetched",
        "reason": None,
        "first_seen": EARLY,
        "fetched_at": EARLY,
        "not_before": None,
        "page": sha256(content) if content is not None else None,
        "final_url": url,
        "http_status": 200,
        "headers": {"content-type": "text/html"},
        "charset": None,
        "rendered": False,
        "story": None,
        "part": None,
        "evidence": {},
    }
    return base | changes


class Workspace:
    def __init__(self, folder):
        self.folder = folder
        params = {
            "min_characters": 100,
            "max_page_bytes": 100_000,
            "languages": ["en", "de"],
            "min_language_confidence": 0.5,
        }
        (folder / "params.yaml").write_text(yaml.safe_dump({"extract": params}), encoding="utf-8")

    def crawl(self, *pages):
        """Replace the manifest by (url, content, changes) rows and store their pages."""
        rows = sorted((row(url, content, **changes) for url, content, changes in pages), key=lambda r: r["url"])
        for _, content, _ in pages:
            name = sha256(content)
            path = self.folder / f"dataset/pages/{name[:2]}/{name}.html.zst"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(zstandard.compress(content))
        manifest = self.folder / "dataset/metadata/urls.jsonl"
        manifest.parent.mkdir(parents=True, exist_ok=True)
        manifest.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")

    def rows(self, name):
        return [json.loads(line) for line in (self.folder / "dataset" / name).read_text(encoding="utf-8").splitlines()]

    def documents(self):
        return self.rows("metadata/documents.jsonl")

    def rejected(self):
        return self.rows("rejected/extract.jsonl")

    def text(self, document):
        return document_path(self.folder / "dataset/raw/text", document["id"]).read_text(encoding="utf-8")

    def report(self):
        return json.loads((self.folder / "reports/extract.json").read_text(encoding="utf-8"))

    def hashes(self):
        files = sorted(p for p in self.folder.rglob("*") if p.is_file() and "pages" not in p.parts)
        return {str(p.relative_to(self.folder)): sha256(p.read_bytes()) for p in files}


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WORKERS", "1")
    return Workspace(tmp_path)


def test_page_becomes_a_document_named_by_its_text(workspace):
    workspace.crawl(("https://a.example/1", page(*STORY, title="The Ferry | Site"), {}))
    main()
    (document,) = workspace.documents()
    assert workspace.text(document) == "\n\n".join(STORY)
    assert document == {
        "id": sha256("\n\n".join(STORY).encode()),
        "pages": [sha256(page(*STORY, title="The Ferry | Site"))],
        "urls": ["https://a.example/1"],
        "first_seen": EARLY,
        "title": "The Ferry",
        "language": "en",
        "characters": len("\n\n".join(STORY)),
        "status": "current",
        "licences": [],
    }


def test_licences_of_all_parts_stand_in_the_document_and_change_no_text(workspace):
    story = {"story": "https://a.example/1"}
    parts = [page(paragraph * 2) for paragraph in STORY[:2]]
    stated = [
        f'<a rel="license" href="/{n}">terms</a></body>'.encode().join(part.split(b"</body>"))
        for n, part in enumerate(parts)
    ]
    rows = [(f"https://a.example/{n + 1}", part, story | {"part": n + 1}) for n, part in enumerate(stated)]
    workspace.crawl(*rows)
    main()
    (document,) = workspace.documents()
    assert document["licences"] == ["https://a.example/0", "https://a.example/1"]
    assert workspace.text(document) == "\n\n***\n\n".join(paragraph * 2 for paragraph in STORY[:2])


def test_parts_of_a_story_are_joined_in_order(workspace):
    story = {"story": "https://a.example/1"}
    contents = [page(paragraph * 2) for paragraph in STORY]
    workspace.crawl(
        ("https://a.example/3", contents[2], story | {"part": 3, "first_seen": LATE}),
        ("https://a.example/2", contents[1], story | {"part": 2}),
        ("https://a.example/1", contents[0], story | {"part": 1}),
    )
    main()
    (document,) = workspace.documents()
    assert workspace.text(document) == "\n\n***\n\n".join(paragraph * 2 for paragraph in STORY)
    assert document["pages"] == [sha256(content) for content in contents]
    assert document["first_seen"] == EARLY


def test_two_urls_with_one_text_are_one_document(workspace):
    workspace.crawl(
        ("https://b.example/x", page(*STORY, title="Elsewhere"), {"first_seen": EARLY}),
        ("https://a.example/1", page(*STORY), {"first_seen": LATE}),
    )
    main()
    (document,) = workspace.documents()
    assert document["urls"] == ["https://a.example/1", "https://b.example/x"]
    assert document["first_seen"] == EARLY
    assert document["title"] == "Elsewhere"


def test_urls_that_were_not_fetched_are_passed_over(workspace):
    workspace.crawl(("https://a.example/1", page(*STORY), {"status": "rejected", "reason": "opt_out"}))
    main()
    assert workspace.documents() == []
    assert workspace.report()["documents_in"] == 0


def test_each_lost_page_has_its_reason(workspace):
    foreign = "Паром отошёл от причала вскоре после шести, и Марта стояла у борта, подняв воротник пальто. " * 3
    workspace.crawl(
        ("https://a.example/empty", page(), {}),
        ("https://a.example/short", page(STORY[0][:60] + "."), {}),
        ("https://a.example/foreign", page(foreign), {}),
        ("https://a.example/large", page(*STORY * 500), {}),
    )
    main()
    assert {r["reason"]: r["figures"] for r in workspace.rejected()} == {
        "empty": {"bytes": len(page())},
        "too_short": {"characters": 61, "min_characters": 100},
        "language": {"language": "ru", "confidence": pytest.approx(0.9, abs=0.1)},
        "too_large": {"max_page_bytes": 100_000},
    }
    assert workspace.report()["dropped"] == {"empty": 1, "language": 1, "too_large": 1, "too_short": 1}


def test_refused_document_leaves_only_a_rule_and_a_hash(workspace):
    url = "https://a.example/case"
    clinical = "The clinic's report says that the patient was 15 years old, and it mentions sexual intercourse."
    workspace.crawl((url, page(*STORY, clinical), {}))
    main()
    assert workspace.documents() == []
    (refused,) = workspace.rejected()
    assert (refused["id"], refused["reason"], list(refused["figures"])) == (
        sha256(url.encode()),
        "adults_only",
        ["rule"],
    )
    assert not list(Path("dataset/raw").rglob("*.txt"))


def test_gate_reads_title_description_query_and_url(workspace):
    explicit = "They were both past forty, and the doctor noted that they had resumed sexual intercourse in May."
    for number, changes in enumerate([{"query": "schoolgirl"}, {"url": "https://a.example/schoolgirl"}]):
        workspace.crawl((changes.pop("url", "https://a.example/1"), page(*STORY, explicit), changes))
        main()
        assert [r["reason"] for r in workspace.rejected()] == ["adults_only"], number
    workspace.crawl(("https://a.example/1", page(*STORY, explicit, title="The Schoolgirl"), {}))
    main()
    assert [r["reason"] for r in workspace.rejected()] == ["adults_only"]
    workspace.crawl(("https://a.example/1", page(*STORY, explicit), {}))
    main()
    assert len(workspace.documents()) == 1


def test_raw_files_are_never_written_again_or_removed(workspace):
    workspace.crawl(("https://a.example/1", page(*STORY), {}))
    main()
    path = document_path(Path("dataset/raw/text"), workspace.documents()[0]["id"])
    path.write_text("a mark that a second run must not touch", encoding="utf-8")
    main()
    assert path.read_text(encoding="utf-8") == "a mark that a second run must not touch"


def test_page_with_new_text_supersedes_its_document(workspace):
    workspace.crawl(("https://a.example/1", page(*STORY), {}))
    main()
    before = workspace.documents()[0]
    workspace.crawl(("https://a.example/1", page(*STORY, STORY[0]), {"first_seen": EARLY}))
    main()
    statuses = {d["id"]: d["status"] for d in workspace.documents()}
    assert len(statuses) == 2
    assert statuses[before["id"]] == "superseded"
    assert workspace.text(before) == "\n\n".join(STORY)
    assert workspace.report()["superseded"] == 1


def test_document_whose_url_opted_out_is_superseded_and_comes_back_with_it(workspace):
    fetched = ("https://a.example/1", page(*STORY), {})
    workspace.crawl(fetched)
    main()
    first = workspace.documents()
    workspace.crawl(("https://a.example/1", page(*STORY), {"status": "rejected", "reason": "opt_out"}))
    main()
    assert [d["status"] for d in workspace.documents()] == ["superseded"]
    workspace.crawl(("https://a.example/1", page(*STORY), {"first_seen": LATE}))
    main()
    assert workspace.documents() == first


def test_missing_page_stops_the_stage_and_names_dvc_pull(workspace, capsys):
    workspace.crawl(("https://a.example/1", page(*STORY), {}))
    shutil.rmtree("dataset/pages")
    with pytest.raises(SystemExit):
        main()
    assert "missing; run `dvc pull dataset/pages`" in capsys.readouterr().err
    assert not Path("dataset/metadata/documents.jsonl").exists()


def test_page_that_is_not_what_its_name_says_stops_the_stage(workspace, capsys):
    workspace.crawl(("https://a.example/1", page(*STORY), {}))
    (path,) = Path("dataset/pages").rglob("*.zst")
    path.write_bytes(zstandard.compress(b"something else"))
    with pytest.raises(SystemExit):
        main()
    assert "not its name; run `dvc pull dataset/pages`" in capsys.readouterr().err


def test_two_workers_write_the_same_bytes_as_one(workspace, monkeypatch):
    pages = [(f"https://a.example/{n}", page(*STORY, f"Number {n}. {STORY[0]}"), {}) for n in range(12)]
    workspace.crawl(*pages, ("https://a.example/empty", page(), {}))
    main()
    alone = workspace.hashes()
    shutil.rmtree("dataset/raw")
    Path("dataset/metadata/documents.jsonl").unlink()
    monkeypatch.setenv("WORKERS", "2")
    main()
    assert workspace.hashes() == alone


def test_page_that_kills_its_worker_is_counted_and_named(tmp_path):
    script = tmp_path / "kill.py"
    script.write_text(
        "import os\n"
        "from stages.extract.stories import Part, Source\n"
        "from stages.extract.work import Outcome\n"
        "from stages.extract.workers import process_all\n"
        "def work(source):\n"
        "    if source.urls == ('5',):\n"
        "        os._exit(9)\n"
        "    return Outcome(None, (), 1, int(source.urls[0]))\n"
        "if __name__ == '__main__':\n"
        "    part = lambda n: Part(page=str(n), url=str(n), content_type=None, charset=None)\n"
        "    found = [Source(parts=(part(n),), urls=(str(n),), queries=(), first_seen='') for n in range(20)]\n"
        "    for outcome in process_all(found, work, 2):\n"
        "        print(outcome.bytes, *[f'{r.id} {r.reason}' for r in outcome.rejected])\n",
        encoding="utf-8",
    )
    environment = os.environ | {"PYTHONPATH": str(PROJECT)}
    done = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, check=True, env=environment, timeout=60
    )
    expected = [f"{n}" if n != 5 else "0 5 parse_error" for n in range(20)]
    assert done.stdout.splitlines() == expected


def test_stage_does_not_import_scrapy():
    code = "import sys, stages.extract.__main__; print('scrapy' in sys.modules, 'torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
