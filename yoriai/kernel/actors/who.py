"""Who is reading or acting: the person at the keyboard, the hat chosen, and every hat they own."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from yoriai.kernel.actors.models import Actor
from yoriai.kernel.policy import NotAllowed


@dataclass(frozen=True, slots=True)
class Who:
    """Passed as `by=` to every action and to `visible_to`. None stands for a reader with no cookie.

    person: the human (an account or a guest); actor: on whose behalf (the person itself, or a body they represent);
    hats: ids of all actors the person may act for, their own included; signed_in: false for guests;
    sure: whether a second factor was given in this session; office: whether one of the hats runs the platform;
    runs: whether one of them is a team or a section of the city, so that a desk is theirs.
    """

    person: Actor
    actor: Actor
    hats: frozenset[int]
    signed_in: bool = False
    sure: bool = False
    office: bool = False
    runs: bool = False

    @classmethod
    def alone(cls, person: Actor, *, signed_in: bool = True) -> "Who":
        """A person with no other hat."""
        return cls(person=person, actor=person, hats=frozenset({person.pk}), signed_in=signed_in)

    def wearing(self, actor: Actor) -> "Who":
        """The same person on behalf of another of their actors. Raises NotAllowed for a hat that is not theirs."""
        if actor.pk not in self.hats:
            raise NotAllowed(_("You cannot speak for this organisation."))
        return replace(self, actor=actor)

    def wears(self, actor_id: int | None) -> bool:
        """Whether the actor is one of this person's hats."""
        return actor_id is not None and actor_id in self.hats
