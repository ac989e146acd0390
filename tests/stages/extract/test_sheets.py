import pytest

from stages.extract import extract_text
from stages.extract.sheets import Style, compounds_of, declarations
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


@pytest.mark.parametrize("selector", ["", ">", "a:hover", "*", "[data-x]", "p + p", ".a .b .c .d .e .f .g"])
def test_selector_that_cannot_be_read_applies_to_nothing(selector):
    assert compounds_of(selector) == ()


def test_page_without_sheets_has_only_attributes():
    nodes = parse("<p style='order:1' class=a>x</p>")
    style = Style(nodes)
    assert [style.of(node) for node in nodes if node.tag == "p"] == [{"order": "1"}]
