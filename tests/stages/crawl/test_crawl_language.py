import pytest

from pipeline.errors import ParamsError
from pipeline.params import check_params, read_params_file
from stages.crawl.examine import examine
from stages.crawl.params import CrawlParams
from stages.crawl.verdict import Limits

COVERED = ("en", "fr", "de", "es", "it", "pt", "nl")
ENGLISH = "The ferry left the quay a little after six, and Marta stood at the rail with her collar up. "
RUSSIAN = "Паром отошёл от причала чуть позже шести, и Марта стояла у поручней, подняв воротник. "
JAPANESE = "渡し船は六時を少し過ぎて桟橋を離れ、マルタは襟を立てて手すりのそばに立っていた。"
SWEDISH = "Färjan lämnade kajen strax efter sex, och Marta stod vid relingen med kragen uppfälld. "
FRENCH = "Le bac quitta le quai un peu après six heures, et Marta se tenait au bastingage, le col relevé. "
NO_LANGUAGE = "Xyzzy qwrt plugh zxcv bnmk frotz jhgf grue lkjh. "
CHEROKEE = "ᎠᏂᏴᏫᏯ ᎣᏍᏓ ᏑᎾᎴᎢ ᎤᏬᏚᎯ ᎢᎦ ᎠᎹ ᎡᏉᏂ. "


def reason(text: str, languages: tuple[str, ...] = COVERED) -> str | None:
    page = f"<html><head><title>.</title></head><body><p>{text}</p></body></html>".encode()
    limits = Limits(20, languages, 0.5, True, 100, ())
    return examine(page, "http://a.example/story", "text/html", "utf-8", None, limits).reason


@pytest.mark.parametrize("text", [RUSSIAN, JAPANESE, SWEDISH])
def test_page_in_a_language_that_the_gate_does_not_cover_is_not_stored(text):
    assert reason(text * 10) == "language"


@pytest.mark.parametrize("text", [ENGLISH, FRENCH])
def test_page_in_a_covered_language_is(text):
    assert reason(text * 10) is None


def test_fewer_languages_can_be_asked_for():
    assert reason(FRENCH * 10, ("en",)) == "language"


def test_unsure_page_is_kept_where_the_gate_can_read_its_letters():
    assert reason(NO_LANGUAGE * 10) is None
    assert reason(CHEROKEE * 10) == "language"


@pytest.mark.parametrize(("languages", "message"), [(["en", "ja"], "'ja', not covered"), ([], "names no language")])
def test_language_beyond_the_gate_cannot_be_asked_for(languages, message):
    with pytest.raises(ParamsError, match=message):
        check_params("crawl", read_params_file()["crawl"] | {"languages": languages}, CrawlParams)
