"""What authors say to readers around a text, told from what a story says."""

import pytest

from stages.extract.items import Item
from stages.extract.plugs import drop_plugs

STORY = [Item(f"The steamer drew its line across the lake for the {n}th time that day.", "text") for n in range(12)]


@pytest.mark.parametrize(
    "plug",
    [
        "Chapters 4 to 9 are already up on my Patreon!",
        "Thank you so much for reading! See you on Sunday.",
        "If you enjoyed this chapter, please leave a comment.",
        "Comments and kudos are always welcome.",
        "Please rate and review!",
        "Next chapter on Friday.",
        "Follow me on Tumblr for more of this.",
    ],
)
@pytest.mark.parametrize("place", [0, 12])
def test_words_to_readers_at_either_end_are_dropped(plug, place):
    assert drop_plugs([*STORY[:place], Item(plug, "text"), *STORY[place:]]) == STORY


@pytest.mark.parametrize(
    "line",
    [
        "“Thank you for reading to me,” she said.",
        "There was discord in the house that evening.",
        "He meant to rate and grade the whole harvest before dark.",
        "She left a comment in the margin of his letter.",
        "The next chapter of her life began on a Monday.",
    ],
)
def test_a_line_of_the_story_stays(line):
    found = [*STORY, Item(line, "text")]
    assert drop_plugs(found) == found


def test_words_to_readers_amid_a_story_stay():
    found = [*STORY[:6], Item("Thank you for reading it, all of you.", "text"), *STORY[6:]]
    assert drop_plugs([*found, *STORY[:1]]) == [*found, *STORY[:1]]


def test_a_passage_about_the_author_ends_the_text():
    about = [Item("About the author", "heading"), Item("Nettle writes slow stories about cold places.", "text")]
    assert drop_plugs([*STORY, *about]) == STORY
