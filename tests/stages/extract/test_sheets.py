import pytest

from stages.extract import extract_text
from stages.extract.selectors import compounds_of
from stages.extract.sheets import Style, declarations
from stages.extract.tree import parse

SEEN = "The tram stopped at the foot of the hill, and Ottilie climbed down with her hat in one hand."
UNSEEN = "This sentence stands in the page for machines alone, and no reader ever sees a word of it."


def page(style: str, body: str) -> str:
    return f"<html><head><style>{style}</style></head><body><div id=b class=txt>{body}</div></body></html>"


@pytest.mark.parametrize(
    "style",
    [
        ".k{display:none}",
        "p.k{visibility:hidden}",
        "#b .k{opacity:0}",
        ".txt > .k{display:none}",
        "body div .k, .x{position:absolute;left:-9999px}",
        ".k{display:none !important}",
        "/* .k{} */ .k{display:none}",
        ".k{display:block} #b p.k{display:none}",
        "p{display:block} .k{height:0;overflow:hidden}",
    ],
)
def test_what_a_sheet_hides_is_not_text(style):
    html = page(style, f"<p>{SEEN}</p><p class=k>{UNSEEN}</p>")
    assert extract_text(html.encode()) == SEEN


@pytest.mark.parametrize(
    "style",
    [
        "@media print{.k{display:none}}",
        ".other .k{display:none}",
        "body > .k{display:none}",
        ".k:hover{display:none}",
        ".k{display:none} #b .k{display:block}",
        ".k{display:none} .k{display:block}",
        ".k{left:0;top:0;width:100%}",
    ],
)
def test_what_a_sheet_leaves_is_text(style):
    html = page(style, f"<p>{SEEN}</p><p class=k>{SEEN} Again.</p>")
    assert extract_text(html.encode()) == f"{SEEN}\n\n{SEEN} Again."


def test_attribute_wins_over_a_sheet_unless_the_sheet_insists():
    body = f"<p>{SEEN}</p><p class=k style='display:block'>{UNSEEN}</p>"
    assert UNSEEN in extract_text(page(".k{display:none}", body).encode())
    assert extract_text(page(".k{display:none !important}", body).encode()) == SEEN


def test_declarations_are_lower_case_and_the_last_one_wins():
    assert declarations("DISPLAY:None;margin:1px;order:2;order:3 ! important") == (
        {"display": "none", "order": "2"},
        {"order": "3"},
    )


@pytest.mark.parametrize(
    "selector",
    [
        "",
        ">",
        "p >",
        "a:hover",
        "*",
        "*:first-child",
        "p::before",
        "p[",
        "p + p",
        "p:not(:not(.a))",
        ".a .b .c .d .e .f .g",
    ],
)
def test_selector_that_cannot_be_read_applies_to_nothing(selector):
    assert compounds_of(selector) == ()


def test_page_without_sheets_has_only_attributes():
    nodes = parse("<p style='order:1' class=a>x</p>")
    style = Style(nodes)
    assert [style.of(node) for node in nodes if node.tag == "p"] == [{"order": "1"}]


@pytest.mark.parametrize(
    ("selector", "attributes"),
    [
        ("[data-x]", "data-x"),
        ("p[data-x]", "data-x=''"),
        ("[data-x=y]", "data-x=y"),
        ("[data-x = 'a b']", "data-x='a b'"),
        ("[data-x~=b]", "data-x='a b'"),
        ("[data-x|=en]", "data-x=en-GB"),
        ("[data-x^='a']", "data-x=ab"),
        ("[data-x$='b']", "data-x=ab"),
        ('[data-x*="b"]', "data-x=abc"),
        ("div > p:nth-child(2)", ""),
        ("p:nth-child(even)", ""),
        ("p:nth-child(2n + 2)", ""),
        ("p:nth-last-child(1)", ""),
        ("p:last-of-type", ""),
        ("p:not(:first-child)", ""),
        ("p:not(.k)", ""),
        ("p:not([data-x])", ""),
    ],
)
def test_selector_of_attributes_and_places_hides(selector, attributes):
    body = f"<div><p class=k data-x=no>{SEEN}</p><p {attributes}>{UNSEEN}</p></div>"
    body = body.replace(" data-x=no", "") if selector.startswith(("[", "p[")) else body
    assert extract_text(page(f"{selector}{{display:none}}", body).encode()) == SEEN


@pytest.mark.parametrize("selector", ["[data-x=z]", "[data-x^='']", "p:nth-child(3n)", "p:nth-of-type(-n)", "p:not(p)"])
def test_selector_of_attributes_and_places_passes_by(selector):
    body = f"<div><p data-x=y>{SEEN}</p><p data-x=y>{UNSEEN}</p></div>"
    assert UNSEEN in extract_text(page(f"{selector}{{display:none}}", body).encode())


@pytest.mark.parametrize("rule", ["@media screen", "@media all", "@media (min-width: 600px)", "@supports (order: 1)"])
def test_rules_for_screens_count(rule):
    sheet = f"@import url(x.css); {rule} {{ .a {{ color: red }} .k {{ display: none }} }} .z{{}}"
    assert extract_text(page(sheet, f"<p>{SEEN}</p><p class=k>{UNSEEN}</p>").encode()) == SEEN


@pytest.mark.parametrize("rule", ["@media print", "@media (max-width: 600px)", "@media not screen", "@font-face"])
def test_rules_for_paper_and_narrow_screens_do_not_count(rule):
    sheet = f"{rule} {{ .k {{ display: none }} }} .z{{order:1}}"
    assert UNSEEN in extract_text(page(sheet, f"<p>{SEEN}</p><p class=k>{UNSEEN}</p>").encode())
