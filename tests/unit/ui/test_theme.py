"""The colours can be read: contrast after WCAG 2.1, §1.4.3 and §1.4.11."""

import pytest
from PySide6.QtGui import QColor, QPalette

from pulse_desktop.model.condition import Shape
from pulse_desktop.settings.preferences import Theme
from pulse_desktop.ui import theme

THEMES = {"light": theme.LIGHT, "dark": theme.DARK, "print": theme.PRINT}
SURFACES = ("window", "surface", "alternate", "raised")


def luminance(colour):
    def linear(part):
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part) for part in QColor(colour).getRgbF()[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("surface", [*SURFACES, "selected"])
@pytest.mark.parametrize("text", ["text", "muted"])
def test_text_is_readable_on_every_surface(tokens, surface, text):
    assert contrast(getattr(tokens, text), getattr(tokens, surface)) >= 4.5


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("text", ["ok", "warn", "crit", "accent", "off"])
def test_status_words_are_readable_on_rows(tokens, text):
    assert contrast(getattr(tokens, text), tokens.surface) >= 4.5
    assert contrast(getattr(tokens, text), tokens.alternate) >= 4.5


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES)
def test_the_words_on_the_demos_pill_are_readable_and_the_pill_stands_out(tokens):
    assert contrast(tokens.demo, tokens.surface) >= 4.5
    for surface in (*SURFACES, "selected"):
        assert contrast(tokens.demo, getattr(tokens, surface)) >= 3


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("shape", list(Shape))
def test_status_shapes_stand_out_on_every_surface(tokens, shape):
    for surface in (*SURFACES, "selected"):
        assert contrast(tokens.of(shape), getattr(tokens, surface)) >= 3


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES)
def test_curves_stand_out_on_their_surface(tokens):
    assert min(contrast(colour, tokens.surface) for colour in tokens.series) >= 3


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES)
def test_the_filled_part_of_a_bar_stands_out_from_its_surface(tokens):
    for fill in (tokens.bar, tokens.warn, tokens.crit):
        assert contrast(fill, tokens.surface) >= 2.7


def test_the_tokens_are_found_again_behind_a_palette():
    assert theme.colours(theme.qt_palette(theme.DARK)) is theme.DARK
    assert theme.colours(theme.qt_palette(theme.LIGHT)) is theme.LIGHT


def test_a_chosen_theme_does_not_ask_the_system(qapp):
    assert theme.chosen(Theme.DARK) is theme.DARK
    assert theme.chosen(Theme.LIGHT) is theme.LIGHT
    assert theme.chosen(Theme.SYSTEM) in (theme.DARK, theme.LIGHT)


def test_lengths_grow_with_the_font(qapp):
    small, large = qapp.font(), qapp.font()
    large.setPointSizeF(small.pointSizeF() * 2)
    for name in ("row", "bar", "shape", "large", "character"):
        assert getattr(theme.sizes(large), name) > getattr(theme.sizes(small), name)


def test_disabled_text_is_dimmed():
    palette = theme.qt_palette(theme.DARK)
    disabled = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert disabled == QColor(theme.DARK.off)
