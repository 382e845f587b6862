"""Translations without system binaries: Babel, and Django's own `templatize` to read templates.

Every app has one catalogue, `yoriai/<app>/locale/ja/LC_MESSAGES/django.po`. The msgids are English and need none.
"""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract as extract_from
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LANGUAGE = "ja"
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sdif]|%[sdif]|\{\w*\}")
TEMPLATES = {".html", ".txt", ".svg", ".js", ".xml"}
HEADER = """# Japanese of Yoriai.
msgid ""
msgstr ""
"Language: ja\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
NOT_READ = {"tests", "migrations", "locale", "static", "__pycache__"}


def apps(root: Path = ROOT) -> list[Path]:
    """The folders that have a catalogue: every package with an `apps.py`."""
    return sorted(path.parent for path in root.glob("*/apps.py"))


def catalogue(app: Path) -> Path:
    """Where an app's translations lie."""
    return app / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def sources(app: Path) -> Iterator[Path]:
    """Every Python file and template of an app, in a stable order."""
    for path in sorted(app.rglob("*")):
        inside = set(path.relative_to(app).parts)
        template = path.suffix in TEMPLATES and "templates" in inside and "tests" not in inside
        if template or (path.suffix == ".py" and not inside & NOT_READ):
            yield path


def extract(app: Path) -> Catalog:
    """All msgids of an app, without translations."""
    found = Catalog(locale=LANGUAGE, project="Yoriai")
    for path in sources(app):
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            text = templatize(text, origin=str(path))
        name = path.relative_to(ROOT.parent).as_posix() if path.is_relative_to(ROOT.parent) else path.name
        source = BytesIO(text.encode("utf-8"))
        for line, ids, comments, context in extract_from("python", source, KEYWORDS, ["Translators:"]):
            found.add(ids, locations=[(name, line)], auto_comments=comments, context=context)
    return found


def load(app: Path) -> Catalog:
    """An app's translations as they are written down; empty where there are none."""
    path = catalogue(app)
    if not path.exists():
        return Catalog(locale=LANGUAGE, project="Yoriai")
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGE)


def update(app: Path) -> list[str]:
    """Write the app's catalogue anew: translations kept, what is no longer said dropped. Returns what is missing."""
    template, known = extract(app), load(app)
    if not len(template) and not catalogue(app).exists():
        return []
    known.update(template, no_fuzzy_matching=True)
    written = BytesIO()
    written.write(HEADER.encode())
    # Neither line numbers nor dates: two people who add a sentence must not meet in the header.
    write_po(written, known, width=120, include_lineno=False, ignore_obsolete=True, omit_header=True)
    path = catalogue(app)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_bytes() != written.getvalue():
        path.write_bytes(written.getvalue())
    return [str(message.id) for message in known if message.id and not _translated(message)]


def compile_all(root: Path = ROOT) -> list[Path]:
    """Write the `.mo` of every app whose `.po` is newer. Set-up calls it before Django first speaks; needs no settings."""
    made = []
    for app in apps(root):
        source, target = catalogue(app), catalogue(app).with_suffix(".mo")
        if not source.exists() or (target.exists() and target.stat().st_mtime >= source.stat().st_mtime):
            continue
        fresh = target.with_suffix(".mo.new")
        with fresh.open("wb") as file:
            write_mo(file, load(app))
        fresh.replace(target)
        made.append(target)
    return made


def problems(root: Path = ROOT) -> list[str]:
    """Everything wrong with the translations, one sentence each: what the house test fails on."""
    found: list[str] = []
    said: dict[tuple[str, str | None], dict[str, str]] = {}
    for app in apps(root):
        wanted, known = extract(app), load(app)
        where = f"{app.name}: "
        names = {_name(message) for message in wanted if message.id}
        have = {_name(message): message for message in known if message.id}
        found += [f"{where}not in the catalogue: {name[0]!r}" for name in sorted(names - have.keys(), key=str)]
        found += [f"{where}no longer said: {name[0]!r}" for name in sorted(have.keys() - names, key=str)]
        found += [f"{where}kept as obsolete: {name!r}" for name in known.obsolete]
        for name, message in have.items():
            if message.fuzzy:
                found.append(f"{where}fuzzy: {name[0]!r}")
            if not _translated(message):
                found.append(f"{where}not translated: {name[0]!r}")
                continue
            found += [f"{where}{fault}" for fault in _placeholders(message)]
            said.setdefault(name, {})[app.name] = str(message.string)
    for name, by_app in said.items():
        if len(set(by_app.values())) > 1:
            found.append(f"said differently in {', '.join(by_app)}: {name[0]!r}")
    return found


def _name(message: Message) -> tuple[str, str | None]:
    return (message.id if isinstance(message.id, str) else message.id[0]), message.context


def _translated(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, tuple | list) else bool(message.string)


def _placeholders(message: Message) -> Iterable[str]:
    """Japanese has one plural form: it must hold what the English plural holds."""
    english = message.id if isinstance(message.id, str) else message.id[-1]
    strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
    for japanese in strings:
        if sorted(PLACEHOLDER.findall(english)) != sorted(PLACEHOLDER.findall(japanese)):
            yield f"other placeholders than the English: {japanese!r}"
