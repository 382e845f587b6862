"""Taking a city's areas from files: towns, wards and districts of a table, outlines of a GeoJSON file.

Areas are known by their official code (全国地方公共団体コード); a town, which has none of its own, by its ward and name.
"""

import re
import unicodedata
from typing import Any

from django.db import transaction
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_noop

from yoriai.engines.japanese.kana import hiragana
from yoriai.engines.japanese.readings import Reader
from yoriai.engines.tables.geo import Polygon, Shape, Shapes, centroid
from yoriai.engines.tables.headers import aliases_for
from yoriai.engines.tables.official_codes import city_of_ward
from yoriai.engines.tables.reading import Table
from yoriai.engines.tables.report import Report
from yoriai.engines.tables.simplifying import simplify
from yoriai.engines.tables.taking import Line, lines, matched
from yoriai.engines.tables.values import choice, code
from yoriai.kernel.actors.who import Who
from yoriai.kernel.areas.models import Area
from yoriai.kernel.city.policy import can_run_city
from yoriai.kernel.city.queries import city
from yoriai.kernel.policy import require
from yoriai.kernel.readings.queries import city_reader
from yoriai.kernel.records.actions import record

OTHER_CITY = gettext_noop("This is neither this city nor one of its wards.")
NO_NAME = gettext_noop("The row names no area.")
NO_PARENT = gettext_noop("The area it should belong to is not known: %(name)s.")
NO_SUCH_AREA = gettext_noop("No area of the city belongs to this shape: %(name)s.")
TOLERANCE = 0.0005  # degrees: about 50 m
K = Area.Kind
KINDS = {
    "市": K.CITY, "区": K.WARD, "行政区": K.WARD, "地区": K.DISTRICT, "学区": K.DISTRICT, "小学校区": K.DISTRICT,
    "中学校区": K.DISTRICT, "連合町内会": K.DISTRICT, "町": K.TOWN, "町丁目": K.TOWN, "町内会": K.TOWN,
    **{kind.value: kind for kind in K},
}  # fmt: skip
CITY_BEFORE_WARD = re.compile(r"^.+?市\s*(?=\S+区$)")
NOT_IN_A_CODE = re.compile(r"[\s/?#%\\]+")


@transaction.atomic
def take_areas(table: Table, *, by: Who) -> Report:
    """Take wards, districts and towns. A ward a town names and nobody knows yet is made.

    Rows of other municipalities in a code list of the whole country are skipped. Raises Unreadable where a column is missing.
    """
    require(can_run_city(by))
    aliases, matching = matched(table, [aliases_for("areas")])
    taking, report = _Taking(), Report()
    for line in lines(table, aliases, matching, report):
        taking.take(line)
    taking.write()
    if report.taken or report.updated:
        record("areas.imported", by=by, inside=True, taken=report.taken, updated=report.updated)
    return report


@transaction.atomic
def take_shapes(shapes: Shapes, *, by: Who) -> Report:
    """Take outlines, simplified so that neighbours stay neighbours. Wards nobody knows yet are made."""
    require(can_run_city(by))
    taking, report = _Taking(), Report()
    for number, shape in enumerate(simplify(shapes.shapes, TOLERANCE), 1):
        end = taking.outline(shape)
        if end:
            setattr(report, end, getattr(report, end) + 1)
        else:
            report.skip(number, NO_SUCH_AREA, name=shape.name or shape.code or "?")
    taking.write()
    if report.taken or report.updated:
        record("areas.imported", by=by, inside=True, taken=report.taken, updated=report.updated)
    return report


class _Taking:
    """The areas known already and those to be written, so that thousands of towns cost a handful of queries."""

    def __init__(self) -> None:
        here = city()
        self.home: Area | None = here.area if here else None
        self.reader: Reader = city_reader()
        known = {area.pk: area for area in Area.objects.defer("outline")}
        for area in known.values():
            area.parent = known[area.parent_id] if area.parent_id else None
        self.by_code = {area.code: area for area in known.values()}
        self.by_name = {(area.parent_id, area.name): area for area in self.by_code.values()}
        self.named: dict[str, Area] = {}  # of several with one name, the highest
        for area in sorted(self.by_code.values(), key=lambda area: (area.path.count("/"), area.pk)):
            self.named.setdefault(area.name, area)
        self.new: list[Area] = []
        self.changed: dict[int, tuple[Area, set[str]]] = {}
        self.seen: set[str] = set()

    def take(self, line: Line) -> None:
        """One row."""
        official: str | None = line.read("code")
        town = line.text("town") + line.text("chome") + line.text("block")
        if town:
            self._town(line, town, official)
        elif line.text("name"):
            self._named(line, official)
        else:
            self._official(line, official)

    def _town(self, line: Line, name: str, official: str | None) -> None:
        ward = _without_city(line.text("ward") or line.text("city"))
        parent = self._ward(official, ward)
        if parent is None:
            line.skip(NO_PARENT, name=ward or official or "?")
            return
        given = line.text("town") if line.text("chome") or line.text("block") else ""
        kana = "" if given else line.read("town_kana") or ""
        self._put(line, K.TOWN, name, parent, kana, line.text("source_id"))

    def _named(self, line: Line, official: str | None) -> None:
        name, above = line.text("name"), line.text("parent") or line.text("ward")
        kind = choice(line.text("kind"), KINDS).value or (K.TOWN if name.endswith(("町", "丁目")) else K.DISTRICT)
        parent = self._parent_named(above) if above else self._ward(official, "")
        if parent is None:
            line.skip(NO_PARENT, name=above or official or "?")
            return
        self._put(line, kind, name, parent, line.read("kana") or "", line.text("source_id"))

    def _official(self, line: Line, official: str | None) -> None:
        """A city or a ward of a code list."""
        name = _without_city(line.text("ward") or line.text("city"))
        known = self.by_code.get(official or "")
        ours = self.home is not None and official is not None and city_of_ward(official) == self.home.code
        if official is None or not name:
            line.skip(NO_NAME)
        elif known is None and not ours:
            line.skip(OTHER_CITY)
        else:
            kind = known.kind if known else K.WARD
            kana = line.read("ward_kana") or _last_word(line.read("city_kana") or "", line.text("city"))
            self._put(line, kind, name, self._city_of(official, known), kana, official=official)

    def _city_of(self, official: str, known: Area | None) -> Area | None:
        if known is not None:
            return known.parent
        return self.by_code.get(city_of_ward(official)) or self.home

    def _ward(self, official: str | None, name: str) -> Area | None:
        """The ward of a town, by its code, else by its name; made where it is new."""
        known = self.by_code.get(official or "")
        if known is not None and (not name or known.kind != K.CITY or known.name == name):
            return known
        if official and city_of_ward(official):
            made = Area(kind=K.WARD, code=official, name=name or official, parent=self._city_of(official, None))
            made.reading = self._read(made.name)
            self._save(made)
            return made
        return self._parent_named(name) if name else self.home

    def _parent_named(self, name: str) -> Area | None:
        found = self.by_code.get(name) or self.named.get(name)
        if found is not None and found.pk is None:
            self.write()
        return found

    def _put(
        self,
        line: Line,
        kind: str,
        name: str,
        parent: Area | None,
        kana: str,
        source_id: str = "",
        *,
        official: str = "",
    ) -> None:
        """Make the area or change it."""
        facts: dict[str, Any] = {"name": name[:80], "parent": parent}
        if kana:
            facts["reading"] = hiragana(kana)[:120]
        if position := line.position():
            facts["latitude"], facts["longitude"] = position
        own = official or own_code(parent, source_id or name)
        area = self.by_code.get(own) or self.by_name.get((parent.pk if parent else None, name[:80]))
        if (area.code if area else own) in self.seen:
            line.skip("row_repeated")
            return
        if area is not None:
            self.seen.add(area.code)
            line.ends("updated" if self._change(area, facts) else "unchanged")
            return
        self.seen.add(own)
        made = Area(kind=kind, code=own, **facts)
        made.reading = made.reading or self._read(name)
        if kind == K.TOWN:
            self._keep(made)
            self.new.append(made)
        else:
            self._save(made)
        line.ends("taken")

    def outline(self, shape: Shape) -> str | None:
        """Give an area its outline; "taken", "updated" or "unchanged", None where nobody knows it."""
        official = code(shape.code, self.home.code if self.home else "").value
        name = _without_city(shape.name)
        area = self.by_code.get(official or "") or next(
            (one for one in self.by_code.values() if one.name == name), None
        )
        facts = {"outline": _geometry(shape.polygons)}
        if area is not None:
            return "updated" if self._change(area, facts) else "unchanged"
        if not (official and name and city_of_ward(official)):
            return None
        made = Area(kind=K.WARD, code=official, name=name[:80], parent=self._city_of(official, None), **facts)
        made.reading = self._read(name)
        made.longitude, made.latitude = (round(degrees, 6) for degrees in centroid(shape.polygons))
        self._save(made)
        return "taken"

    def _read(self, name: str) -> str:
        return self.reader.hiragana(name)[:120]

    def _change(self, area: Area, facts: dict[str, Any]) -> bool:
        """Note what differs, to be written at the end."""
        fields = {field for field, value in facts.items() if getattr(area, field) != value}
        for field in fields:
            setattr(area, field, facts[field])
        if fields and area.pk:
            self.changed.setdefault(area.pk, (area, set()))[1].update(fields)
        return bool(fields)

    def _keep(self, area: Area) -> None:
        self.by_code[area.code] = area
        self.by_name[area.parent_id, area.name] = area
        self.named.setdefault(area.name, area)

    def _save(self, area: Area) -> None:
        """A ward or district is written at once: towns will lie in it."""
        area.save(force_insert=True)
        area.path = area.own_path()
        area.save(update_fields=["path"])
        self._keep(area)

    def write(self) -> None:
        """Write the towns, then their paths: one statement for each ward."""
        Area.objects.bulk_create(self.new, batch_size=1000)
        for parent in {town.parent for town in self.new}:
            own = Concat(Value(parent.path if parent else ""), Cast("pk", CharField()), Value("/"))
            Area.objects.filter(parent=parent, path="").update(path=own)
        self.new = []
        for area, fields in self.changed.values():
            _write_change(area, fields)
        self.changed = {}


def _write_change(area: Area, fields: set[str]) -> None:
    old = area.path
    if "parent" in fields:
        area.path = area.own_path()
    area.save(update_fields=[*fields, "path"])
    if area.path != old:
        for below in Area.objects.filter(path__startswith=old).exclude(pk=area.pk):
            below.path = area.path + below.path[len(old) :]
            below.save(update_fields=["path"])


def own_code(parent: Area | None, name: str) -> str:
    """The code of an area that has no official one: its parent's and its own name or id."""
    plain = NOT_IN_A_CODE.sub("-", unicodedata.normalize("NFKC", name).strip())
    return f"{parent.code if parent else 'area'}-{plain}"[:80]


def _without_city(name: str) -> str:
    """青葉区, of 仙台市 青葉区 or 仙台市青葉区."""
    return CITY_BEFORE_WARD.sub("", name).strip()


def _last_word(kana: str, name: str) -> str:
    """あおばく, of せんだいし あおばく beside 仙台市 青葉区; "" where the words of the two do not match."""
    words = kana.split()
    return words[-1] if words and len(words) == len(name.split()) else ""


def _geometry(polygons: list[Polygon]) -> dict[str, Any]:
    """GeoJSON with as many digits as a metre needs."""
    rounded = [[[[round(x, 5), round(y, 5)] for x, y in ring] for ring in polygon] for polygon in polygons]
    return {"type": "MultiPolygon", "coordinates": rounded}
