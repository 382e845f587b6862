"""Cells that say where: latitude and longitude, in two cells or in one, in degrees or in minutes and seconds."""

import re

from .value import Value, said

DEGREES = re.compile(
    r"(?:北緯|東経|[NE])?(\d{1,3})(?:[°度]|deg)(\d{1,2}(?:\.\d{1,20})?)(?:['′’分]|min)(?:(\d{1,2}(?:\.\d{1,20})?)(?:\"|″|”|''|′′|’’|秒|sec)?)?[NE]?",
    re.I,
)
DECIMAL = re.compile(r"(?:北緯|東経|緯度:?|経度:?|[NE])?([+-]?\d{1,3}(?:\.\d{1,20})?)[°度]?[NE]?", re.I)
PARTED = re.compile(r"[,、;/\n]|(?<=[\d秒\"″'′分度°NEne])\s+(?=[\d北東NE])")
JAPAN_LATITUDES, JAPAN_LONGITUDES = (20.0, 46.0), (122.0, 154.5)

Position = tuple[float, float]


def position(latitude: str, longitude: str) -> Value[Position]:
    """Latitude and longitude in degrees, of two cells; where they are swapped they are put right and doubted.

    Doubts: position_swapped beside a value; position_unreadable, position_half, position_outside without one.
    """
    written = f"{latitude} {longitude}".strip()
    if not said(latitude) and not said(longitude):
        return Value(None, None, written)
    if not said(latitude) or not said(longitude):
        return Value(None, "position_half", written)
    north, east = degrees(latitude), degrees(longitude)
    if north is None or east is None:
        return Value(None, "position_unreadable", written)
    if _within(north, JAPAN_LATITUDES) and _within(east, JAPAN_LONGITUDES):
        return Value((north, east), None, written)
    if _within(east, JAPAN_LATITUDES) and _within(north, JAPAN_LONGITUDES):
        return Value((east, north), "position_swapped", written)
    return Value(None, "position_outside", written)


def pair(cell: str) -> Value[Position]:
    """Latitude and longitude in one cell: 「34.35, 134.04」, 「北緯34度21分 東経134度2分」. Doubts as `position`."""
    written = said(cell)
    if not written:
        return Value(None, None, cell)
    halves = [half for half in PARTED.split(written.strip("()[] ")[:200]) if half.strip()]
    if len(halves) != 2:
        return Value(None, "position_unreadable", cell)
    found = position(*halves)
    return Value(found.value, found.doubt, cell)


def degrees(cell: str) -> float | None:
    """Degrees as a decimal (38.268, N38.268) or with minutes and seconds (38°16′06″, 38度16.1分); None for anything
    else."""
    written = re.sub(r"\s", "", said(cell))[:60]
    if hit := DECIMAL.fullmatch(written):
        return float(hit[1])
    if (hit := DEGREES.fullmatch(written)) and float(hit[2]) < 60 and float(hit[3] or 0) < 60:
        return round(int(hit[1]) + float(hit[2]) / 60 + float(hit[3] or 0) / 3600, 8)
    return None


def _within(number: float, ends: tuple[float, float]) -> bool:
    return ends[0] <= number <= ends[1]


def latitude(cell: str) -> Value[float]:
    """One of the two alone: no swap can be seen here, so use `position` where both stand in the row."""
    number = degrees(cell)
    return Value(number, "position_unreadable" if number is None and said(cell) else None, cell)


longitude = latitude
