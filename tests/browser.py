"""A headless Chromium for tests and screenshots: the one that is installed, without any network."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
LAPTOP = {"width": 1440, "height": 860}


def find_chromium() -> str | None:
    """Give the path of an installed Chromium, or None."""
    return next((path for name in CHROMIUMS if (path := shutil.which(name))), None)


@contextlib.contextmanager
def open_browser(*, scale: float = 1, offline: bool = True) -> Iterator[Page]:
    """Open a page of the size of a laptop screen; whatever goes wrong on it is gathered in `page.problems`."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium())
        context = browser.new_context(viewport=LAPTOP, device_scale_factor=scale, offline=offline, locale="zh-CN")
        page = context.new_page()
        page.set_default_timeout(15_000)
        problems: list[str] = []
        page.problems = problems
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda said: problems.append(said.text) if said.type in ("error", "warning") else None)
        page.on("dialog", lambda dialog: problems.append(dialog.message))
        page.on("request", lambda asked: asked.url.startswith("file:") or problems.append(asked.url))
        yield page
        browser.close()
