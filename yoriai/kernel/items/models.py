"""Anything that can be found, followed, linked, discussed or published. Each domain model extends Item."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import IntegrityError, models, transaction
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from yoriai.kernel.items import codes
from yoriai.kernel.items.registry import KINDS, Kind, listed_kinds

if TYPE_CHECKING:
    from yoriai.kernel.actors.who import Who


MEANT_FOR = "EXISTS(SELECT 1 FROM kernel_audience meant WHERE meant.item_id = {{}} AND meant.actor_id IN ({}))"


class Visibility(models.TextChoices):
    """Who finds it at all. The rows of Audience are asked for AUDIENCE only."""

    PUBLIC = "public", _("Everybody")
    SIGNED_IN = "signed_in", _("Everybody who has signed in")
    AUDIENCE = "audience", _("The people it is meant for")
    HIDDEN = "hidden", _("Made invisible under the publication rules")


class WrittenOut(Func):
    """A condition in SQL with a {} for each value: `WrittenOut("EXISTS(… = {})", F("pk"))`.

    For the few conditions asked on nearly every page: what the ORM puts together for the same takes half a millisecond a time.
    """

    output_field = models.BooleanField()  # type: ignore[assignment]

    def __init__(self, condition: str, *values: Any) -> None:
        super().__init__(*values)
        self.condition = condition

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **kwargs: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """The condition with its values in their places."""
        parts = [compiler.compile(value) for value in self.get_source_expressions()]
        return self.condition.format(*(sql for sql, _ in parts)), [one for _, params in parts for one in params]


class ItemQuerySet(models.QuerySet[Any]):
    """Shared by Item and every child; a door starts from `visible_to`."""

    def visible_to(self, who: "Who | None") -> Self:
        """What this reader may see. The one truth about visibility: `can_see` asks it too."""
        if who is None:
            return self.filter(visibility=Visibility.PUBLIC)
        hats = sorted(who.hats)
        meant = WrittenOut(MEANT_FOR.format(", ".join(["{}"] * len(hats))), F("pk"), *map(Value, hats))
        may = Q(visibility=Visibility.PUBLIC) | Q(by__in=hats) | Q(meant, visibility=Visibility.AUDIENCE)
        if who.signed_in:
            may |= Q(visibility=Visibility.SIGNED_IN)
        if who.office:
            may |= Q(visibility=Visibility.HIDDEN)
        return self.filter(may)

    def public(self) -> Self:
        """What everybody may see: for feeds, counts and pages kept for all."""
        return self.filter(visibility=Visibility.PUBLIC)

    def listed(self) -> Self:
        """Kinds that stand in lists of everything."""
        return self.filter(kind__in=listed_kinds())


class Item(models.Model):
    """The columns every list, search, map, feed and story works on.

    `version` is raised by every action that changes what is shown: caches are keyed by it.
    """

    # The name of the kind, the same for every row of a child.
    KIND = ""

    code = models.CharField(max_length=codes.LENGTH, unique=True, editable=False)
    kind = models.CharField(max_length=16, editable=False)
    state = models.CharField(max_length=16, default="")
    version = models.PositiveIntegerField(default=1, editable=False)
    title = models.CharField(_("title"), max_length=200, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="items")
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.PUBLIC)
    themes = models.ManyToManyField("kernel.Theme", through="ItemTheme", related_name="items")
    areas = models.ManyToManyField("kernel.Area", through="ItemArea", related_name="items")
    # The next date that matters to readers: the start of an event, the day a commitment is due.
    when = models.DateTimeField(null=True, blank=True)
    where = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="held_here")
    search = SearchVectorField(null=True, editable=False)
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["visibility", "kind", "-id"], name="item_newest"),
            models.Index(fields=["visibility", "-id"], name="item_newest_any"),
            models.Index(fields=["kind", "state", "when"], name="item_by_date"),
            models.Index(fields=["by", "-id"], name="item_by_actor"),
            GinIndex(fields=["search"], name="item_search"),
        ]

    def __str__(self) -> str:
        return self.title or self.code

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Stamps the kind and draws a code; everything else is the action's work."""
        if self.KIND:
            self.kind = self.KIND
        if self.code:
            super().save(*args, **kwargs)
            return
        for attempt in range(8):
            self.code = codes.draw()
            try:
                with transaction.atomic():
                    super().save(*args, **kwargs)
                return
            except IntegrityError:
                if attempt == 7 or not Item.objects.filter(code=self.code).exists():
                    raise

    @property
    def registered(self) -> Kind:
        """The registry entry of this kind."""
        return KINDS[self.kind]

    def get_absolute_url(self) -> str:
        return self.registered.page.format(code=self.code)

    def search_text(self) -> str:
        """What search reads besides the title. Children add their own text."""
        return self.summary


class OnGroundQuerySet(models.QuerySet[Any]):
    """Many at once, as nearly all are written: each row carries the kind of its item, whoever writes it."""

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """As Django's; the kinds of items that are not at hand are asked for in one query."""
        rows = list(objs)
        far = {row.item_id for row in rows if not (row.kind or "item" in row._state.fields_cache)}
        kinds = dict(Item.objects.filter(pk__in=far).values_list("pk", "kind")) if far else {}
        for row in rows:
            row.kind = row.kind or kinds.get(row.item_id) or row.item.kind
        return super().bulk_create(rows, *args, **kwargs)


class OnGround(models.Model):
    """An item stands on a theme or in an area. Its kind stands here too, so that the newest of each kind are found by one index."""

    kind = models.CharField(max_length=16, editable=False)

    objects = OnGroundQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Stamps the kind."""
        self.kind = self.kind or self.item.kind  # type: ignore[attr-defined]
        super().save(*args, **kwargs)


class ItemTheme(OnGround):
    """An item is about a theme."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="theme_rows")
    theme = models.ForeignKey("kernel.Theme", models.CASCADE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["theme", "item"], name="item_theme_once"),
            models.CheckConstraint(condition=~Q(kind=""), name="item_theme_kind"),
        ]
        indexes = [models.Index(fields=["theme", "kind", "-item"], name="item_theme_newest")]


class ItemArea(OnGround):
    """An item concerns an area."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="area_rows")
    area = models.ForeignKey("kernel.Area", models.CASCADE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "item"], name="item_area_once"),
            models.CheckConstraint(condition=~Q(kind=""), name="item_area_kind"),
        ]
        indexes = [models.Index(fields=["area", "kind", "-item"], name="item_area_newest")]


class Audience(models.Model):
    """An actor (a person or a whole team) an item is meant for."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="audience")
    actor = models.ForeignKey("kernel.Actor", models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "item"], name="audience_once")]
