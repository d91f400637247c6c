"""Buttons of the toolbar that give way in a narrow window."""

from PySide6.QtCore import QSize

from pulse_desktop.ui.clock.yielding_button import YieldingButton

LONG = "24 h › 5 May 2026 21:15–22:00"


def made(qtbot, text):
    button = YieldingButton()
    qtbot.addWidget(button)
    button.say(text)
    button.resize(button.sizeHint())
    button.show()
    return button


def test_a_text_is_whole_where_there_is_room(qtbot):
    assert made(qtbot, LONG).text().strip() == LONG


def test_a_text_is_cut_in_the_middle_where_there_is_little(qtbot):
    button = made(qtbot, LONG)
    button.resize(button.minimumSizeHint())
    shown = button.text().strip()
    assert "…" in shown
    assert (shown[:3], shown[-2:]) == (LONG[:3], LONG[-2:])
    button.resize(button.sizeHint())
    assert button.text().strip() == LONG


def test_a_short_text_makes_a_short_button(qtbot):
    assert made(qtbot, "Live").sizeHint().width() < made(qtbot, LONG).sizeHint().width()
    assert made(qtbot, "Live").minimumSizeHint() == made(qtbot, "Live").sizeHint()


def test_the_tabs_stay_whole_in_the_narrowest_window(window):
    top = window.contents._top
    window.contents._time.fix(1_000_000, 90_000_000)
    window.resize(QSize(960, 600))
    assert top._tabs.width() >= top._tabs.sizeHint().width()
    assert top.width() <= 960
