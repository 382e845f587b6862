"""Photos people upload, made safe: known by their content, turned upright, without position and camera data, as JPEG.

python -m yoriai.engines.pictures photo.heic > clean.jpg
"""

import io
import sys
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

MOST_BYTES = 20_000_000
MOST_PIXELS = 60_000_000  # 50 megapixels are a phone's best; a bomb has more
LONGEST_SIDE = 2400  # handwriting on twenty cards can still be read
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")


class NotAPicture(ValueError):
    """Not a photo we can read, or a dangerous one. `reason`: size, pixels, kind."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Picture:
    """A clean JPEG and its size in pixels."""

    data: bytes
    width: int
    height: int


def clean(data: bytes, *, longest: int = LONGEST_SIDE) -> Picture:
    """The photo drawn anew: nothing of the file but its pixels is kept. Raises NotAPicture."""
    if len(data) > MOST_BYTES:
        raise NotAPicture("size")
    _know_heif()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise NotAPicture("pixels")
                opened.draft("RGB", (longest, longest))
                upright = ImageOps.exif_transpose(opened)
                upright.thumbnail((longest, longest))
                plain = Image.new("RGB", upright.size, "white")
                mask = upright.convert("RGBA").getchannel("A") if upright.mode in ("RGBA", "LA", "P") else None
                plain.paste(upright.convert("RGB"), mask=mask)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise NotAPicture("pixels") from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, MemoryError, EOFError) as wrong:
        if isinstance(wrong, NotAPicture):
            raise
        raise NotAPicture("kind") from None
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=82, optimize=True)
    return Picture(out.getvalue(), plain.width, plain.height)


def _know_heif() -> None:
    """The photos of most telephones. Registered once; Pillow alone does not read them."""
    if "HEIF" not in Image.OPEN:
        from pillow_heif import register_heif_opener

        register_heif_opener()


if __name__ == "__main__":
    with open(sys.argv[1], "rb") as given:  # noqa: PTH123
        sys.stdout.buffer.write(clean(given.read()).data)
