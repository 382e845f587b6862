"""Which column holds which field: by the column's name through an alias file, never by its position.

An alias file (aliases/*.toml) names the fields of one kind of table and, for each, the column names met for it: both
generations of the national standard sheets, other portals' English names, and plain words. Names are compared folded
(see `fold`), so the file holds one spelling of each.
"""

import re
import tomllib
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

# Every bar that people type for the long-vowel mark ー or for a hyphen. NFKC has already widened half-width kana.
BARS = r"\u2010-\u2015\u2212\u2500\u2501\ufe63\uff0d\-"
BAR_AFTER_KANA = re.compile(rf"(?<=[\u3041-\u3096\u30a1-\u30fa])[{BARS}]")
# 名称_カナ and 名称カナ, comment-id and comment_id, No. and NO are the same name.
IGNORED = re.compile(rf"[\s{BARS}\u200b-\u200f\u2060\ufeff_.・:;/]+")
# 【必須】名称, 名称（任意）, ※名称, 1.名称, 電話番号（代表） and 緯度（世界測地系） say no more than the name itself.
MARKED = re.compile(
    r"^[*※◎○●■□◆◇★☆]+|[*※◎○●■□◆◇★☆]+$|^\(?\d{1,2}[).、](?=\D)"
    r"|[\[(【](?:必須|任意|required|optional|代表|正式|正式名称|半角|全角|西暦|世界測地系|jgd2011|wgs84|十進|十進法|度|円|人|名"
    r"|(?:例|24時間|yyyy|hh)[^()\[\]【】]{0,30}|[^()\[\]【】]{0,30}(?:入力|形式|記載))[\])】]"
)
# Brackets that say something else stay part of the name, but it does not matter which they are: 料金(基本), 料金_基本.
BRACKETS = re.compile(r"[()\[\]【】「」『』<>〈〉《》]")
REMARK = re.compile(r"[(\[【「<〈《]([^()\[\]【】「」<>〈〉《》]{1,40})[)\]】」>〉》]")
# Remarks that make another thing of a name.
TURNS = re.compile(
    r"カナ|かな|ふりがな|フリガナ|よみ|読み|英|外国|中国|韓国|言語|ローマ|通称|略|旧|前|予備|開始|終了|自|至|から|まで|開|閉|詳細|有無|住所|所在地|電話|tel|fax|mail|メール|url|携帯|年|月|曜",
    re.I,
)
POLITE = re.compile(r"^[おご御](?=[\u4e00-\u9fff])")
LONGEST_GUESSED = 30  # signs of a name that is guessed from words in it
LONGEST = 200  # signs of a name that are looked at; survey questions are longer, names of columns are not


def fold(header: str) -> str:
    """A column name as it is compared: without differences of width, case, blanks, bars for ー, and marks of duty."""
    name = unicodedata.normalize("NFKC", header[:LONGEST]).casefold()
    name = BAR_AFTER_KANA.sub("ー", "".join(name.split()))
    return IGNORED.sub("", MARKED.sub("", name))


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind of table: what it means, which reader of values.py reads it, and the names met for it.
    like: what a name nobody listed looks like that must mean this field; taken last, and told."""

    name: str
    means: str
    reads: str
    names: tuple[str, ...]
    like: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """Many columns that are one field with a key in the name: a column per statement, 活動分野１ to ２０."""

    name: str
    means: str
    pattern: re.Pattern[str]
    example: str


@dataclass(frozen=True, slots=True)
class Aliases:
    """The alias file of one kind of table. Of each group in `needs` at least one field must have a column."""

    kind: str
    about: str
    fields: tuple[Field, ...]
    series: tuple[Series, ...]
    needs: tuple[tuple[str, ...], ...]

    @property
    def ranks(self) -> Mapping[str, tuple[str, int]]:
        """Folded column name → (field, how much it is preferred: 0 is best)."""
        return _ranks(self)

    def guess(self, header: str) -> Field | None:
        """The field that a name nobody listed must mean, by the words in it."""
        name = bare(header)
        if not 0 < len(name) <= LONGEST_GUESSED:
            return None
        return next((one for one in self.fields if one.like and one.like.search(name)), None)


@dataclass(frozen=True, slots=True)
class Matching:
    """What `match` found. A header is in `found`, in a series of `many`, or in `unknown`; nothing is dropped unseen.

    missing: for each need that no column meets, the fields of which one would do. guessed: the columns found by the
    words in their name only, for the preview.
    """

    found: Mapping[str, str]
    unknown: tuple[str, ...]
    missing: tuple[tuple[str, ...], ...]
    many: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    guessed: Mapping[str, str] = field(default_factory=dict)

    def cell(self, cells: Mapping[str, str], name: str) -> str:
        """What a row says in the field of this name; "" where the table has no such column."""
        return cells.get(self.found.get(name, ""), "")


@cache
def _ranks(aliases: Aliases) -> Mapping[str, tuple[str, int]]:
    named = [(fold(name), (one.name, rank)) for one in aliases.fields for rank, name in enumerate(one.names)]
    return dict(reversed(named))  # of two spellings of one name the earlier counts


@cache
def _loose_ranks(aliases: Aliases) -> Mapping[str, tuple[str, int]]:
    """As `ranks`, by names without brackets."""
    return {BRACKETS.sub("", name): found for name, found in _ranks(aliases).items()}


def bare(header: str) -> str:
    """A folded name without the remarks in brackets that say no other thing: 緯度（10進法） is 緯度."""
    return POLITE.sub(
        "", BRACKETS.sub("", REMARK.sub(lambda hit: hit[0] if TURNS.search(hit[1]) else "", fold(header)))
    )


def match(headers: Sequence[str], aliases: Aliases) -> Matching:
    """The column of each field, by name. Where two columns could be one field, the earlier alias wins, then the earlier
    column; the other is unknown, so that the preview shows it. A field that no name names may be guessed from one."""
    best: dict[str, tuple[int, int]] = {}
    many: dict[str, dict[str, str]] = {}
    known: set[int] = set()
    for place, header in enumerate(headers):
        folded = fold(header)
        if folded in aliases.ranks:
            name, rank = aliases.ranks[folded]
            best[name] = min(best.get(name, (rank, place)), (rank, place))
            known.add(place)
            continue
        for series in aliases.series:
            if hit := series.pattern.fullmatch(folded):
                if many.setdefault(series.name, {}).setdefault(hit["key"], header) == header:
                    known.add(place)
                break
    exact = dict(best)
    loosely = _loosely(headers, aliases, exact, known)
    best |= {name: (0, place) for name, place in loosely.items()}
    guessed = _guessed(headers, aliases, best, known | set(loosely.values()))
    best |= {name: (0, place) for name, place in guessed.items()}
    found = {one.name: headers[best[one.name][1]] for one in aliases.fields if one.name in best}
    used = {place for _, place in best.values()} | {
        place for place in known if any(headers[place] in columns.values() for columns in many.values())
    }
    return Matching(
        found=found,
        unknown=tuple(header for place, header in enumerate(headers) if place not in used),
        missing=tuple(group for group in aliases.needs if not any(name in found or name in many for name in group)),
        many=many,
        guessed={headers[place]: name for name, place in guessed.items()},
    )


def _loosely(
    headers: Sequence[str], aliases: Aliases, found: Mapping[str, tuple[int, int]], known: set[int]
) -> dict[str, int]:
    """Fields not yet found whose names a column has but for brackets, remarks and politeness."""
    ranks = _loose_ranks(aliases)
    best: dict[str, tuple[int, int]] = {}
    for place, header in enumerate(headers):
        for name in (BRACKETS.sub("", fold(header)), bare(header)) if place not in known else ():
            if name in ranks and ranks[name][0] not in found:
                one, rank = ranks[name]
                best[one] = min(best.get(one, (rank, place)), (rank, place))
                break
    return {name: place for name, (_, place) in best.items()}


def _guessed(
    headers: Sequence[str], aliases: Aliases, found: Mapping[str, tuple[int, int]], known: set[int]
) -> dict[str, int]:
    """Fields not yet found that the words of a column's name leave no doubt about."""
    guesses: dict[str, int] = {}
    for place, header in enumerate(headers):
        one = aliases.guess(header) if place not in known else None
        if one and one.name not in found:
            guesses.setdefault(one.name, place)
    return guesses


def choose(headers: Sequence[str], candidates: Sequence[Aliases]) -> tuple[Aliases, Matching]:
    """Which kind of table this is: the one with nothing missing that knows most columns, the earlier on a draw.

    Where something is missing in every kind, the nearest one, so that its `missing` can be told.
    """
    matched = [(aliases, match(headers, aliases)) for aliases in candidates]
    return min(matched, key=lambda pair: (len(pair[1].missing), len(pair[1].unknown)))


def familiarity(cells: Sequence[str], candidates: Sequence[Aliases]) -> int:
    """How much the cells are column names of one of the kinds: tells the header row from titles and data. A listed name
    counts two, a guessed one one."""
    names = {cell for cell in cells if cell.strip()}
    return max((_familiarity(names, aliases) for aliases in candidates), default=0)


def _familiarity(names: Collection[str], aliases: Aliases) -> int:
    loose = _loose_ranks(aliases)
    listed = {name for name in names if fold(name) in aliases.ranks or bare(name) in loose}
    guessed = {one.name for name in names if name not in listed and (one := aliases.guess(name))}
    return 2 * len(listed) + len(guessed)


@cache
def aliases_for(kind: str) -> Aliases:
    """The alias file of a kind: "areas", "places", "voices", "votes", "votes_matrix", "statements", "readings", …

    Raises KeyError where there is none.
    """
    path = resources.files(__package__) / "aliases" / f"{kind}.toml"
    if not kind.isidentifier() or not path.is_file():
        raise KeyError(kind)
    return parse_aliases(kind, path.read_text("utf-8"))


def kinds() -> list[str]:
    """The kinds of table there is an alias file for, in order of their names."""
    folder = resources.files(__package__) / "aliases"
    return sorted(file.name.removesuffix(".toml") for file in folder.iterdir() if file.name.endswith(".toml"))


def parse_aliases(kind: str, text: str) -> Aliases:
    """An alias file from its text: a city may add its own. Raises ValueError where two fields claim a name."""
    data: dict[str, Any] = tomllib.loads(text)
    fields = tuple(
        Field(
            name,
            one["means"],
            one.get("reads", "text"),
            tuple(one["names"]),
            re.compile(one["like"]) if "like" in one else None,
        )
        for name, one in data["fields"].items()
    )
    series = tuple(
        Series(name, one["means"], re.compile(one["pattern"]), one["example"])
        for name, one in data.get("series", {}).items()
    )
    claimed: dict[str, str] = {}
    for one in fields:
        for name in one.names:
            if claimed.setdefault(fold(name), one.name) != one.name:
                raise ValueError(f"{kind}: {name} is claimed by {claimed[fold(name)]} and by {one.name}")
    needs = tuple(tuple(group) for group in data.get("needs", []))
    return Aliases(kind, data["about"], fields, series, needs)
