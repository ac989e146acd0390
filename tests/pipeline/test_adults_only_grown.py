"""What is said of grown people in the words of childhood passes; what only seems to say it does not."""

import pytest

from pipeline.adults_only import find_refusal
from tests.pipeline.test_adults_only_outsiders import ACT, entries

GROWN = entries("""
Her son was thirty and a lawyer. | The girl at the bar was thirty. The girl laughed. | His daughter, a surgeon of
thirty-five, was away. | Their grown children lived abroad. | It was a girls' night out for the nurses. | They
giggled like teenagers. | They had been trying for a baby for two years. | He was her thirty-year-old son.
| When he was ten his family had moved to Leeds; he was fifty now. | As a boy he had fished here; that was thirty
years ago. | She was forty; as a child she had feared the dark. | His mother had died when he was nine. He was forty.
""")
STILL_YOUNG = entries("""
At fifteen she left home; her lover was forty-two. | When she was fifteen he was forty. | She was fifteen when they
met; he was forty now. | As a girl she had known him; he was fifty now. | She was fifty. When she was fifteen they had
met. | When she was ten they had sex; she was forty now. | When she was fifteen she had met him; she was forty now. She
remembered that summer. | The boy met a woman of thirty. | The girl was with a man of forty. | The girl and the man of
forty sat down. | Her son had a teacher of forty. | The child was 40 metres away. | The girls were twenty yards off.
| The girl was thirty years younger. | The girl loved a man of thirty. | Her daughter, whose teacher was forty, sat
down. | The mother of the child was thirty. | A boy was there; he, forty, sat down. | The other girl sat down.
| She dressed like a schoolgirl. | He liked her like a little girl. | She was treated like a child. | The boys from
the school left. | When he was twelve, she came to him; she was thirty. | As a boy he was loved by a woman; she was
forty now. | Since he was thirteen he had lived with her. She was forty. | Her son was thirty. The little boy sat down.
| The girl was thirty. A girl came in. | The kid, with a man of forty, sat down.
""")
TOGETHER = entries("""
The fifteen-year-old became his lover. | She was sixteen when she became the duke's mistress. | He began an affair with
a girl of fifteen. | He slept with her when she was fifteen. | À quinze ans elle devint sa maîtresse. | Mit fünfzehn
wurde sie seine Geliebte. | A los quince años se hizo su amante. | A quindici anni divenne la sua amante.
| Op haar vijftiende werd ze zijn minnares.
""")
PLAIN = entries("""
The sixteen-year-old music lover bought a violin. | At fifteen she shared a room with her sister. | The boy of ten slept
in his bed. | Her fifteen-year-old sister was in love with the sea. | The teenager loved his dog.
| À quinze ans elle aimait sa maîtresse d'école. | Las amantes de la música tenían quince años.
""")
APART = entries("""
She was thirty-two, fifteen years younger than he. | He was thirty-five and she fifteen years older. | Her husband,
sixty, was fifteen years older than she. | She was thirty and she was fifteen years younger than he.
| Sie war dreißig und er fünfzehn Jahre älter.
""")


def test_words_of_childhood_said_of_grown_people_pass_beside_sexual_content():
    assert [text for text in GROWN if find_refusal(f"{text} {ACT}")] == []


def test_what_does_not_make_the_young_grown_refuses():
    assert [text for text in STILL_YOUNG if find_refusal(f"{text} {ACT}") is None] == []


def test_love_affair_counts_as_sexual_content_beside_a_strong_sign_alone():
    assert [text for text in TOGETHER if find_refusal(text) is None] == []
    assert [text for text in PLAIN if find_refusal(text)] == []
    assert find_refusal("The girl waved. She and her lover, both forty, laughed.") is None, "a weak sign is not enough"


def test_years_between_two_people_count_from_the_older_one():
    assert [text for text in APART if find_refusal(f"{text} {ACT}")] == []
    assert find_refusal(f"He was thirty-two; she was fifteen years younger. {ACT}") is not None
    assert find_refusal(f"He was thirty-two, fifteen years older than she. {ACT}") is not None


@pytest.mark.parametrize("between", ["", "The rain had stopped. " * 40])
def test_age_that_was_left_behind_does_not_excuse_another(between):
    past = "When he was ten his family had moved to Leeds; he was fifty now."
    assert find_refusal(f"{past} {between} Ruth was fifteen. {ACT}") is not None


def test_age_of_someone_else_excuses_no_one_young():
    others = entries("""
Anna was a girl. He was forty. | Anna was a schoolgirl. He was forty. | The patient was a girl. She was forty, the
doctor. | Her son had a friend, a boy. He was forty. | She slept with the daughter of a woman aged forty. | The boys
played doctor; one was a nurse. | Her daughter wanted to be a nurse. | She was no longer a girl; he was forty. | She was
a teenager when they met. He was forty now. | De jongen lachte. Zij was veertig. | He was fifteen years her senior; he
was thirty. | At sixteen Anna came to him. He was forty. | He had been fifteen when she was born; he was thirty now.
""")
    assert [text for text in others if find_refusal(f"{text} {ACT}") is None] == []


def test_senior_by_fifteen_years_is_no_one_young_where_the_other_is_thirty():
    assert find_refusal(f"She was fifteen years his senior; he was thirty. {ACT}") is None


def test_height_in_feet_and_inches_is_no_age():
    assert find_refusal(f"She was 5'4\" and 36. She was 5' 6\" tall. {ACT}") is None
    assert find_refusal(f"She was 5'4\" and 16. {ACT}") is not None
