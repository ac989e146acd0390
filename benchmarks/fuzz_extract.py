"""Coverage-guided fuzzing of extract_text, where atheris is installed: no crash, nothing slow, text always in form.

    python -m benchmarks.fuzz_extract [-max_total_time=SECONDS] [-max_len=BYTES] [FOLDER OF PAGES]

Arguments are libFuzzer's; `-timeout=2` and `-rss_limit_mb=1024` are set here. The test pages make a good first folder;
libFuzzer adds what it finds, so give a copy of it.
"""

import sys

import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]  # in a venv of its own

with atheris.instrument_imports(include=["stages.extract"]):
    from stages.extract import extract_text

SETTINGS = ["-timeout=2", "-rss_limit_mb=1024"]


def check(content: bytes) -> None:
    """Fail where a text is not in form: stripped, one blank line at most, no break first or last."""
    text = extract_text(content)
    assert text == text.strip()
    assert "\n\n\n" not in text
    assert not text.startswith("***\n")
    assert not text.endswith("\n***")
    text.encode("utf-8")


def main() -> None:
    """Run until the time is up or something fails."""
    atheris.Setup([sys.argv[0], *SETTINGS, *sys.argv[1:]], check)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
