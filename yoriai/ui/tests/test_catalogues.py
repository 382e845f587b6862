"""Translations: found in Python and templates, kept when texts change, checked, compiled without system binaries."""

from pathlib import Path

import pytest
from babel.messages.mofile import read_mo

from yoriai.ui import catalogues


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house of two apps."""
    for app in ("people", "voices"):
        (tmp_path / app / "templates").mkdir(parents=True)
        (tmp_path / app / "apps.py").write_text("", encoding="utf-8")
    return tmp_path


def write(app: Path, python: str = "", template: str = "") -> None:
    """What an app says."""
    (app / "views.py").write_text(python, encoding="utf-8")
    (app / "templates" / "page.html").write_text(template, encoding="utf-8")


def translate(app: Path, **words: str) -> None:
    """Fill in translations by hand, as a person would."""
    path = catalogues.catalogue(app)
    text = path.read_text("utf-8")
    for english, japanese in words.items():
        text = text.replace(f'msgid "{english}"\nmsgstr ""', f'msgid "{english}"\nmsgstr "{japanese}"')
    path.write_text(text, encoding="utf-8")


def test_texts_are_found_in_python_and_in_templates(house):
    write(
        house / "people",
        '_("One")\nngettext("%(n)d day", "%(n)d days", 2)',
        '{% translate "Two" %}{% blocktranslate %}Hi {{ n }}{% endblocktranslate %}',
    )
    assert catalogues.update(house / "people") == ["Two", "Hi %(n)s", "One", "('%(n)d day', '%(n)d days')"]


def test_what_was_translated_stays_and_what_is_no_longer_said_goes(house):
    app = house / "people"
    write(app, '_("Sea")\n_("Hill")')
    catalogues.update(app)
    translate(app, Sea="海", Hill="丘")
    write(app, '_("Sea")\n_("River")')
    assert catalogues.update(app) == ["River"]
    text = catalogues.catalogue(app).read_text("utf-8")
    assert ("海" in text, "丘" in text) == (True, False)


def test_a_second_run_changes_nothing(house):
    write(house / "people", '_("Sea")')
    catalogues.update(house / "people")
    before = catalogues.catalogue(house / "people").read_bytes()
    catalogues.update(house / "people")
    assert catalogues.catalogue(house / "people").read_bytes() == before


def test_every_fault_is_named(house):
    write(house / "people", '_("Sea")\n_("Hill %(n)s")\n_("River")')
    catalogues.update(house / "people")
    translate(house / "people", Sea="海", **{"Hill %(n)s": "丘"})
    write(house / "people", '_("Sea")\n_("Hill %(n)s")\n_("River")\n_("Lake")')
    write(house / "voices", '_("Sea")')
    catalogues.update(house / "voices")
    translate(house / "voices", Sea="うみ")
    assert catalogues.problems(house) == [
        "people: not in the catalogue: 'Lake'",
        "people: other placeholders than the English: '丘'",
        "people: not translated: 'River'",
        "said differently in people, voices: 'Sea'",
    ]


def test_the_same_word_in_another_sense_may_be_said_differently(house):
    write(house / "people", 'pgettext("size", "Normal")')
    write(house / "voices", 'pgettext("mood", "Normal")')
    for app, words in (("people", "ふつう"), ("voices", "いつもどおり")):
        catalogues.update(house / app)
        translate(house / app, Normal=words)
    assert catalogues.problems(house) == []


def test_compiling_needs_no_binary_and_is_done_once(house):
    write(house / "people", '_("Sea")')
    catalogues.update(house / "people")
    translate(house / "people", Sea="海")
    made = catalogues.compile_all(house)
    assert made == [catalogues.catalogue(house / "people").with_suffix(".mo")]
    with made[0].open("rb") as file:
        assert read_mo(file).get("Sea").string == "海"
    assert catalogues.compile_all(house) == []
