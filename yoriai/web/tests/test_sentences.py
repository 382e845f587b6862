import re

from yoriai.engines.tables.reasons import SENTENCES, Reason
from yoriai.web.sentences import SAID, sentence


def test_every_sentence_of_the_engine_is_listed_for_translation():
    assert list(SAID) == list(SENTENCES.values())


def test_every_sentence_is_said_in_japanese():
    params = dict.fromkeys(re.findall(r"%\((\w+)\)s", " ".join(SAID)), "7")
    for code in SENTENCES:
        said = sentence(Reason(code, params))
        assert re.search("[ぁ-ん]", said), code
        assert "%(" not in said


def test_a_reason_of_ones_own_is_its_own_sentence():
    assert sentence(Reason("The opening hours are long; they stand in the description.")).startswith("利用時間")
