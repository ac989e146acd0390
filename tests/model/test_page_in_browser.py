import json
import re

import pytest
from playwright.sync_api import expect, sync_playwright

from pipeline.adults_only import find_refusal
from stages.crawl.browser import find_chromium
from tests.model.web_site import site, vocabulary

PROMPT = "Ada sang to Otto while the rain fell.\n\n"
REFUSED = "They had sexual intercourse. She was a seventeen-year-old."
COUNT_LENGTHS = """() => {
  const lengths = new Set();
  const look = () => {
    lengths.add(document.getElementById("story").value.length);
    document.body.dataset.lengths = lengths.size;
    requestAnimationFrame(look);
  };
  look();
}"""


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    with site(tmp_path_factory.mktemp("page"), vocabulary()) as found:
        yield found


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find_chromium()))
        yield browser
        browser.close()


@pytest.fixture
def desk(browser, exported):
    """The page as an adult finds it, and what went wrong or outside meanwhile: nothing may."""
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(60_000)
    asked, wrong = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(exported.url)
    page.click("#accept")
    expect(page.locator("#go")).to_be_enabled(timeout=60_000)
    page.evaluate("document.getElementById('panel').hidden = false")
    page.fill("#set-characters", "120")
    page.evaluate("document.getElementById('panel').hidden = true")
    yield page
    context.close()
    assert wrong == []
    assert {re.match(r"\w+:(//[^/]*)?", url)[0] for url in asked} <= {exported.url, "blob:", "data:"}


def text(page):
    return page.input_value("#story")


def write(page, keys="Control+Enter"):
    """Ask for a passage and wait for its end."""
    page.keyboard.press(keys)
    expect(page.locator("#go")).to_be_visible(timeout=60_000)
    expect(page.locator("#status")).to_have_text("")


def begin(page, prompt=PROMPT):
    page.click("#story")
    page.keyboard.insert_text(prompt)


def test_typing_and_continuing_tells_what_the_command_line_tells_for_the_same_seed(desk, exported):
    begin(desk)
    write(desk)
    told = text(desk)
    assert told == PROMPT + exported.told(PROMPT, 120, seed=1)
    write(desk)  # reads on from where it was, and must not tell another story for that
    assert text(desk) == told + exported.told(told, 120, seed=1, own=[(len(PROMPT), len(told))])


def test_a_passage_comes_sentence_by_sentence_and_stops_when_asked(desk):
    begin(desk)
    desk.evaluate(COUNT_LENGTHS)
    desk.evaluate("document.getElementById('panel').hidden = false")
    desk.fill("#set-characters", "8000")
    desk.click("#story")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("body")).to_have_attribute("data-lengths", re.compile("[4-9]|.."), timeout=60_000)
    desk.keyboard.press("Escape")
    expect(desk.locator("#go")).to_be_visible()
    stopped = text(desk)
    assert len(PROMPT) < len(stopped) < len(PROMPT) + 8000
    desk.wait_for_timeout(300)
    assert text(desk) == stopped


def test_typing_stops_the_model_and_goes_on_at_the_end(desk):
    begin(desk)
    desk.evaluate("document.getElementById('panel').hidden = false")
    desk.fill("#set-characters", "8000")
    desk.focus("#story")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("#story")).not_to_have_value(PROMPT, timeout=60_000)
    desk.keyboard.insert_text("~")
    expect(desk.locator("#go")).to_be_visible()
    written = text(desk)
    assert len(PROMPT) < len(written) < 8000
    assert written.endswith("~")
    desk.keyboard.press("Control+z")
    assert text(desk) == written[:-1]


def test_undo_redo_and_retry_go_through_the_passages(desk, exported):
    begin(desk)
    write(desk)
    first = text(desk)
    desk.keyboard.press("Control+z")
    assert text(desk) == PROMPT
    desk.keyboard.press("Control+Shift+z")
    assert text(desk) == first
    write(desk, "Control+Shift+Enter")
    assert text(desk) == PROMPT + exported.told(PROMPT, 120, seed=2)
    desk.keyboard.press("Control+z")
    desk.keyboard.press("Control+z")
    assert text(desk) == first


def test_an_edit_in_the_middle_is_kept_and_the_story_goes_on_behind_it(desk, exported):
    begin(desk)
    write(desk)
    desk.evaluate("document.getElementById('story').setSelectionRange(4, 8)")
    desk.keyboard.insert_text("slept beside")
    edited = text(desk)
    assert edited.startswith("Ada slept beside to Otto")
    write(desk)
    assert text(desk) == edited + exported.told(edited, 120, seed=1, own=[(len(edited) - 120, len(edited))])


def wait_for_told(page, told):
    """Until the page has kept this as what the model told."""
    kept = "JSON.parse(localStorage.getItem('miniature-memory:story'))?.told"
    for _ in range(100):
        if page.evaluate(kept) == told:
            return
        page.wait_for_timeout(50)
    assert page.evaluate(kept) == told


def test_what_the_model_told_is_known_through_edits_and_a_reload(desk):
    begin(desk, "🙂" + PROMPT)
    write(desk)
    start = len(PROMPT) + 2  # in the units of JavaScript's texts
    wait_for_told(desk, [[start, start + 120]])
    desk.evaluate(f"document.getElementById('story').setSelectionRange({start + 10}, {start + 20})")
    desk.keyboard.insert_text("####")
    wait_for_told(desk, [[start, start + 10], [start + 14, start + 114]])
    desk.reload()
    expect(desk.locator("#go")).to_be_enabled(timeout=60_000)
    write(desk)
    wait_for_told(desk, [[start, start + 10], [start + 14, start + 234]])


def test_spans_that_the_model_told_follow_the_edits_of_a_person(desk):
    script = "async (given) => (await import('/page/spans.js')).changed(...given)"
    assert desk.evaluate(script, [[[2, 6]], "abcdefgh", "abcdefgh!"]) == [[2, 6]]
    assert desk.evaluate(script, [[[2, 6]], "abcdefgh", "XXabcdefgh"]) == [[4, 8]]
    assert desk.evaluate(script, [[[2, 6]], "abcdefgh", "abcXdefgh"]) == [[2, 3], [4, 7]]
    assert desk.evaluate(script, [[[2, 6]], "abcdefgh", "abcfgh"]) == [[2, 4]]
    assert desk.evaluate(script, [[[2, 6]], "abcdefgh", ""]) == []
    assert desk.evaluate(script, [[[0, 2], [4, 8]], "aabbaabb", "aabbXb"]) == [[0, 2], [5, 6]]


def test_a_reload_loses_nothing(desk):
    desk.fill("#title", "The <b>boat</b> & the <script>roof</script>")
    begin(desk, PROMPT + "<img src=x onerror=alert(1)>\n")
    write(desk)
    before = text(desk)
    desk.reload()
    expect(desk.locator("#go")).to_be_enabled(timeout=60_000)
    assert text(desk) == before
    assert desk.input_value("#title") == "The <b>boat</b> & the <script>roof</script>"
    assert desk.input_value("#set-characters") == "120"
    assert not desk.locator("#notice").is_visible()
    assert desk.locator("main img").count() == 0


def test_two_tabs_show_one_story_and_the_older_one_overwrites_nothing(browser, exported, desk):
    begin(desk)
    wait_for_told(desk, [])
    other = desk.context.new_page()
    other.goto(exported.url)
    expect(other.locator("#go")).to_be_enabled(timeout=60_000)
    other.focus("#story")
    other.keyboard.insert_text("It rained on.")
    expect(desk.locator("#story")).to_have_value(PROMPT + "It rained on.")
    expect(desk.locator("#status")).to_contain_text("Another tab of this page changed the story")
    other.close()
    desk.keyboard.press("Control+z")
    assert text(desk) == PROMPT
    desk.keyboard.press("Control+Shift+z")
    desk.reload()
    assert text(desk) == PROMPT + "It rained on."


@pytest.mark.parametrize(
    ("fault", "said"), [("QuotaExceededError", "has no room left"), ("SecurityError", "keeps nothing")]
)
def test_a_story_that_the_browser_cannot_keep_is_not_closed_in_silence(browser, exported, fault, said):
    context = browser.new_context()
    context.add_init_script(
        f"Storage.prototype.setItem = () => {{ throw new DOMException('not here', '{fault}'); }}",
    )
    page = context.new_page()
    page.goto(exported.url)
    page.click("#accept")
    expect(page.locator("#go")).to_be_enabled(timeout=60_000)
    begin(page)
    expect(page.locator("#status")).to_contain_text(said)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.close(run_before_unload=True)
    for _ in range(100):
        if asked:
            break
        page.wait_for_timeout(50)
    assert asked == ["beforeunload"]
    assert text(page) == PROMPT
    context.close()


def test_a_whole_book_is_pasted_and_goes_on(desk):
    book = PROMPT * 5000  # beyond what fits on a stack as arguments
    desk.evaluate("(book) => { document.getElementById('story').value = book; }", book)
    desk.focus("#story")
    desk.keyboard.press("Control+End")
    desk.keyboard.insert_text("~")
    write(desk)
    assert len(text(desk)) == len(book) + 1 + 120
    desk.reload()
    assert len(text(desk)) == len(book) + 1 + 120


NOT_EXPORTED = "is not what was exported"
FAULTS = {
    "half of the weights": ("model.safetensors", lambda content: content[: len(content) // 2], "of its"),
    "a few bytes of the weights": ("model.safetensors", lambda content: content[:5], "or only its beginning"),
    "another file for the weights": ("model.safetensors", lambda _: b"<!doctype html>" * 99, NOT_EXPORTED),
    "no weights": ("model.safetensors", None, "is missing (404)"),
    "other weights": (
        "model.json",
        lambda content: content.replace(b'"n_hidden":52', b'"n_hidden":56'),
        "export the page again",
    ),
    "another page for the description": ("model.json", lambda _: b"<!doctype html>", NOT_EXPORTED),
    "half of the rules": ("gate.json.gz", lambda content: content[: len(content) // 2], NOT_EXPORTED),
    "half of the engine": ("engine.json.gz", lambda content: content[: len(content) // 2], NOT_EXPORTED),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_damaged_folder_is_named_and_the_story_stays_editable(browser, exported, fault):
    name, change, said = FAULTS[fault]
    [path] = exported.folder.rglob(name)
    context = browser.new_context()
    page = context.new_page()
    answer = {"status": 404} if change is None else {"body": change(path.read_bytes())}
    context.route(f"**/{name}", lambda route: route.fulfill(**answer))
    page.goto(exported.url)
    page.click("#accept")
    expect(page.locator("#status")).to_contain_text(said, timeout=60_000)
    expect(page.locator("#status")).to_contain_text(
        re.compile(rf"^(model|page)/{'model.safetensors' if fault == 'other weights' else name} ")
    )
    begin(page)
    expect(page.locator("#count")).to_have_text("8 words")
    assert page.locator("#go").is_disabled()
    context.close()


def test_a_page_whose_code_the_browser_refuses_says_why(browser, exported):
    context = browser.new_context()
    page = context.new_page()
    code = (exported.folder / "page/app.js").read_bytes()
    context.route("**/app.js", lambda route: route.fulfill(body=code, content_type="text/plain"))
    page.goto(exported.url)
    assert not page.locator("#status").is_visible()  # nobody reads it while the page loads
    expect(page.locator("#status")).to_be_visible(timeout=20_000)
    expect(page.locator("#status")).to_contain_text("must send .js files as text/javascript")
    context.close()


def test_each_paragraph_runs_as_its_script_does_in_both_layers(desk):
    begin(desk, "הגשם ירד על הגג.\n\nAda 🙂 sang.\r\nمرحبا")
    assert text(desk) == "הגשם ירד על הגג.\n\nAda 🙂 sang.\nمرحبا"
    styles = "['story', 'mirror'].map((id) => getComputedStyle(document.getElementById(id)).unicodeBidi)"
    assert desk.evaluate(styles) == ["plaintext", "plaintext"]
    write(desk)
    assert len(text(desk)) == len("הגשם ירד על הגג.\n\nAda 🙂 sang.\nمرحبا") + 120


def test_the_gate_refuses_a_prompt_and_keeps_what_was_written(desk):
    assert find_refusal(REFUSED)
    begin(desk, REFUSED)
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("#status")).to_contain_text("adults-only gate refuses this text (stated_age)")
    assert text(desk) == REFUSED


def test_the_summary_is_shown_can_be_edited_and_steers(desk, exported):
    prompt = "the boat came home while Ada sang to Otto. " * 8
    begin(desk, prompt)
    summary = exported.summary()
    summary.feed(prompt)
    desk.keyboard.press("Control+,")
    expect(desk.locator("#summary")).to_have_value(summary.line())
    assert "Otto" in summary.line()
    desk.fill("#summary", " Zora  Ada")
    expect(desk.locator("#summary-auto")).to_be_visible()
    write(desk)
    assert text(desk) == prompt + exported.told(prompt, 120, seed=1, line="Zora Ada")
    desk.click("#summary-auto")
    expect(desk.locator("#summary")).to_have_value(re.compile("Otto"))


def test_a_story_is_saved_and_opened_as_a_file(desk, tmp_path):
    desk.fill("#title", "Rain")
    begin(desk)
    saved = {}
    for kind in ("text", "json"):
        desk.keyboard.press("Control+s")
        with desk.expect_download() as download:
            desk.click(f"#save-{kind}")
        saved[kind] = tmp_path / download.value.suggested_filename
        download.value.save_as(saved[kind])
    assert saved["text"].name == "Rain.txt"
    assert saved["text"].read_text(encoding="utf-8") == PROMPT
    assert json.loads(saved["json"].read_text(encoding="utf-8"))["text"] == PROMPT
    desk.click("#new")
    assert text(desk) == ""
    desk.set_input_files("#file", saved["json"])
    expect(desk.locator("#story")).to_have_value(PROMPT)
    assert desk.input_value("#title") == "Rain"
    (tmp_path / "bad.json").write_text("[]", encoding="utf-8")
    desk.set_input_files("#file", tmp_path / "bad.json")
    expect(desk.locator("#status")).to_have_text("bad.json is no story of this page")
    assert text(desk) == PROMPT


def test_the_page_asks_for_age_first_and_fits_a_phone_in_light_and_dark(browser, exported):
    context = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme="dark")
    page = context.new_page()
    page.goto(exported.url)
    page.keyboard.press("Escape")
    expect(page.locator("#notice")).to_be_visible()
    expect(page.locator("#accept")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#story")).to_be_focused()
    page.click("#panel-toggle")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    colour = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(colour)
    page.click("#panel-close")
    page.click("#theme")
    expect(page.locator("#theme")).to_have_accessible_name("Colours: light")
    assert page.evaluate(colour) != dark
    unnamed = """[...document.querySelectorAll("button, input:not([hidden]), textarea")].filter((field) =>
      !(field.ariaLabel || field.labels?.length || field.textContent.trim())).map((field) => field.id)"""
    assert page.evaluate(unnamed) == []
    context.close()


def test_whoever_serves_the_page_can_read_the_weights_too(exported):
    page, weights = exported.folder / "index.html", exported.folder / "model/model.safetensors"
    assert weights.stat().st_mode == page.stat().st_mode


def test_page_engine_and_rules_take_under_100_kilobytes_as_they_lie_in_the_folder(exported):
    model = {"model.json", "model.safetensors", "ngram.safetensors"}
    files = [path for path in exported.folder.rglob("*") if path.is_file() and path.name not in model]
    sizes = {path.name: path.stat().st_size for path in files}
    assert sizes.keys() >= {"index.html", "engine.json.gz", "gate.json.gz"}
    assert sum(sizes.values()) < 100_000, sizes
