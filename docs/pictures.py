"""Makes the pictures of docs/first-hour.md: `.venv/bin/python -m docs.pictures`, with the environment of `make test`.

It goes through the hour itself, in local mode, in a temporary folder, on a free port, and photographs it. A step that no longer
works ends it with an error, so the pictures never show what is not there. Which steps there are, is decided in first-hour.md.
"""

import contextlib
import io
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, FloatRect, Page, sync_playwright

from sciatica_site import place
from tools import chromium, servers

IMAGES = place.PROJECT / "docs" / "images"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SLOWEST_START_S, SLOWEST_STEP_MS = 120, 60_000
DESK, PHONE = {"width": 1120, "height": 700}, {"width": 390, "height": 780}
COLOURS = 64
LARGEST_BYTES, MARGIN = 60_000, 16
PASSWORD = "words-of-the-first-hour"  # noqa: S105
CREDENTIAL = "example credential"
LANGUAGES = ("English", "Spanish")


class Hour:
    """A server in local mode, and what it prints: the password once, and each mail."""

    def __init__(self, folder: Path) -> None:
        self.printed, self.address = folder / "printed", f"http://127.0.0.1:{servers.free_port()}"
        self.environment = os.environ | {
            "LOCAL": "yes", "VAR": str(folder / "var"), "PORT": self.address.rpartition(":")[2],
        }  # fmt: skip

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        with self.printed.open("wb") as printed:
            process = subprocess.Popen(
                [sys.executable, "-m", "sciatica_site.serve"], cwd=place.PROJECT, env=self.environment,
                stdout=printed, stderr=printed,
            )  # fmt: skip
        try:
            yield
        finally:
            process.terminate()
            process.wait()

    def manage(self, *words: str) -> None:
        command = [sys.executable, "manage.py", *words]
        subprocess.run(command, cwd=place.PROJECT, env=self.environment, check=True, capture_output=True)

    def read(self, pattern: str) -> str:
        """What is printed and fits, as soon as it is there. SystemExit with all that was printed where it never comes."""
        end = time.monotonic() + SLOWEST_START_S
        while time.monotonic() < end:
            words = self.printed.read_text(encoding="utf-8", errors="replace")
            if found := re.search(pattern, words):
                return found[1]
            time.sleep(0.1)
        raise SystemExit(f"It never printed {pattern!r}:\n{words}")


def main() -> None:
    if lacking := chromium.missing():
        raise SystemExit(f"Install {' and '.join(lacking)} first: it takes the pictures.")
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        hour = Hour(Path(made))
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=ARGUMENTS)
        with hour.running():
            _go_through(hour, browser, Path(made) / "logo.png")
        browser.close()


def _go_through(hour: Hour, browser: Browser, logo: Path) -> None:
    manager, reviewer = _window(browser), _window(browser)
    password = hour.read(r"shown only this once: (\S+)")
    hour.read(r"(Ctrl-C stops)")
    _sign_in(manager, hour, "manager", password)
    _photograph(manager, "checklist", path=f"{hour.address}/staff/clinics/demo/ready/")
    manager.goto(f"{hour.address}/staff/clinics/demo/")
    _choose_languages(manager)
    _name_the_clinic(manager)
    _confirm_the_numbers(manager)
    _try_a_look(manager, hour, _drawn(logo))
    _invite(manager, hour)
    author = _window(browser)
    _sign_in(author, hour, "author", password)
    _ask(author, f"{hour.address}/staff/words/sciatica/en/")
    translator = _window(browser)
    _sign_in(translator, hour, "translator", password)
    _ask(translator, f"{hour.address}/staff/words/sciatica/es/")
    _join(reviewer, hour.read(r"(http://\S+/staff/invitation/\S+/)"))
    for code in ("en", "es"):
        _sign(reviewer, f"{hour.address}/staff/words/sciatica/{code}/sign/", is_shown=code == "en")
    _photograph(manager, "board", path=f"{hour.address}/staff/words/sciatica/")
    _show_the_reader(browser, hour)
    _show_the_second_factor(manager, hour, password)
    hour.manage("backup", str(logo.with_name("first.backup")))
    _photograph(manager, "checklist-after", path=f"{hour.address}/staff/clinics/demo/ready/")


def _choose_languages(page: Page) -> None:
    for box in page.locator("#languages").get_by_role("checkbox").all():
        if box.is_enabled():
            box.set_checked(box.get_attribute("name") == "on_es")
    _photograph(page, "languages", of="#languages", height=480)
    page.get_by_role("button", name="Save the languages").click()


def _name_the_clinic(page: Page) -> None:
    words = {
        "Name in English": "Example Surgery",
        "Opening hours in English": "Monday to Friday, 8 am to 6 pm",
        "Name in Spanish": "Consultorio Ejemplo",
        "Opening hours in Spanish": "De lunes a viernes, de 8 a 18 h",
        "Address": "1 Example Road",
    }
    for label, value in words.items():
        page.get_by_label(label, exact=False).first.fill(value)
    _photograph(page, "names", of="#words")
    page.get_by_role("button", name="Save names, hours and address").click()


def _confirm_the_numbers(page: Page) -> None:
    page.get_by_label("Country of your readers").select_option("GB")
    page.get_by_role("button", name="Fill in the numbers of this country").click()
    # Ofcom keeps 01632 for fiction.
    page.get_by_label("Your clinic's telephone").fill("01632 960200")
    page.get_by_role("button", name="Save the numbers").click()
    page.get_by_label("I have dialled or looked up each number").check()
    _photograph(page, "numbers", of="#numbers")
    page.get_by_role("button", name="Confirm the numbers").click()


def _try_a_look(page: Page, hour: Hour, logo: Path) -> None:
    page.goto(f"{hour.address}/staff/clinics/demo/look/")
    page.get_by_label("Your colour").fill("#00a499")
    page.get_by_label("Logo", exact=False).first.set_input_files(logo)
    page.get_by_role("button", name="Show me").click()
    for frame in page.locator("#tried iframe").all():
        frame.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    _photograph(page, "look", of="#tried", height=1100)
    page.get_by_role("button", name="Make it live").click()


def _invite(page: Page, hour: Hour) -> None:
    page.goto(f"{hour.address}/staff/people/")
    page.get_by_label("E-mail address").fill("reviewer@example.org")
    page.get_by_label("Role").select_option("reviewer")
    for language in LANGUAGES:
        page.get_by_label(f"({language})").check()
    _photograph(page, "invite", of="fieldset.signature", height=385)
    page.get_by_role("button", name="Send the invitation").click()


def _join(page: Page, link: str) -> None:
    page.goto(link)
    for label, value in {"First name": "Demo", "Last name": "clinician", "Credential": CREDENTIAL}.items():
        page.get_by_label(re.compile(label, re.IGNORECASE)).first.fill(value)
    for box in page.locator("input[type=password]").all():
        box.fill(PASSWORD)
    page.get_by_role("button", name="Open my account").click()


def _ask(page: Page, address: str) -> None:
    page.goto(f"{address}?choose=all")
    page.get_by_role("button", name="Ask for signatures under the chosen texts").click()
    page.get_by_text("Signatures were asked for").wait_for()


def _sign(page: Page, address: str, *, is_shown: bool) -> None:
    page.goto(address)
    page.get_by_role("button", name=re.compile(r"^all \(")).click()
    page.get_by_label("I read it in this language myself").check()
    page.get_by_label("note").fill("First reading of the whole article.")
    if is_shown:
        _photograph(page, "sign", of="fieldset.signature")
    page.get_by_role("button", name="Sign the chosen texts").last.click()
    page.get_by_text(re.compile("Signed as edition")).wait_for()


def _show_the_reader(browser: Browser, hour: Hour) -> None:
    phone = _window(browser, **PHONE)
    for name, code in (("reader", "en"), ("reader-es", "es")):
        _photograph(phone, name, path=f"{hour.address}/{code}/sciatica/")


def _show_the_second_factor(page: Page, hour: Hour, password: str) -> None:
    page.goto(f"{hour.address}/staff/account/second-factor/app/")
    if page.get_by_label("Password").count():
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Go on").click()
    _photograph(page, "second-factor")


def _sign_in(page: Page, hour: Hour, name: str, password: str) -> None:
    page.goto(f"{hour.address}/staff/")
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Words and settings").wait_for()


def _window(browser: Browser, *, width: int = DESK["width"], height: int = DESK["height"]) -> Page:
    """A person at a computer of their own."""
    context = browser.new_context(locale="en-GB", viewport={"width": width, "height": height})
    context.set_default_timeout(SLOWEST_STEP_MS)
    return context.new_page()


def _photograph(page: Page, name: str, *, path: str = "", of: str = "", height: int = 0) -> None:
    """What the window shows, or one part of the page, down to `height` pixels; in few colours, so that it is small."""
    if path:
        page.goto(path)
    whole = page.screenshot(full_page=bool(of), clip=_around(page, of, height) if of else None)
    file = IMAGES / f"{name}.png"
    with Image.open(io.BytesIO(whole)) as taken:
        taken.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    if file.stat().st_size > LARGEST_BYTES:
        raise SystemExit(f"{file.name} has {file.stat().st_size} bytes: show less of the page.")


def _around(page: Page, part: str, height: int) -> FloatRect:
    """The place of a part on its page, with a margin."""
    box = page.locator(part).bounding_box()
    if box is None:
        raise SystemExit(f"{page.url} shows no {part}.")
    x, y = box["x"] - MARGIN, box["y"] + page.evaluate("scrollY") - MARGIN
    return {
        "x": x, "y": y, "width": box["width"] + 2 * MARGIN, "height": min(box["height"], height or box["height"]) + 2 * MARGIN,
    }  # fmt: skip


def _drawn(file: Path) -> Path:
    """A logo of nobody: a hill and a sun."""
    drawing = Image.new("RGBA", (480, 240))
    pen = ImageDraw.Draw(drawing)
    pen.ellipse((300, 20, 400, 120), fill="#f2a900")
    pen.polygon([(20, 230), (200, 60), (300, 150), (350, 110), (460, 230)], fill="#00a499")
    drawing.save(file)
    return file


if __name__ == "__main__":
    main()
