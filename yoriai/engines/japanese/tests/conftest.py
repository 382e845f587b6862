import os
from pathlib import Path

import pytest

from yoriai.engines.japanese.entries import entry
from yoriai.engines.japanese.readings import Reader

ROOT = Path(__file__).parents[4]
SHARED = Path(os.environ.get("YORIAI_SHARED", ROOT.parent / "shared" / "data"))


@pytest.fixture(scope="session")
def plain():
    """A reader with the built-in words only."""
    return Reader()


@pytest.fixture(scope="session")
def city():
    """A reader with a few place names, a person and a correction."""
    rows = [
        ("愛子", "アヤシ", "place"),
        ("館", "ヤカタ", "place"),
        ("明通", "アケドオリ", "place"),
        ("六丁目", "ロクチョウノメ", "place"),
        ("本町", "ホンチョウ", "place"),
        ("新田", "シンデン", "place"),
        ("二日町", "フツカマチ", "place"),
        ("向田", "ムカイダ", "place"),
        ("旭ケ丘", "アサヒガオカ", "place"),
        ("向田", "ムコウダ", "person"),
        ("八木", "ハチキ", "correction"),
        ("十分", "ジュップン", "correction"),
        ("長町", "オサマチ", "place"),
        ("長町", "ナガマチ", "correction"),
    ]
    return Reader([entry(*row) for row in rows])


@pytest.fixture(scope="session")
def town_list():
    """The path of the 411 real town names, or a skip that says so."""
    path = SHARED / "ja" / "readings-sendai.csv"
    if not path.exists():
        pytest.skip(f"REAL DATA ABSENT: {path} (set YORIAI_SHARED): the readings of real town names were NOT checked")
    return path
