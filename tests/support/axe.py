"""axe-core's judgement on a page, in words."""

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

# Everything WCAG 2.2 AA asks for and axe-core's own good practice; ``target-size`` is off by default.
_RULES = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}


async def demand_no_finding(page: Page) -> None:
    """Nothing, if axe-core has nothing to say against the page.

    Raises:
        AssertionError: with each finding and where it is.
    """
    findings = (await Axe().run(page, options=_RULES)).response["violations"]
    words = [
        f"{finding['id']}: {node['target']} {node['failureSummary']}"
        for finding in findings
        for node in finding["nodes"]
    ]
    assert not words, f"{page.url}\n" + "\n".join(words)


async def demand_fits(page: Page) -> None:
    """Nothing, if the page can be read without scrolling sideways."""
    overflow = await page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert overflow <= 0, f"{page.url} is {overflow} px too wide"


async def demand_tables_fit(page: Page) -> None:
    """Nothing, if every table on the page can be read without scrolling it sideways."""
    wide = await page.evaluate(
        "[...document.querySelectorAll('.table-scroll')].filter(box => box.scrollWidth > box.clientWidth)"
        ".map(box => box.getAttribute('aria-labelledby'))"
    )
    assert not wide, f"{page.url} has tables that are too wide: {wide}"
