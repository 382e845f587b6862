"""A city's own colours can be read, whatever was chosen."""

import pytest

from yoriai.ui import colours


@pytest.mark.parametrize("colour", ["#ffee00", "#c1351f", "#000000", "#ffffff", "#00ff88", "#1f3f8f", "#777777"])
@pytest.mark.parametrize("ground", [colours.LIGHT_GROUND, colours.DARK_GROUND])
def test_any_colour_becomes_readable_on_either_ground(colour, ground):
    assert colours.contrast(colours.readable(colour, ground), ground) >= 4.5


def test_a_readable_colour_is_left_as_it_is():
    assert colours.readable("#c1351f", colours.LIGHT_GROUND) == "#c1351f"


@pytest.mark.parametrize("colour", ["red", "#c1351", "#gggggg", "", "#fff;}body{display:none"])
def test_what_is_no_colour_never_reaches_the_style_sheet(colour):
    """threats.md: injection."""
    with pytest.raises(ValueError):
        colours.sheet(colour, "#1f3f8f")


def test_the_sheet_holds_both_colours_for_light_and_dark():
    sheet = colours.sheet("#225588", "#006633")
    assert sheet.count("--thread:") == sheet.count("--on-link:") == 3
    assert "--thread:#225588;--link:#006633" in sheet
