"""Steps that several journeys through the pages share, and what axe says of a page."""

from dataclasses import dataclass, field
from pathlib import Path

from office import PASSWORD
from playwright.sync_api import Page, Request, expect
from workspaces import PLAN

# Of a longer page a guide shows the beginning.
MOST_PIXELS = 1600

# What TÜİK says of the eight rows that the plan's table has one row too high; one of them is typed wrong again.
CORRECTED = {
    "SAMANKAYA": "1.361",
    "SINANLI": "1.008",
    "SUBAŞI": "5.736",
    "SÜMERLER": "6.949",
    "TAVLA": "2.970",
    "TOYGARLI": "2.935",
    "TURUNÇLU": "6.5e32x",
    "ÜZENGİLİ": "791",
}


@dataclass
class Tab:
    """A page with what happened on it: addresses asked for, complaints of the console, dialogs, bytes over the wire."""

    page: Page
    base: str
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    weights: dict[str, int] = field(default_factory=dict)

    def go(self, address: str) -> Page:
        """Open an address of the server and wait until nothing is loading."""
        self.page.goto(self.base + address)
        self.page.wait_for_load_state("networkidle")
        return self.page

    def weigh(self, request: Request) -> None:
        """Note what an answer weighed, headers included."""
        sizes = request.sizes()
        self.weights[request.url] = sizes["responseBodySize"] + sizes["responseHeadersSize"]


def corrected_table(folder: Path) -> Path:
    lines = PLAN.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    for row in rows:
        row[3] = CORRECTED.get(row[0], row[3])
    path = folder / "nufus-duzeltilmis.tsv"
    path.write_text("\n".join("\t".join(row) for row in rows) + "\n", encoding="utf-8")
    return path


def violations(page: Page, axe: str, *, opened: bool = True) -> list[object]:
    """What axe finds on the page, all that can be folded out folded out unless it is to stay as it is."""
    if opened:
        page.evaluate("document.querySelectorAll('details').forEach(item => { item.open = true; })")
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [(item["id"], [node["html"][:160] for node in item["nodes"]][:3]) for item in found["violations"]]


def only_refused(tab: Tab, status: int) -> None:
    """The console says of a refusal that it is one, and nothing else."""
    assert len(tab.complaints) == 1
    assert str(status) in tab.complaints.pop()


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    """By keyboard alone."""
    page.get_by_role("link", name="Giriş", exact=True).press("Enter")
    page.get_by_label("Ad", exact=True).press_sequentially(name)
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    page.keyboard.press("Enter")
    # The atlas of a draft is made when it is first asked for.
    expect(page.locator(".person")).to_contain_text(name, timeout=60_000)
    page.wait_for_load_state("networkidle")


def click_a_place(page: Page) -> None:
    """Open the map and click the middle of it."""
    page.get_by_role("button", name="Haritayı aç").click()
    place = page.locator("#yer-haritasi[data-ready]")
    expect(place).to_be_visible()
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def picture(page: Page, path: Path) -> None:
    """The page as a guide shows it: of a long one the beginning, of the atlas what is in the window."""
    if page.locator("#harita").count():
        # Its map is measured anew while the window grows for the picture.
        page.screenshot(path=path)
        return
    size = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    clip = {"x": 0, "y": 0, "width": size[0], "height": min(size[1], MOST_PIXELS)}
    page.screenshot(path=path, full_page=True, clip=clip)


def upload(page: Page, path: Path) -> None:
    page.get_by_label("Tablo ya da çizim").set_input_files(path)
    page.get_by_role("button", name="Yükle ve bak").click()
    expect(page.locator("h1")).to_have_text(path.name)
