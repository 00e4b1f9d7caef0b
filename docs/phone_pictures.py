"""Photographs the public pages as a phone shows them, in every language: `.venv/bin/python -m docs.phone_pictures FOLDER`.

For people to look at: nothing is compared, and no picture is kept in the project. It asks a server of its own, in local mode,
in a temporary folder, on a free port, with the environment of `make test`. Names: `<language>-<page>.png`.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

from docs.pictures import ARGUMENTS, SLOWEST_STEP_MS, Hour
from tools import chromium

PHONE: ViewportSize = {"width": 360, "height": 640}
SHARPNESS = 2
"""Pixels of the picture for one of the page: cut letters and touching lines are hard to see in fewer."""
SCREENS = 4
"""How much of the article is photographed screen by screen; the whole of it is a picture too, and a long one."""


def main(folder: Path) -> None:
    if lacking := chromium.missing():
        raise SystemExit(f"Install {' and '.join(lacking)} first: it takes the pictures.")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        hour = Hour(Path(made))
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=ARGUMENTS)
        with hour.running():
            hour.read(r"(Ctrl-C stops)")
            phone = browser.new_context(
                viewport=PHONE, device_scale_factor=SHARPNESS, is_mobile=True
            ).new_page()
            phone.set_default_timeout(SLOWEST_STEP_MS)
            phone.goto(f"{hour.address}/en/")
            for code in phone.evaluate("[...document.querySelectorAll('.tongues a')].map(link => link.lang)"):
                _go_through(phone, f"{hour.address}/{code}/", str(folder / code))
        browser.close()


def _go_through(phone: Page, address: str, name: str) -> None:
    """The first page, the article, and one question of the quiz answered."""
    phone.goto(address)
    _photograph(phone, f"{name}-first", whole=True)
    phone.goto(f"{address}sciatica/")
    for screen in range(SCREENS):
        phone.evaluate(f"scrollTo(0, {screen * PHONE['height']})")
        _photograph(phone, f"{name}-article-{screen + 1}")
    _photograph(phone, f"{name}-article", whole=True)
    phone.goto(f"{address}sciatica/quiz/")
    phone.locator("main form button").first.click()
    _photograph(phone, f"{name}-question", whole=True)
    phone.locator("main form input[type=radio]").last.check()
    phone.locator("main form button").first.click()
    _photograph(phone, f"{name}-feedback", whole=True)


def _photograph(phone: Page, name: str, *, whole: bool = False) -> None:
    """As soon as the page's own font is there."""
    phone.evaluate("document.fonts.ready")
    phone.screenshot(path=f"{name}.png", full_page=whole)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("Say into which folder: .venv/bin/python -m docs.phone_pictures FOLDER")
    main(Path(sys.argv[1]))
