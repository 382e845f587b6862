"""The catalogue of what a city publishes (オープンデータ一覧)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from ..writing import Cell


@dataclass(frozen=True, slots=True)
class DataSet:
    """One set of data. formats: CSV, XLSX, JSON, …; frequency: in words (毎日); licence: CC BY 4.0, PDL1.0."""

    name: str
    source_id: str = ""
    about: str = ""
    formats: tuple[str, ...] = ()
    category: str = ""
    frequency: str = ""
    url: str = ""
    has_api: bool = False
    licence: str = ""
    registered_on: dt.date | None = None
    updated_on: dt.date | None = None
    remarks: str = ""


def cells(data: DataSet) -> Mapping[str, Cell]:
    """Field → cell."""
    return {
        "source_id": data.source_id,
        "name": data.name,
        "about": data.about,
        "formats": ";".join(data.formats),
        "category": data.category,
        "frequency": data.frequency,
        "url": data.url,
        "has_api": "有" if data.has_api else "無",
        "licence": data.licence,
        "registered_on": data.registered_on,
        "updated_on": data.updated_on,
        "remarks": data.remarks,
    }
