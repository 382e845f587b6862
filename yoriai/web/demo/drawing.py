"""A graphic record for the demo, drawn here: a sheet of paper with what was said along one thread."""

import io

from PIL import Image, ImageDraw, ImageFont

from yoriai.ui.paper.glyphs import font_files

SIZE = (1500, 900)
INK, THREAD, SAND, MOSS = "#2b2a27", "#c2371c", "#f4efe4", "#4d6b3c"
SAID = (
    ((240, 300), "頼むのは\n気が引ける", SAND),
    ((600, 560), "合図を決めよう", "#fbe3dc"),
    ((960, 300), "登校前の10分", "#e4ecdd"),
    ((1270, 560), "赤い札を\n12軒で", SAND),
)


def drawing() -> bytes:
    """The sheet as JPEG."""
    sheet = Image.new("RGB", SIZE, "#fffdf8")
    pen, font = ImageDraw.Draw(sheet), str(sorted(font_files())[0])
    pen.text((70, 50), "ごみ出しを、町でどう支える？", INK, ImageFont.truetype(font, 66))
    pen.line([(70, 450), *(place for place, _words, _ground in SAID), (1440, 450)], THREAD, 12, joint="curve")
    words_font = ImageFont.truetype(font, 42)
    for (across, down), words, ground in SAID:
        left, top, right, bottom = pen.multiline_textbbox((across, down), words, words_font, "mm", align="center")
        pen.rounded_rectangle((left - 36, top - 34, right + 36, bottom + 34), 40, ground, INK, 5)
        pen.multiline_text((across, down), words, INK, words_font, "mm", align="center")
    for number in range(7):  # those who were there
        x = 190 + number * 180
        pen.ellipse((x - 26, 700, x + 26, 752), SAND, INK, 5)
        pen.arc((x - 52, 760, x + 52, 880), 180, 360, MOSS, 8)
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=85)
    return out.getvalue()
