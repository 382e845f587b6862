import pytest
from django.db import IntegrityError, transaction

from yoriai.directory.models import Place
from yoriai.kernel.items import codes
from yoriai.kernel.items.actions import add_item, save_item
from yoriai.kernel.items.queries import can_see
from yoriai.kernel.models import Audience, Item, Visibility


def place(cast, title="長町市民センター", **facts):
    return add_item(Place(title=title, by=cast.office, **facts))


def test_a_code_has_six_signs_that_cannot_be_misheard(cast):
    made = place(cast)
    assert codes.PATTERN.fullmatch(made.code)
    assert not set("01OI") & set(codes.SIGNS)
    assert len(codes.SIGNS) == 32


def test_a_code_already_taken_is_drawn_anew(cast, monkeypatch):
    first = place(cast)
    drawn = iter([first.code, first.code, "ZZZZZ9"])
    monkeypatch.setattr(codes, "draw", lambda: next(drawn))
    assert place(cast).code == "ZZZZZ9"


@pytest.mark.parametrize("typed", ["p7k2m4", " P7K 2M4", "Ｐ７Ｋ２Ｍ４", "P7K-2M4"])
def test_a_code_may_be_typed_in_any_width_and_case(typed):
    assert codes.clean(typed) == "P7K2M4"


def test_what_is_meant_for_a_team_is_seen_by_its_members_and_nobody_else(cast):
    """House rule 4: what must not be seen exists in the test."""
    shown, meant = place(cast), place(cast, "下書き", visibility=Visibility.AUDIENCE)
    Audience.objects.create(item=meant, actor=cast.team)
    seen = {who: set(Item.objects.visible_to(who)) for who in (None, cast.who(cast.outsider), cast.who(cast.editor))}
    assert meant.item not in seen[None] and shown.item in seen[None]
    assert meant.item not in seen[cast.who(cast.outsider)]
    assert meant.item in seen[cast.who(cast.editor)]


def test_signed_in_only_is_not_for_guests_and_strangers(cast):
    made = place(cast, visibility=Visibility.SIGNED_IN)
    assert not can_see(None, made)
    assert not can_see(cast.who(cast.head), made)  # the head has no account
    assert can_see(cast.who(cast.outsider), made)


def test_what_is_hidden_is_seen_by_its_author_and_the_office_only(cast):
    made = add_item(Place(title="x", by=cast.resident, visibility=Visibility.HIDDEN))
    assert can_see(cast.who(cast.resident), made)
    assert can_see(cast.who(cast.officer), made)
    assert not can_see(cast.who(cast.editor), made)
    assert not can_see(None, made)


def test_what_happens_in_a_town_stands_in_its_wards_list(cast):
    """R43."""
    made = add_item(Place(title="x", by=cast.office), areas=[cast.towns[0]])
    assert {area.name for area in made.areas.all()} == {"長町一丁目", "長町区", "杜野市"}


def test_a_change_raises_the_version(cast):
    made = place(cast)
    made.title = "新しい名前"
    save_item(made, "title")
    assert Item.objects.get(pk=made.pk).version == 2


def test_the_database_refuses_the_same_theme_twice(cast):
    from yoriai.kernel.models import ItemTheme

    made = add_item(Place(title="x", by=cast.office), themes=[cast.themes[0]])
    with pytest.raises(IntegrityError), transaction.atomic():
        ItemTheme.objects.create(item=made, theme=cast.themes[0])
