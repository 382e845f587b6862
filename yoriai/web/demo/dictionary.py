"""The dictionary of 杜野市: names nobody from elsewhere reads right, and words people take for one."""

from yoriai.kernel.readings.actions import put_reading, put_synonym
from yoriai.web.demo.cast import Cast

READINGS = [
    ("愛子", "あやし", "place"),
    ("定禅寺通", "じょうぜんじどおり", "place"),
    ("杜野", "もりの", "place"),
    ("長町", "ながまち", "place"),
    ("協働", "きょうどう", "word"),
]
SYNONYMS = [("協働", "コラボ"), ("見守り", "声かけ"), ("居場所", "サロン"), ("雪かき", "除雪"), ("集会所", "公民館")]


def dictionary(cast: Cast) -> None:
    """By the office, as on its page."""
    office = cast.who(cast.officer, cast.section)
    for surface, reading, kind in READINGS:
        put_reading(surface, reading, kind, by=office)
    for word, same in SYNONYMS:
        put_synonym(word, same, by=office)
