"""Themes somebody misses (R4), and the figures that tell what a problem is here (R47)."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yoriai.directory.lifecycle import THEME_IDEA
from yoriai.directory.models import Figure, ThemeIdea
from yoriai.directory.policy import can_edit_themes, can_raise_theme
from yoriai.kernel.actors.who import Who
from yoriai.kernel.asks.actions import ask, close_asks
from yoriai.kernel.city.queries import city
from yoriai.kernel.items.actions import add_item, locked, save_item
from yoriai.kernel.items.models import Visibility
from yoriai.kernel.models import Theme
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.kernel.themes.actions import own_code, put_theme


@transaction.atomic
def raise_theme(title: str, summary: str = "", *, by: Who) -> ThemeIdea:
    """Say which theme is missing. It waits for the office; until then its author and the office see it."""
    require(can_raise_theme(by))
    here = city()
    assert here is not None, "there is a city before there are people"
    idea = ThemeIdea(
        title=title, summary=summary, by=by.actor, state=ThemeIdea.State.PROPOSED, visibility=Visibility.AUDIENCE
    )
    add_item(idea, audience=[here.office])
    record("theme_idea.added", by=by, item=idea)
    ask("theme_idea", idea, here.office, by=by, text=summary)
    return idea


@transaction.atomic
def adopt_theme(idea: ThemeIdea, name: str, about: str = "", reading: str = "", *, by: Who) -> ThemeIdea:
    """It becomes one of the problem themes, under the name the office gives it. Raises NotPossible for a name there is."""
    require(can_edit_themes(by))
    idea = locked(idea)
    idea.state = THEME_IDEA.after(idea.state, "adopt")
    if Theme.objects.filter(name=name).exists():
        raise NotPossible(_("There is a theme of this name already."))
    place = Theme.objects.problems().count()
    idea.theme = put_theme(
        own_code(name), vocabulary=Theme.Vocabulary.PROBLEM, name=name, about=about, reading=reading, place=place
    )
    idea.visibility = Visibility.PUBLIC
    save_item(idea, "state", "theme", "visibility")
    close_asks("theme_idea", idea, by=by)
    record("theme_idea.adopted", by=by, item=idea, theme=idea.theme.pk)
    return idea


@transaction.atomic
def decline_theme(idea: ThemeIdea, answer: str, *, by: Who) -> ThemeIdea:
    """Not now, with the reason its author reads."""
    require(can_edit_themes(by))
    if not answer.strip():
        raise NotPossible(_("Please say why; a short sentence is enough."))
    idea = locked(idea)
    idea.state, idea.answer = THEME_IDEA.after(idea.state, "decline"), answer
    save_item(idea, "state", "answer")
    close_asks("theme_idea", idea, by=by)
    record("theme_idea.declined", by=by, item=idea)
    return idea


@transaction.atomic
def change_theme(theme: Theme, about: str, *, by: Who) -> Theme:
    """What the problem is here, in the office's words."""
    require(can_edit_themes(by))
    Theme.objects.filter(pk=theme.pk).update(about=about)
    record("theme.changed", by=by, inside=True, theme=theme.pk)
    return theme


@transaction.atomic
def add_figure(theme: Theme, *, by: Who, **facts: Any) -> Figure:
    """A number with its day and its source. facts: what, value, as_of, source, website."""
    require(can_edit_themes(by))
    made = Figure.objects.create(theme=theme, by=by.actor, **facts)
    record("theme.figure_added", by=by, inside=True, theme=theme.pk, figure=made.pk)
    return made


@transaction.atomic
def remove_figure(figure: Figure, *, by: Who) -> None:
    """A number that no longer holds."""
    require(can_edit_themes(by))
    record("theme.figure_removed", by=by, inside=True, theme=figure.theme_id, what=figure.what, value=figure.value)
    figure.delete()
