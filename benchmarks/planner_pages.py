"""The planner's pages over the synthetic municipality of 1,000 neighbourhoods: warm server time of each, and after a save."""

import csv
import io
import statistics
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

from flask.testing import FlaskClient

from geo.synthetic.town import Size
from layers.editing import Edit, Seen, edit_thing, thing_of
from layers.importing import current_frame
from layers.ornek import build_example
from web import create_app, settings_for

SIZE = Size(1000, 20_000)
RUNS = 9


def seconds(client: FlaskClient, address: str) -> float:
    """How long the server takes to answer."""
    start = time.perf_counter()
    response = client.get(address)
    assert response.status_code == 200, address
    return time.perf_counter() - start


def main() -> None:
    """Print the times; stop if the table lacks an investment or a save is not shown."""
    with tempfile.TemporaryDirectory() as folder:
        workspace, _ = build_example(Path(folder) / "workspace", SIZE, 1)
        store = workspace.store()
        rows = current_frame(workspace, store, "investments")
        assert rows is not None
        client = create_app(workspace.path, settings=settings_for("127.0.0.1")).test_client()
        written = list(csv.DictReader(io.StringIO(client.get("/yatirimlar.csv").text)))
        assert [row["id"] for row in written] == rows["id"].drop_duplicates().tolist()
        thing = {"kaynak": written[0]["source"], "no": written[0]["id"]}
        pages = (
            *("/yatirimlar", "/yatirimlar?yil=2027&cakisma=var", "/yatirimlar?ara=park", "/yatirimlar/plan"),
            *("/yatirimlar/etki?yil=2027", "/yatirimlar/adaylar", "/yatirimlar/yerler.json", "/yatirimlar/duzenle"),
            *(f"/yatirimlar/yatirim?{urlencode(thing)}", f"/yatirimlar/duzenle?{urlencode(thing)}", "/hedefler", "/hedefler/2.1"),
        )
        for page in pages:
            first = seconds(client, page)
            times = sorted(seconds(client, page) for _ in range(RUNS))
            print(
                f"{page}: {1000 * statistics.median(times):.0f} ms warm, {1000 * times[-1]:.0f} ms at most, {first:.1f} s first"
            )
        start = time.perf_counter()
        found = thing_of(workspace, store, "investments", thing["kaynak"], thing["no"])
        year = int(found.rows["year"].iloc[0])
        seen = Seen(found.source, found.id, found.digest)
        edit_thing(workspace, "investments", Edit({year: {"budget_try": 1234567.0}}, seen))
        saved = time.perf_counter() - start
        shown = seconds(client, f"/yatirimlar/yatirim?{urlencode(thing)}")
        assert "1.234.567" in client.get(f"/yatirimlar/yatirim?{urlencode(thing)}").text
        print(f"a save among {len(rows)} rows: {saved:.1f} s, its page after it: {shown:.1f} s")


if __name__ == "__main__":
    main()
