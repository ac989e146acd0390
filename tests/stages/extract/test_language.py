import pytest

from stages.extract.language import detect_language

TEXTS = {
    "en": "The ferry left the quay a little after six, and Marta stood at the rail with her collar up.",
    "de": "Die Fähre verließ den Kai kurz nach sechs, und Marta stand mit hochgeschlagenem Kragen an der Reling.",
    "fr": "Le bac quitta le quai un peu après six heures, et Marta se tenait au bastingage, le col relevé.",
    "es": "El transbordador dejó el muelle poco después de las seis, y Marta estaba en la borda con el cuello alzado.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_language_of_prose_is_found(language):
    assert detect_language(TEXTS[language] * 5, 0.5)[0] == language


def test_text_of_no_language_is_unsure():
    assert detect_language("123 456 ?? 789 !! 000", 0.9)[0] == "und"
    assert detect_language("", 0.5)[0] == "und"


def test_long_foreign_part_does_not_hide_the_main_language():
    assert detect_language(TEXTS["en"] * 200 + TEXTS["fr"] * 20, 0.5)[0] == "en"
