import pytest

from model.edited import edited_summary
from model.memory import MemoryParams, RunningSummary

PARAMS = MemoryParams(
    budget=20, stride=256, decay_characters=8000.0, count_weight=0.02, min_inside_share=0.2, max_names=100
)


def after(line, found, text):
    memory = edited_summary(RunningSummary(PARAMS), found, line)
    memory.feed(text)
    return memory.line()


def test_what_a_person_wrote_stands_last_where_names_count_most():
    assert after("Otto Bruno", "Otto", "and so Ada came, and Ada left. ") == "Ada Otto Bruno"


def test_what_they_struck_out_stays_out():
    assert after("Bruno", "Otto Ada", "and so Ada came to Otto and Bruno. ") == "Bruno"
    assert after("", "Otto Ada", "and so Ada came to Mia. ") == "Mia"


@pytest.mark.parametrize("line", ["", "Bruno", "Bruno Clara Dorothea"])
def test_the_line_keeps_to_its_budget(line):
    text = "and so Ada met Bea, and Cora met Dana, and Elsa met Fanny, and Greta met Hanna. "
    assert len(after(line, "", text)) <= 20
    assert after(line, "", text).endswith(line)
