"""Photos for tests: made here, as telephones make them."""

import io

from PIL import Image


def photo(kind: str = "JPEG", size: tuple[int, int] = (640, 480), *, position: bool = False) -> bytes:
    """A grey photo; with `position` it says in its data where it was taken."""
    picture, out = Image.new("RGB", size, "grey"), io.BytesIO()
    if kind == "HEIF":
        from pillow_heif import register_heif_opener

        register_heif_opener()
    exif = Image.Exif()
    if position:
        exif[0x010F] = "Telephone"
        exif.get_ifd(0x8825)[1] = "N"
        exif.get_ifd(0x8825)[2] = (38.0, 13.0, 41.0)
    picture.save(out, kind, **({"exif": exif.tobytes()} if position else {}))
    return out.getvalue()


def bomb() -> bytes:
    """Fifty kilobytes that unfold to 400 million pixels."""
    before, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    Image.MAX_IMAGE_PIXELS = before
    return out.getvalue()
