"""The sales controller looks at the live board, and acts from it."""

from django.urls import reverse

from tests.browser.test_visitor_journey import going_to

COLUMNS = (
    "sold",
    "ordered",
    "held",
    "free",
    "capped",
    "allotted",
    "withheld",
    "blocked",
)
SHOWS = """([performance, wanted]) => {
  const line = document.querySelector(`[data-line="${performance}"] tr`);
  const cells = [...line.querySelectorAll("td.desk__num")];
  return wanted.every(([at, number]) => cells[at].textContent.trim() === number);
}"""


class Board:
    """The open screen, with the line of one performance unfolded."""

    def __init__(self, desk, performance):
        self.page, self.performance = desk.page, performance
        # The worker's rounds are 15 seconds apart.
        self.page.set_default_timeout(60_000)
        address = f"{reverse('desk-board')}?open={performance.pk}"
        self.page.goto(desk.site.at(address))
        self.page.wait_for_selector("[data-board-live]:visible")

    @property
    def line(self):
        return self.page.locator(f"[data-line='{self.performance.pk}']")

    def until(self, **figures):
        """Wait until the line shows these, without a load of the page."""
        wanted = [[COLUMNS.index(name), str(n)] for name, n in figures.items()]
        self.page.wait_for_function(SHOWS, arg=[self.performance.pk, wanted])

    def type_of(self, tier):
        return self.line.locator("tr.board__type", has_text=f"{tier.code} ").first

    def cap(self, tier, number):
        """Set a cap by way of the board, and come back to it."""
        page = self.page
        with going_to(page, "**/control/**"):
            self.line.get_by_role("link", name="Set a cap").click()
        page.locator(f"[name=cap-tiers][value='{tier.pk}']").check()
        page.locator("[name=cap-number]").fill(str(number))
        with going_to(page, "**/board/**"):
            page.locator("[name=act][value=cap]").click()

    def until_stopped(self, tier):
        self.type_of(tier).get_by_text("stopped by its cap").wait_for()
        self.page.get_by_text("Reached: nothing more is sold of it.").wait_for()
