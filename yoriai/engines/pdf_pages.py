"""The pages of a PDF as pictures: what a fax machine sends. Drawn by the typesetter we print with; nothing of the file is kept.

python -m yoriai.engines.pdf_pages fax.pdf   (writes fax-1.jpg, fax-2.jpg …)
"""

import sys
import tempfile
from pathlib import Path

import typst

from yoriai.engines.pictures import MOST_BYTES, NotAPicture, Picture, clean

MOST_PAGES = 10
PPI = 150  # handwriting can be read; an A4 page has 1240 × 1754 pixels
PAGE = '#set page(width: 210mm, height: 297mm, margin: 0pt)\n#image("/x.pdf", page: {}, width: 100%, height: 100%, fit: "contain")'


def is_pdf(data: bytes) -> bool:
    """Whether the file says that it is one."""
    return data[:5] == b"%PDF-"


def pages(data: bytes) -> list[Picture]:
    """The first ten pages, each fitted into A4, upright. Raises NotAPicture for what cannot be read."""
    if len(data) > MOST_BYTES:
        raise NotAPicture("size")
    found: list[Picture] = []
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "x.pdf").write_bytes(data)
        for number in range(1, MOST_PAGES + 1):
            compiler = typst.Compiler(input=PAGE.format(number).encode(), root=folder, ignore_system_fonts=True)
            try:
                drawn = compiler.compile(format="png", ppi=PPI)
            except typst.TypstError:  # the page after the last one, or no PDF at all
                break
            assert isinstance(drawn, bytes)
            found.append(clean(drawn))
    if not found:
        raise NotAPicture("kind")
    return found


if __name__ == "__main__":
    source = Path(sys.argv[1])
    for place, picture in enumerate(pages(source.read_bytes()), 1):
        source.with_name(f"{source.stem}-{place}.jpg").write_bytes(picture.data)
