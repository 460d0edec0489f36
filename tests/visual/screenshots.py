"""Write pictures of the pages on a small phone into artifacts/screenshots: `make screenshots`."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from support.browser_program import browser_program
from support.browser_validators import HEIGHT, PHONE
from support.built_site import built_site
from support.serving import serving
from support.source_modules import PROJECT

PICTURES = PROJECT / "artifacts" / "screenshots"
# Name of the picture → address below the language.
PAGES = {
    "home": "",
    "experiments": "experiments",
    "experiment": "experiments/mental-health-first",
    "zine": "zines/bystander-intervention",
    "zine-part": "zines/bystander-intervention/look",
    "episode": "podcast/the-friendly-fridge",
    "results": "search?q=crisis",
    "error": "nowhere",
}


def main() -> None:
    """Build the site and take a picture of each page, in each language, light and dark."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, browser_program() as browser:
        site = built_site(Path(folder))
        page = browser.new_page(viewport={"width": PHONE, "height": HEIGHT})
        with serving(site.application) as served:
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                for language in site.languages:
                    for name, path in PAGES.items():
                        page.goto(f"{served}/{language}/{path}")
                        file = PICTURES / f"{name}-{language}-{scheme}.png"
                        page.screenshot(path=file, full_page=True)
    print(f"The pictures are in {PICTURES.relative_to(PROJECT)}/")


if __name__ == "__main__":
    main()
