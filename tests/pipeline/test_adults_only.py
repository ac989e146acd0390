import time

import pytest

from pipeline.adults_only import WEAK_REACH, Refusal, find_refusal

ACT = "They had sexual intercourse."


def rule(text: str) -> str | None:
    refusal = find_refusal(text)
    return refusal.rule if refusal else None


@pytest.mark.parametrize(
    "statement",
    [
        "She was a seventeen-year-old.",
        "The report says: aged 16.",
        "The patient, 17yo, was seen.",
        "He had just turned sixteen.",
        "She was sixteen years old.",
        "She was sixteen\nyears   old.",
        "She was not yet eighteen.",
        "Il avait 16 ans.",
        "Elle avait seize ans.",
        "Sie war sechzehn Jahre alt.",
        "Eine 16-jährige Person.",
        "Ein Siebzehnjähriger.",
        "Tenía dieciséis años.",
        "Aveva sedici anni.",
        "Era una sedicenne.",
        "Ele tinha dezesseis anos.",
        "Hij was zestien jaar oud.",
        "Een zestienjarige.",
        "I was fifteen when it happened.",
        "Emma was seventeen.",
        "She is only 15.",
        "At sixteen, she left home.",
        "At the age of fourteen he left.",
        "A girl of fifteen.",
        "A 16 year old.",
        "a 16-yr-old",
        "16 y/o",
        "Age: 17",
        "Age:17",
        "Anna, sixteen, smiled.",
        "Emily (16) was there.",
        "She would be eighteen in a month.",
        "She hadn't turned eighteen yet.",
        "Er ist 16 Jahre.",
        "Ha 15 anni.",
        "Een meisje van vijftien.",
        "(17f)",
        "She was under eighteen.",
        "It was before her seventeenth birthday.",
        "He was still in his teens.",
        "She was in her early teens.",
        "A man of 12 was seen.",
        "They were nearly eighteen.",
        "He was between 14 and 16, aged about fifteen.",
        "She was two months short of eighteen.",
        "ages 13-17",
        "She was １６ years old.",
        "She was six\u200bteen years old.",
        "She was six\u00adteen-year\u2011old.",
        "She was _sixteen_ years old.",
        "SHE WAS SIXTEEN YEARS OLD.",
    ],
)
def test_stated_age_under_eighteen_refuses_a_document_with_sexual_content_anywhere(statement):
    assert rule(f"{statement} {'Nothing happened. ' * 500} {ACT}") == "stated_age"
    assert rule(statement) is None, "an age alone is no reason"


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("She was in ninth grade.", "school_years"),
        ("The schoolgirl left.", "school_years"),
        ("A high school student.", "school_years"),
        ("They met in middle school.", "school_years"),
        ("Une lycéenne.", "school_years"),
        ("Une collegienne.", "school_years"),
        ("Eine Schülerin der 9. Klasse.", "school_years"),
        ("Una colegiala.", "school_years"),
        ("Una liceale.", "school_years"),
        ("Uma aluna do ensino médio.", "school_years"),
        ("Een scholiere.", "school_years"),
        ("The teenager left.", "age_coded"),
        ("An underage person.", "age_coded"),
        ("She was a minor.", "age_coded"),
        ("Ein minderjähriger Mensch.", "age_coded"),
        ("Una menor de edad.", "age_coded"),
        ("Era minorenne.", "age_coded"),
        ("Menor de idade.", "age_coded"),
        ("Een minderjarige.", "age_coded"),
        ("Elle était mineure.", "age_coded"),
        ("Barely legal.", "barely_legal"),
        ("She had just turned eighteen.", "barely_legal"),
        ("Barely 18.", "barely_legal"),
    ],
)
def test_strong_sign_refuses_a_document_with_sexual_content_anywhere(statement, expected):
    assert rule(f"{statement} {'Nothing happened. ' * 500} {ACT}") == expected
    assert rule(statement) is None


@pytest.mark.parametrize(
    "act",
    [
        "They had sex.",
        "It described sexual activity.",
        "They made love that night.",
        "He masturbated.",
        "the penis",
        "Ils ont fait l'amour.",
        "un rapport sexuel",
        "der Geschlechtsverkehr",
        "Hicieron el amor.",
        "Hanno fatto l'amore.",
        "Fizeram amor.",
        "de geslachtsgemeenschap",
        "pornographic pictures",
        "She lay naked, her breasts against him, aroused.",
    ],
)
def test_sexual_content_is_seen_in_each_language(act):
    assert rule(f"{act} The minor, a sixteen-year-old, was there.") == "stated_age"


def test_suggestive_word_alone_counts_close_to_a_strong_sign():
    assert rule("The sixteen-year-old undressed.") == "stated_age"
    assert rule(f"The sixteen-year-old left. {'x ' * 200} The nurse undressed.") is None


def test_weak_sign_refuses_only_within_reach():
    near, far = "x " * (WEAK_REACH // 2 - 20), "x " * (WEAK_REACH // 2 + 20)
    assert rule(f"{ACT} {near} The child.") == "young_person_near"
    assert rule(f"The child. {near} {ACT}") == "young_person_near"
    assert rule(f"{ACT} {far} The child.") is None


@pytest.mark.parametrize(
    "text",
    [
        f"She was thirty-seven. {ACT}",
        f"She was thirty seven years old, he forty-six years old. {ACT}",
        f"After 18 years of marriage, aged 45, {ACT}",
        f"They married sixteen years ago. {ACT}",
        f"He was fifteen years older than she. {ACT}",
        f"It was eleven. The clock struck twelve at ten. {ACT}",
        f"She was ten minutes late, he sixteen miles away. {ACT}",
        f"A twelve-year-old whisky. {ACT}",
        f"She turned seventeen pages. {ACT}",
        f"Trente-sept ans, mariés depuis seize ans. {ACT}",
        f"Treinta y siete años, casados desde hace dieciséis años. {ACT}",
        f"Siebenundzwanzig Jahre alt. {ACT}",
        f"Ventisette anni. Trinta e sete anos. {ACT}",
        f"All characters are eighteen or older. {ACT}",
        f"If you are under 18, leave now. {ACT}",
        f"A nurse of 45, an adult aged 18, a man of 117. {ACT}",
        f"The kind nurse smiled and bit her lip. {ACT}",
        f"It was two in the morning, and there were twelve of them. {ACT}",
        f"He was six feet tall. One hundred and seven years old. {ACT}",
        f"In chapter 16, page 17, room 12, for $15. {ACT}",
        "The fair sex came with the child, aged seven, to school.",
        "Her daughter and her son played with the other children.",
        "She was sixteen when she left the village, and she learned what courage is.",
        "The girl, a teenager in ninth grade, kissed her mother.",
        "",
    ],
)
def test_adult_ages_and_family_words_pass(text):
    assert find_refusal(text) is None


def test_refusal_names_rule_and_place_and_never_the_text():
    assert find_refusal(f"{ACT} A teenager.") == Refusal("age_coded", len(ACT) + 3)


def test_long_text_is_judged_in_time():
    text = "The nurse had sex with the doctor, and both of them, 45 and 52 years old, were glad of it. " * 10_000
    started = time.process_time()
    assert find_refusal(text) is None
    assert time.process_time() - started < 3, "a document of 0.9 MB must not stall the pipeline"
