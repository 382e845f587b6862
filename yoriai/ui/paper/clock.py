"""Times of day as a Japanese notice writes them."""

from datetime import datetime


def day_time(moment: datetime) -> str:
    """午後6時30分; whole hours without minutes. The moment is taken as it stands: pass local time."""
    half, hour = ("午前", moment.hour) if moment.hour < 12 else ("午後", moment.hour - 12)
    return f"{half}{hour}時" + (f"{moment.minute}分" if moment.minute else "")
