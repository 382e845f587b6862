"""Which characters our two fonts can draw, read from the fonts themselves: a sheet with an undrawable sign would be refused by PDF/UA."""

import struct
from functools import cache
from importlib.util import find_spec
from pathlib import Path

FONT_WHEELS = ("noto_cjk_sans_jp_regular", "noto_cjk_sans_jp_bold")


@cache
def font_files() -> tuple[Path, ...]:
    """The font files inside the two font wheels, found without importing them. Raises FileNotFoundError where a wheel is absent."""
    found = []
    for wheel in FONT_WHEELS:
        spec = find_spec(wheel)
        if spec is None or spec.origin is None:
            raise FileNotFoundError(f"The font wheel {wheel.replace('_', '-')} is not installed.")
        found.extend(sorted(Path(spec.origin).parent.glob("*.otf")))
    return tuple(found)


@cache
def drawable() -> frozenset[int]:
    """The code points that every one of our fonts has a glyph for."""
    return frozenset.intersection(*(_code_points(path.read_bytes()) for path in font_files()))


def _code_points(font: bytes) -> frozenset[int]:
    """The code points in the font's full-repertoire character map (table `cmap`, format 12)."""
    tables = struct.unpack_from(">H", font, 4)[0]
    for place in range(12, 12 + 16 * tables, 16):
        tag, _, cmap, _ = struct.unpack_from(">4sIII", font, place)
        if tag == b"cmap":
            break
    else:
        raise ValueError("This font file has no character map.")
    points: set[int] = set()
    for index in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        start = cmap + struct.unpack_from(">I", font, cmap + 4 + 8 * index + 4)[0]
        if struct.unpack_from(">H", font, start)[0] == 12:
            for group in range(struct.unpack_from(">I", font, start + 12)[0]):
                first, last, _ = struct.unpack_from(">III", font, start + 16 + 12 * group)
                points.update(range(first, last + 1))
    return frozenset(points)
