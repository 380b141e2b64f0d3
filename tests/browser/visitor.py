"""Somebody at a screen: goes to pages, and looks whether each is in order."""

from pathlib import Path

AXE = Path(__file__).with_name("vendor") / "axe.min.js"
PATIENCE = 45_000
LOCALES = {"en": "en-GB", "zh-hans": "zh-CN"}
AT_REST = """() => document.readyState === "complete" && !document.querySelector(
  ".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added")"""
TOO_WIDE = "document.body.scrollWidth - document.documentElement.clientWidth"
SHORT = """axe.run(document, {resultTypes: ["violations"]}).then(({ violations }) =>
  violations.map(({ id, nodes }) => id + ": " + nodes.map(n => n.target.join(" "))))"""


class Visitor:
    """One browser context with one page, and the faults that it has met."""

    def __init__(
        self, chromium, site, *, language="en", width=1440, dark=False, scripts=True
    ):
        self.site, self.language, self.faults = site, language, []
        self.context = chromium.new_context(
            viewport={"width": width, "height": 844 if width < 600 else 900},
            locale=LOCALES[language],
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            java_script_enabled=scripts,
        )
        # The pages' own rules forbid foreign scripts; axe is one.
        self.context.add_init_script(path=AXE)
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", self._hear)

    def _hear(self, line):
        if line.type == "error" and line.text not in self.expected():
            self.faults.append(f"{self.page.url}: {line.text}")

    def expected(self):
        """What Chromium writes for a refusal that a test asks for."""
        told = "Failed to load resource: the server responded with a status of {}"
        return {
            told.format("422 (Unprocessable Entity)"),
            told.format("404 (Not Found)"),
        }

    def go(self, path):
        """Open an address below the visitor's language."""
        return self.page.goto(self.site.at(f"/{self.language}{path}"))

    def follow_accent(self):
        """Press the one button of the view that leads on."""
        self.page.locator(".btn--go:visible").first.click()

    def looks(self, where=""):
        """Fail where axe, the width or an image of the page shows a fault."""
        page = self.page
        page.wait_for_function(AT_REST)
        found = page.evaluate(SHORT)
        wide = page.evaluate(TOO_WIDE)
        assert (found, wide) == ([], 0), (where or page.url, found, wide)
        assert page.locator("html").get_attribute("lang").lower() == self.language

    def sign_in(self, email):
        """Fill in the form of the open page with a demo login."""
        form = self.page.locator("form:has([name=password])")
        form.locator("[name=login]").fill(email)
        form.locator("[name=password]").fill(self.site.password_of(email))
        with self.page.expect_navigation():
            form.locator("[type=submit]").first.click()

    def leave(self):
        self.context.close()
