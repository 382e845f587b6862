"""The press: a template and its data in, a tagged PDF (PDF/UA-1) out.

No system font, no network, no source built from what people wrote.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import typst

from yoriai.ui.paper.glyphs import font_files
from yoriai.ui.paper.text import Reader, ready

REMEMBERED = 11  # compilations after which typst forgets
ROOT = Path(__file__).resolve().parents[2]  # the package `yoriai`: templates import "/ui/paper/base.typ"


@cache
def fonts() -> typst.Fonts:
    """Noto Sans CJK JP in regular and real bold, and nothing else; read once."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[path.parent for path in font_files()]
    )


def render(template: Path | str, data: dict[str, Any], *, reader: Reader | None = None) -> bytes:
    """The PDF of a template of this repository; its path is absolute or relative to the package `yoriai`.

    Strings in `data` are cleaned and, with a reader, carry furigana. The same data gives the same bytes.
    Raises typst.TypstError where the template is wrong, never for what people wrote.
    """
    sheet = json.dumps({**ready(data, reader), "furigana": reader is not None}, ensure_ascii=False)
    compiler = typst.Compiler(
        input=ROOT / template, root=ROOT, font_paths=fonts(), ignore_system_fonts=True, sys_inputs={"data": sheet}
    )
    made = compiler.compile(format="pdf", pdf_standards=["ua-1"])
    _forget()
    assert isinstance(made, bytes)
    return made


def _forget() -> None:
    """Lets typst drop what it remembers of the sheet: it keeps the last ten compilations, 45 MB each for a newspaper.

    Without this a worker grows by 500 MB; ten empty sheets take about 10 ms.
    """
    for _ in range(REMEMBERED):
        typst.Compiler(input=b"", font_paths=fonts(), ignore_system_fonts=True).compile(format="svg")
