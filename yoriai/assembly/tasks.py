"""The rounds of an assembly. Hours are UTC; a round that was missed is made up by the next."""

from django.utils import timezone
from procrastinate.contrib.django import app

from yoriai.assembly.actions import ask_what_became


@app.periodic(cron="35 * * * *")
@app.task(name="ask_what_became", queueing_lock="ask_what_became")
def ask_owners(timestamp: int) -> None:
    """Ask what became of what is past its date. By day, like every letter."""
    if 8 <= timezone.localtime().hour < 20:
        ask_what_became(timezone.localdate())
