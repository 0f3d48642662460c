"""Take the pictures in docs/images with the Chromium that is installed.

Usage: python docs/screenshots.py PAGES                     the review pages in a folder (data/processed/review)
       python docs/screenshots.py --superset ADDRESS FILE   the dashboard of a Superset, with the password in FILE
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Page

IMAGES = Path(__file__).parent / "images"
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
LAPTOP = {"width": 1440, "height": 860}
COLORS = 256
"""Colors of a picture: enough for pages without photographs, at a fraction of the bytes."""


def take_review(page: Page, pages: Path) -> None:
    """Take the index, and a report with a target that is selected."""
    page.goto((pages / "index.html").resolve().as_uri())
    page.wait_for_selector("html[data-ready]")
    save(page, "review_index.png")
    page.click("#reports th:nth-child(5)")  # the report with the most facts
    page.click("#reports tbody tr:first-child a")
    page.wait_for_selector("html[data-ready]")
    page.click("#text .fact.target >> nth=0")
    save(page, "review_report.png")


def take_superset(page: Page, address: str, password: Path) -> None:
    """Take the dashboard that docs/bi/create_dashboard.py made, once all its charts are drawn."""
    page.goto(f"{address}/login/", timeout=120_000)
    page.fill("input[name=username], #username", "admin")
    page.fill("input[name=password], #password", password.read_text(encoding="utf-8").strip())
    page.press("input[name=password], #password", "Enter")
    page.wait_for_url(lambda url: "login" not in url, timeout=120_000)
    page.set_viewport_size({"width": 1440, "height": 1180})
    page.goto(f"{address}/superset/dashboard/huibao/?standalone=1", timeout=120_000)
    page.wait_for_selector(".dashboard-component-chart-holder canvas", timeout=120_000)
    page.wait_for_function("() => !document.querySelector('[aria-label=Loading], .loading')", timeout=120_000)
    page.wait_for_timeout(5_000)  # charts draw themselves in an animation
    save(page, "superset_dashboard.png")


def save(page: Page, name: str) -> None:
    """Save what the page shows as a small PNG."""
    IMAGES.mkdir(exist_ok=True)
    page.screenshot(path=IMAGES / name, animations="disabled")
    with Image.open(IMAGES / name) as picture:
        # MAXCOVERAGE keeps rare colors, such as that of the one mark that is selected
        small = picture.convert("RGB").quantize(COLORS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        small.save(IMAGES / name, optimize=True)


def main() -> None:
    """Take what the command line asks for."""
    chromium = next((path for name in CHROMIUMS if (path := shutil.which(name))), None)
    if chromium is None or len(sys.argv) < 2:
        sys.exit(__doc__ if chromium else "no Chromium is installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        page = browser.new_page(viewport=LAPTOP, locale="zh-CN")
        if sys.argv[1] == "--superset":
            take_superset(page, sys.argv[2], Path(sys.argv[3]))
        else:
            take_review(page, Path(sys.argv[1]))
        browser.close()


if __name__ == "__main__":
    main()
