"""Bodies found by their name: chosen on a form without a list of thousands."""

from django.db.models import Q

from yoriai.kernel.models import Actor

MOST = 12


def bodies_named(words: str) -> list[Actor]:
    """The organisations, sections and teams whose name or reading holds these words, the shortest names first. People are not looked up."""
    if len(words) < 2:
        return []
    rows = Actor.objects.filter(Q(name__icontains=words) | Q(reading__icontains=words), left=None)
    found = rows.exclude(kind__in=Actor.ONE_HUMAN).order_by("pk")[: 4 * MOST]
    return sorted(found, key=lambda actor: len(actor.name))[:MOST]
