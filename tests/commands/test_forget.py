import gzip
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
import zstandard

from commands.forget import main
from commands.removal import remove
from pipeline.errors import DataError, ParamsError
from pipeline.files import document_path, read_json_lines, sha256, write_bytes, write_json_lines, write_text
from pipeline.records import DocumentRecord, DuplicateRecord, RejectedRecord, UrlRecord
from pipeline.tombstones import TOMBSTONES, Tombstone, read_tombstones

PROJECT = Path(__file__).resolve().parent.parent.parent
MANIFEST, DOCUMENTS = Path("dataset/metadata/urls.jsonl"), Path("dataset/metadata/documents.jsonl")
NAMES = ("harbour", "orchard", "clock")
PIPELINE = {
    "crawl": {
        "cmd": "python -c pass",
        "outs": [{"dataset/pages": {"persist": True}}, {"dataset/metadata/urls.jsonl": {"persist": True}}],
    },
    "extract": {
        "cmd": "python -c pass",
        "deps": ["dataset/pages", "dataset/metadata/urls.jsonl"],
        "outs": [{"dataset/raw": {"persist": True}}, {"dataset/metadata/documents.jsonl": {"persist": True}}],
    },
    "prepare": {
        "cmd": "python pack.py",
        "deps": ["dataset/raw", "dataset/metadata/documents.jsonl", "pack.py"],
        "outs": ["dataset/processed"],
    },
}
PACK = """
import pathlib, shutil
out = pathlib.Path("dataset/processed")
out.mkdir(parents=True, exist_ok=True)
texts = sorted(pathlib.Path("dataset/raw/text").glob("??/*.txt"))
(out / "train.npy").write_text("".join(path.read_text() for path in texts))
(out / "vocabulary.json").write_text("abc")
(out / "documents.jsonl").write_text("".join('{"id":"%s"}\\n' % path.stem for path in texts))
"""


def url_of(name: str) -> str:
    return f"http://{name}.example/story"


def text_of(name: str) -> str:
    return f"The {name} lay still that evening, and the {name} keeper went home. " * 5


def row(name: str, **changes: object) -> UrlRecord:
    values = {
        "url": url_of(name), "provider": "urls", "query": None, "rank": None, "status": "fetched", "reason": None,
        "first_seen": "2026-01-01T00:00:00Z", "fetched_at": "2026-01-01T00:00:00Z", "not_before": None,
        "page": sha256(text_of(name).encode()), "final_url": url_of(name), "http_status": 200, "headers": {},
        "charset": "utf-8", "rendered": False, "story": None, "part": None, "evidence": {},
    }  # fmt: skip
    return UrlRecord.model_validate(values | changes)


def document(name: str) -> DocumentRecord:
    return DocumentRecord(
        id=sha256(text_of(name).encode()), pages=[sha256(text_of(name).encode())], urls=[url_of(name)],
        first_seen="2026-01-01T00:00:00Z", title=name, language="en", characters=1, status="current",
    )  # fmt: skip


def id_of(name: str) -> str:
    return document(name).id


def fill(*names: str) -> None:
    """A corpus of pages, texts and rows; an id of a page is the id of its text here."""
    for name in names:
        content = text_of(name).encode()
        write_bytes(page_path(name), zstandard.compress(content))
        write_bytes(document_path(Path("dataset/raw/text"), id_of(name)), content)
        write_bytes(document_path(Path("dataset/cleaned"), id_of(name)), content)
    write_json_lines(MANIFEST, sorted((row(name) for name in names), key=lambda one: one.url))
    write_json_lines(DOCUMENTS, sorted((document(name) for name in names), key=lambda one: one.id))


def page_path(name: str) -> Path:
    page = sha256(text_of(name).encode())
    return Path("dataset/pages") / page[:2] / f"{page}.html.zst"


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    fill(*NAMES)
    return tmp_path


def everything_under(folder: Path) -> str:
    """Names and contents of every file, whatever packs them."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and ".git" not in path.parts:
            content = path.read_bytes()
            if content[:4] == b"\x28\xb5\x2f\xfd":
                content = zstandard.decompress(content)
            elif content[:2] == b"\x1f\x8b":
                content = gzip.decompress(content)
            found.append(f"{path.name}\n{content.decode('utf-8', 'replace')}")
    return "\n".join(found)


def test_document_named_by_its_url_is_gone_from_every_file(corpus):
    assert main([url_of("clock"), "--reason", "asked by its author"]) == 0
    left = everything_under(corpus)
    assert "clock" not in left.replace(TOMBSTONES.name, "")
    assert "harbour" in left and "orchard" in left
    assert [d.title for d in read_json_lines(DOCUMENTS, DocumentRecord)] == sorted(
        ["harbour", "orchard"], key=lambda name: id_of(name)
    )


def test_manifest_keeps_hash_reason_and_time_alone(corpus):
    main([url_of("clock"), "--reason", "x"])
    (kept,) = [r for r in read_json_lines(MANIFEST, UrlRecord) if r.reason == "forgotten"]
    assert kept.url == f"sha256:{sha256(url_of('clock').encode())}"
    assert (kept.status, kept.page, kept.final_url, kept.first_seen) == (
        "rejected", None, None, "2026-01-01T00:00:00Z",
    )  # fmt: skip
    assert [r.url for r in read_json_lines(MANIFEST, UrlRecord)] == sorted(
        r.url for r in read_json_lines(MANIFEST, UrlRecord)
    )


@pytest.mark.parametrize("digits", [64, 12])
def test_document_named_by_its_id_goes_with_its_urls_and_pages(corpus, digits):
    main([id_of("orchard")[:digits], "--reason", "x"])
    stones = read_tombstones()
    assert stones.has_url(url_of("orchard"))
    assert stones.documents == {id_of("orchard")}
    assert not page_path("orchard").exists()


def test_every_part_of_a_story_and_every_url_of_a_page_goes_with_it(corpus):
    parts = [row("harbour"), row("orchard"), row("clock"), row("clock", url="http://mirror.example/clock")]
    write_json_lines(MANIFEST, sorted(parts, key=lambda one: one.url))
    joined = document("harbour").model_copy(
        update={"pages": [parts[0].page, parts[2].page], "urls": [url_of("clock"), url_of("harbour")]}
    )
    write_json_lines(DOCUMENTS, [joined])
    main([url_of("harbour"), "--reason", "x"])
    assert [r.url for r in read_json_lines(MANIFEST, UrlRecord) if r.status == "fetched"] == [url_of("orchard")]
    assert not page_path("clock").exists()


def test_url_that_was_never_fetched_is_kept_out(corpus):
    main(["http://NEVER.example:80/a/../b#top", "--reason", "x"])
    assert read_tombstones().has_url("http://never.example/b"), "spelt as the crawl spells it"
    assert f"sha256:{sha256(b'http://never.example/b')}" in {r.url for r in read_json_lines(MANIFEST, UrlRecord)}


def test_tombstone_tells_reason_and_time_and_nothing_of_the_text(corpus):
    main([url_of("clock"), "--reason", "asked by its author"])
    (stone,) = read_json_lines(TOMBSTONES, Tombstone)
    assert (stone.reason, len(stone.forgotten_at)) == ("asked by its author", 20)
    assert stone.urls == [sha256(url_of("clock").encode())]
    assert "clock" not in TOMBSTONES.read_text()


def test_removal_that_was_killed_is_finished_by_the_same_command(corpus, monkeypatch):
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("commands.removal.drop_rows", killed)
    write_json_lines(Path("dataset/metadata/duplicates.jsonl"), [])
    with pytest.raises(KeyboardInterrupt):
        main([url_of("clock"), "--reason", "x"])
    assert page_path("clock").exists(), "killed after the manifest was rewritten"
    monkeypatch.undo()
    monkeypatch.chdir(corpus)
    main([url_of("clock"), "--reason", "x"])
    assert not page_path("clock").exists()
    assert "clock" not in everything_under(corpus / "dataset")


def test_repeating_changes_nothing(corpus):
    main([url_of("clock"), "--reason", "x"])
    before = everything_under(corpus)
    main([url_of("clock"), "--reason", "x"])
    assert everything_under(corpus) == before


def test_pulled_tombstones_are_applied(corpus):
    stone = {"urls": [sha256(url_of("clock").encode())], "pages": [], "documents": [id_of("orchard")]}
    row_ = Tombstone.model_validate(stone | {"reason": "x", "forgotten_at": "2026-01-01T00:00:00Z"})
    write_json_lines(TOMBSTONES, [row_])
    main(["--apply"])
    assert [r.url for r in read_json_lines(MANIFEST, UrlRecord) if r.status == "fetched"] == [
        url_of("harbour"), url_of("orchard"),
    ]  # fmt: skip
    assert not document_path(Path("dataset/raw/text"), id_of("orchard")).exists()


def test_what_the_gate_refuses_today_goes_with_rule_and_time(corpus):
    reject = {"stage": "extract", "reason": "adults_only", "figures": {"rule": "age_coded"}}
    rows = [RejectedRecord(id=sha256(url_of("clock").encode()), **reject)]
    write_json_lines(Path("dataset/rejected/extract.jsonl"), rows)
    write_json_lines(
        Path("dataset/rejected/clean.jsonl"), [RejectedRecord(id=id_of("orchard"), **reject | {"stage": "clean"})]
    )
    main(["--refused"])
    assert not page_path("clock").exists() and not page_path("orchard").exists()
    assert {stone.reason for stone in read_json_lines(TOMBSTONES, Tombstone)} == {"adults_only: age_coded"}
    assert [d.title for d in read_json_lines(DOCUMENTS, DocumentRecord)] == ["harbour"]


def test_rows_of_other_stages_and_packed_text_go(corpus):
    duplicate = DuplicateRecord(
        id=id_of("clock"), duplicate_of=id_of("harbour"), contained_in=None, similarity=1.0, kind="near"
    )
    write_json_lines(Path("dataset/metadata/duplicates.jsonl"), [duplicate])
    write_text(Path("dataset/processed/documents.jsonl"), json.dumps({"id": id_of("clock")}) + "\n")
    write_text(Path("dataset/processed/train.npy"), text_of("clock"))
    write_text(Path(".cache/crawl.sqlite"), "clock")
    write_text(Path(".cache/demo-1/kept"), "")
    main([url_of("clock"), "--reason", "x"])
    assert Path("dataset/metadata/duplicates.jsonl").read_text() == ""
    assert not Path("dataset/processed").exists()
    assert sorted(path.name for path in Path(".cache").iterdir() if path.suffix != ".lock") == ["demo-1"]


def test_copies_are_named_so_that_they_can_be_forgotten_too(corpus, capsys):
    duplicate = DuplicateRecord(
        id=id_of("clock"), duplicate_of=id_of("harbour"), contained_in=None, similarity=0.9, kind="near"
    )
    write_json_lines(Path("dataset/metadata/duplicates.jsonl"), [duplicate])
    main([url_of("clock"), "--reason", "x"])
    assert f"{id_of('harbour')[:12]} holds much the same text (near)" in capsys.readouterr().err


def test_checkpoints_trained_on_it_are_named(corpus, capsys):
    write_text(Path("checkpoints/latest/documents.txt"), id_of("clock") + "\n")
    write_text(Path("checkpoints/aside/1-fresh/latest/documents.txt"), id_of("harbour") + "\n")
    main([url_of("clock"), "--reason", "x"])
    said = capsys.readouterr().err
    assert "checkpoints/latest was trained on 1 forgotten documents" in said
    assert "aside" not in said


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "nothing, or more than one thing"),
        (["http://a.example/", "--refused"], "more than one thing"),
        (["http://a.example/"], "no reason"),
        (["abcd1234", "--reason", "x"], "no document's id begins with abcd1234"),
        (["mailto:a@a.example", "--reason", "x"], "neither a URL nor an id"),
    ],
)
def test_what_cannot_be_done_is_said(corpus, arguments, message):
    with pytest.raises(ParamsError, match=message):
        main(arguments)
    assert not TOMBSTONES.exists()


def test_crawl_at_work_keeps_removal_out(corpus):
    from filelock import FileLock

    Path(".cache").mkdir()
    with FileLock(".cache/crawl.lock"), pytest.raises(DataError, match="a crawl or a training is at work"):
        main([url_of("clock"), "--reason", "x"])
    assert page_path("clock").exists()


def test_extract_and_crawl_keep_it_out(corpus):
    from stages.crawl.examine import is_forgotten, tombstones

    main([url_of("clock"), "--reason", "x"])
    stones = read_tombstones()
    assert stones.holds(row("clock")), "extract reads no such row of a merged manifest"
    assert stones.holds(row("harbour", redirects=[url_of("clock")]))
    assert not stones.holds(row("harbour"))
    tombstones.cache_clear()
    try:
        assert is_forgotten(url_of("clock"), b"other", "other")
        assert is_forgotten("http://elsewhere.example/", b"other", text_of("clock")), "the same text elsewhere"
        assert not is_forgotten("http://elsewhere.example/", b"other", "other")
    finally:
        tombstones.cache_clear()


@pytest.fixture
def recorded(corpus):
    """The corpus as two versions of a DVC project with a remote: first two documents, then all."""
    shutil.rmtree("dataset")
    write_text(Path("pack.py"), PACK)
    write_text(Path("dvc.yaml"), yaml.safe_dump({"stages": PIPELINE}))
    write_text(Path(".gitignore"), "/dataset/*\n!/dataset/tombstones.jsonl\n/.cache\n/remote\n")
    tool("git", "init", "-q", "-b", "main")
    tool("dvc", "init", "-q")
    tool("dvc", "remote", "add", "-q", "-d", "store", "remote")
    for names in (("clock", "harbour"), NAMES):
        fill(*names)
        tool("dvc", "repro", "-q")
        tool("dvc", "commit", "-q", "--force")
        tool("dvc", "repro", "-q")
        tool("dvc", "push", "-q")
        tool("git", "add", "-A")
        tool("git", "-c", "user.name=t", "-c", "user.email=t@t.example", "commit", "-q", "-m", "version")
    return corpus


def tool(*command: str) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(command, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def forget(*arguments: str) -> int:
    """The exit code of the command in a process of its own, as DVC wants it."""
    command = [sys.executable, "-c", "import sys; from commands.forget import main; sys.exit(main(sys.argv[1:]))"]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    return subprocess.run([*command, *arguments], env=environment, capture_output=True, check=False).returncode


@pytest.mark.full
def test_dvc_cache_and_remote_lose_every_version_and_keep_the_rest(recorded):
    assert "clock" in everything_under(recorded / ".dvc/cache") and "clock" in everything_under(recorded / "remote")
    assert forget(url_of("clock"), "--reason", "x", "--push") == 0
    for folder in (".dvc/cache", "remote", "dataset"):
        assert "clock" not in everything_under(recorded / folder).replace(id_of("clock"), ""), folder
        assert "harbour" in everything_under(recorded / folder), folder
    assert id_of("clock") not in Path("dataset/processed/documents.jsonl").read_text()
    assert "up to date" in tool("dvc", "status"), "the removal is recorded"
    shutil.rmtree(".dvc/cache")
    shutil.rmtree("dataset/raw")
    tool("dvc", "pull", "-q")
    assert document_path(Path("dataset/raw/text"), id_of("orchard")).exists(), "the rest can be pulled"


@pytest.mark.full
def test_removal_without_a_rerun_leaves_nothing_either_and_a_later_run_mends_the_remote(recorded):
    forget(id_of("clock")[:16], "--reason", "x", "--no-repro", "--push")
    for folder in (".dvc/cache", "remote", "dataset"):
        assert "clock" not in everything_under(recorded / folder).replace(id_of("clock"), ""), folder
    tool("dvc", "repro", "-q")
    tool("dvc", "push", "-q")
    shutil.rmtree(".dvc/cache")
    shutil.rmtree("dataset")
    tool("dvc", "pull", "-q")
    assert Path("dataset/processed/vocabulary.json").read_text() == "abc"


def test_removal_of_nothing_leaves_an_empty_workspace_empty(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    remove(read_tombstones())
    assert list(tmp_path.iterdir()) == []
