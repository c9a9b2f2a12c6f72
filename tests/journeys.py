"""Steps that several journeys through the pages share, and what axe says of a page."""

from pathlib import Path

from playwright.sync_api import Page, expect
from workspaces import PLAN

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


def corrected_table(folder: Path) -> Path:
    lines = PLAN.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    for row in rows:
        row[3] = CORRECTED.get(row[0], row[3])
    path = folder / "nufus-duzeltilmis.tsv"
    path.write_text("\n".join("\t".join(row) for row in rows) + "\n", encoding="utf-8")
    return path


def violations(page: Page, axe: str) -> list[object]:
    page.evaluate("document.querySelectorAll('details').forEach(item => { item.open = true; })")
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [(item["id"], [node["html"][:160] for node in item["nodes"]][:3]) for item in found["violations"]]


def upload(page: Page, path: Path) -> None:
    page.get_by_label("Tablo ya da çizim").set_input_files(path)
    page.get_by_role("button", name="Yükle ve bak").click()
    expect(page.locator("h1")).to_have_text(path.name)
