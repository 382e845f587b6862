"""A city's own colours, made readable: nobody who picks a light yellow may end up with text nobody can read."""

# The grounds of the two themes in yoriai.css, and their ink.
LIGHT_GROUND, DARK_GROUND = "#fbfaf6", "#22201d"
ENOUGH = 4.6  # WCAG 2.2 AA asks 4.5; a little for rounding
DEFAULT_THREAD, DEFAULT_LINK = "#c1351f", "#1f3f8f"

RGB = tuple[float, float, float]


def rgb(colour: str) -> RGB:
    """`#c1351f` as three numbers from 0 to 1. Raises ValueError for anything else."""
    if len(colour) != 7 or colour[0] != "#":
        raise ValueError(colour)
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def written(colour: RGB) -> str:
    """The same colour as `#rrggbb`."""
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)


def luminance(colour: RGB) -> float:
    """Relative luminance as WCAG defines it, 0 to 1."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The ratio between two colours, 1 to 21."""
    lighter, darker = sorted((luminance(rgb(one)), luminance(rgb(other))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: str, ground: str) -> str:
    """The colour itself if its text can be read on the ground, else the nearest mix with black or white that can."""
    start, aim = rgb(colour), 0.0 if luminance(rgb(ground)) > 0.4 else 1.0
    for step in range(21):
        red, green, blue = (part + (aim - part) * step / 20 for part in start)
        mixed = written((red, green, blue))
        if contrast(mixed, ground) >= ENOUGH:
            return mixed
    return written((aim, aim, aim))


def sheet(thread: str, link: str) -> str:
    """The style sheet that puts a city's two colours in place of ours, light and dark. Raises ValueError."""

    def block(ground: str) -> str:
        shown = readable(link, ground)
        soft = written(tuple(0.88 * g + 0.12 * c for g, c in zip(rgb(ground), rgb(shown), strict=True)))  # type: ignore[arg-type]
        on_link = "#ffffff" if contrast("#ffffff", shown) >= contrast("#111111", shown) else "#111111"
        return (
            f"--thread:{readable(thread, ground)};--link:{readable(shown, soft)};--link-soft:{soft};--on-link:{on_link}"
        )

    light, dark = block(LIGHT_GROUND), block(DARK_GROUND)
    return (
        f"@layer tokens{{:root{{{light}}}:root[data-theme=dark]{{{dark}}}"
        f"@media(prefers-color-scheme:dark){{:root:not([data-theme]){{{dark}}}}}}}"
    )
