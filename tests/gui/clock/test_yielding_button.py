"""Buttons of the toolbar that give way in a narrow window."""

from PySide6.QtCore import QSize

from pulse_desktop.ui.clock.yielding_button import YieldingButton

LONG = "24 h › 5 May 2026 21:15–22:00"
DATES = "7 d › 22 Nov 2026 07:54 – 23 Nov 2026 07:54"


def made(qtbot, text):
    button = YieldingButton()
    qtbot.addWidget(button)
    button.say(text)
    button.resize(button.sizeHint())
    button.show()
    return button


def test_a_text_is_whole_where_there_is_room(qtbot):
    assert made(qtbot, LONG).text().strip() == LONG


def test_two_dates_are_whole_where_there_is_room(qtbot):
    assert made(qtbot, DATES).text().strip() == DATES


def test_a_text_is_cut_in_the_middle_and_never_within_a_word(qtbot):
    """Else *23 Nov* could become *3 Nov*."""
    button = made(qtbot, DATES)
    for width in range(button.sizeHint().width() - 1, button.minimumSizeHint().width(), -1):
        button.resize(width, button.height())
        first, _, last = button.text().strip().partition("…")
        assert DATES.startswith(first)
        assert DATES.endswith(last)
        assert set(f"{first}{last}".split()) <= set(DATES.split())
    button.resize(button.sizeHint())
    assert button.text().strip() == DATES


def test_where_one_word_fits_at_most_the_first_is_shown(qtbot):
    button = made(qtbot, LONG)
    button.resize(button.minimumSizeHint())
    assert button.text().strip().startswith("24 ")
    assert button.text().strip().endswith("…")


def test_a_short_text_makes_a_short_button(qtbot):
    assert made(qtbot, "Live").sizeHint().width() < made(qtbot, LONG).sizeHint().width()
    assert made(qtbot, "Live").minimumSizeHint() == made(qtbot, "Live").sizeHint()


def test_the_tabs_stay_whole_in_the_narrowest_window(window):
    top = window.contents._top
    window.contents._time.fix(1_000_000, 90_000_000)
    window.resize(QSize(960, 600))
    assert top._tabs.width() >= top._tabs.sizeHint().width()
    assert top.width() <= 960
