"""Recall, false links and speed of dedup on copies and look-alikes made from a folder of novels.

    python -m benchmarks.dedup --corpus DIR [--peers PYTHON] [--results FOLDER]

A copy counts as found when it and its original end up in one group; a link between texts of different origin is false.
With `--peers`, an interpreter that has datasketch and datatrove, the same texts go through both, one process each.
With `--results`, what each program found is kept, and is not asked again: `--only PROGRAM` measures one at a time.
Exit code 1 where a recall is below the one asked for or a link is false.
"""

import argparse
import json
import os
import subprocess
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from benchmarks.dedup_edits import COPIES, SIZES, Case, all_cases
from pipeline.errors import DataError
from pipeline.params import load_params
from stages.dedup import dedup_folder
from stages.dedup.params import DedupParams

OURS = "ours"
PEERS = Path(__file__).with_name("dedup_peers.py")
Links = Mapping[str, Sequence[Sequence[str]]]  # by case, pairs of ids
RECALL = {name: recall for name, (_, recall) in COPIES.items()} | {"concatenation": 0.95, "editions of a book": 0.99}


def write_cases(cases: Iterable[Case], folder: Path) -> None:
    """One folder per case, one file per text."""
    for case in cases:
        (folder / case.name).mkdir()
        for name, text in case.texts.items():
            (folder / case.name / f"{name}.txt").write_text(text, encoding="utf-8", newline="")


def our_links(folder: Path, names: Iterable[str]) -> tuple[Links, Mapping[str, float]]:
    """What dedup links, by case, and its CPU seconds."""
    links, seconds, params = {}, {}, load_params("dedup", DedupParams)
    for name in names:
        started = time.process_time()
        dedup_folder(folder / name, folder / "found.jsonl", params)
        seconds[name] = time.process_time() - started
        rows = map(json.loads, (folder / "found.jsonl").read_text(encoding="utf-8").splitlines())
        links[name] = [(row["id"], row["duplicate_of"] or row["contained_in"]) for row in rows if row["kind"]]
    return links, seconds


def peer_links(interpreter: Path, setting: str, folder: Path) -> tuple[Links, Mapping[str, float]]:
    """The same of a peer."""
    command = [str(interpreter), str(PEERS), setting, str(folder), str(folder / "peer.json")]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        raise DataError(f"{setting}: exit code {done.returncode} ({done.stderr.strip()[-200:]}); mend {interpreter}")
    found = json.loads((folder / "peer.json").read_text(encoding="utf-8"))
    return found["links"], found["seconds"]


def results_of(
    programs: Sequence[str], names: Sequence[str], folder: Path, interpreter: Path | None, kept: Path
) -> dict[str, tuple[Links, Mapping[str, float]]]:
    """What each program found, measured now or kept from before."""
    results = {}
    for program in programs:
        path = kept / f"{program.replace(' ', '_')}.json"
        if not path.exists():
            try:
                found = (
                    peer_links(interpreter, program, folder)
                    if interpreter and program != OURS
                    else our_links(folder, names)
                )
            except DataError as error:
                print(f"left out: {error}")
                continue
            path.write_text(json.dumps(found), encoding="utf-8")
        results[program] = json.loads(path.read_text(encoding="utf-8"))
    return results


def recall(case: Case, links: Sequence[Sequence[str]], prefix: str = "") -> float:
    """Share of the pairs that must be linked, directly or through others, that are."""
    parent = {name: name for name in case.texts}

    def root(name: str) -> str:
        while parent[name] != name:
            name = parent[name]
        return name

    for one, other in links:
        if case.origins[one] & case.origins[other]:  # a false link must not help
            parent[root(one)] = root(other)
    pairs = [pair for pair in case.pairs if pair[0].startswith(prefix)]
    return sum(root(one) == root(other) for one, other in pairs) / len(pairs) if pairs else float("nan")


def false_links(case: Case, links: Sequence[Sequence[str]]) -> int:
    """Links between texts that share no origin."""
    return sum(not case.origins[one] & case.origins[other] for one, other in links)


def table(cases: Sequence[Case], results: Mapping[str, tuple[Links, Mapping[str, float]]]) -> tuple[list[str], bool]:
    """Lines to print, and whether ours passed: a Markdown row per case, a column per program."""
    lines = [f"| case | {' | '.join(results)} |", f"|---{'|---' * len(results)}|"]
    passed = True
    for case in cases:
        cells = []
        for program, (links, _) in results.items():
            found, wrong = recall(case, links[case.name]), false_links(case, links[case.name])
            cells.append(f"{found:.3f}, {wrong} false" if case.pairs else f"{wrong} false")
            passed &= program != OURS or (not wrong and (not case.pairs or found >= RECALL[case.name]))
        lines.append(f"| {case.name} | {' | '.join(cells)} |")
    documents, speeds = sum(len(case.texts) for case in cases), []
    for _, seconds in results.values():
        speeds.append(f"{documents / sum(seconds.values()):,.0f}")
    return [*lines, f"| documents per CPU second | {' | '.join(speeds)} |"], passed


def by_size(cases: Sequence[Case], links: Links) -> list[str]:
    """Our recall by the size of the pieces."""
    lines = [f"| ours, characters | {' | '.join(f'{size:,}' for size in SIZES)} |", f"|---{'|---' * len(SIZES)}|"]
    for case in cases:
        if case.pairs and case.name != "editions of a book":
            cells = [f"{recall(case, links[case.name], f'{size:06d}'):.3f}" for size in SIZES]
            lines.append(f"| {case.name} | {' | '.join(cells)} |")
    return lines


def speed(case: Case, size: int) -> str:
    """Documents of one size per CPU second, verification included."""
    with tempfile.TemporaryDirectory() as folder:
        name = f"{size:06d}"
        texts = {i: text for i, text in case.texts.items() if i.startswith(name)}
        write_cases(
            [Case(name, "", {f"{n}-{i}": f"{n} {text}" for n in "abc" for i, text in texts.items()})], Path(folder)
        )
        seconds = min(our_links(Path(folder), [name])[1][name] for _ in range(3))
    return f"{size:,} characters, each three times: {3 * len(texts) / seconds:,.0f} documents per CPU second"


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="a folder per novel with .txt editions")
    parser.add_argument("--peers", type=Path, help="an interpreter with datasketch and datatrove[processing]")
    parser.add_argument("--results", type=Path, help="folder that keeps what each program found")
    parser.add_argument("--only", help="measure this program alone, print no tables")
    options = parser.parse_args()
    os.environ["WORKERS"] = "1"
    cases = all_cases(options.corpus)
    by_kind: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        by_kind[case.kind].append(case)
    programs = [OURS]
    if options.peers:
        listed = subprocess.run([options.peers, PEERS], check=True, capture_output=True, text=True).stdout
        programs += filter(None, listed.split("\n"))
    else:
        print("peers skipped: no --peers PYTHON")
    chosen = [program for program in programs if options.only in (None, program)]
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as kept:
        write_cases(cases, Path(folder))
        names = [case.name for case in cases]
        results = results_of(chosen, names, Path(folder), options.peers, options.results or Path(kept))
    if options.only:
        return 0
    lines, passed = table(cases, results)
    print("\n".join([*lines, "", *by_size(cases, results[OURS][0]), ""]))
    print("\n".join(speed(cases[0], size) for size in SIZES))
    return 0 if passed else 1


if __name__ == "__main__":
    raise SystemExit(main())
