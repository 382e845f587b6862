"""What nobody has to remember: duties whose day has passed, projects that fell silent, papers kept long enough. Hours are UTC."""

from django.utils import timezone
from procrastinate.contrib.django import app

from yoriai.proposals import actions


@app.periodic(cron="5 * * * *", periodic_id="look_after_projects")
@app.task(name="look_after_projects", queueing_lock="look_after_projects")
def look_after_projects(timestamp: int) -> None:
    """By day, like every letter; each thing is told of once."""
    if 8 <= timezone.localtime().hour < 20:
        today = timezone.localdate()
        actions.notice_overdue(today)
        actions.notice_silence(today)
        actions.notice_kept(today)
