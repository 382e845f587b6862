"""Every sentence people read is there in Japanese, whole, and said one way."""

from yoriai.ui import catalogues


def test_the_japanese_catalogues_are_complete_and_agree():
    """Fails on missing, untranslated, fuzzy and obsolete texts, differing placeholders, and one text said in two ways.

    `yoriai messages` writes what is missing into the catalogues.
    """
    assert catalogues.problems() == []
