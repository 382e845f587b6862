"""Writes docs/reference/import-headers.md from the alias files: python -m yoriai.engines.tables.aliases_doc"""

from pathlib import Path

from .headers import Aliases, aliases_for, kinds

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "import-headers.md"

HEAD = """\
# Column names understood by the imports

Generated from `yoriai/engines/tables/aliases/*.toml`, which are the files to edit, by
`python -m yoriai.engines.tables.aliases_doc`.

Columns are found by name, never by position. Full and half width, upper and lower case, blanks, line breaks, `_`, `-`,
`・` and marks such as `※` or 【必須】 make no difference, and any bar after kana is 「ー」 (コ―ド is コード). The first
name of a field is preferred where a file has several. Unknown columns are shown in the preview and left alone.
"""


def page() -> str:
    """The page as Markdown."""
    return "\n".join([HEAD, *(_section(aliases_for(kind)) for kind in kinds())])


def _section(aliases: Aliases) -> str:
    needed = " and ".join(" or ".join(f"`{name}`" for name in group) for group in aliases.needs)
    lines = [
        f"## {aliases.kind}",
        "",
        aliases.about,
        "",
        f"Needed: {needed}.",
        "",
        "| field | meaning | read as | column names |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| `{field.name}` | {field.means} | {field.reads} | {', '.join(field.names)} |" for field in aliases.fields
    ]
    lines += [f"| `{series.name}` | {series.means} | one column each | {series.example} |" for series in aliases.series]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
