"""Keeping the counts."""

from django.db import connection, transaction

COUNTS = """
DELETE FROM web_count;
INSERT INTO web_count (theme_id, area_id, kind, number)
SELECT it.theme_id, NULL, i.kind, count(*) FROM kernel_itemtheme it JOIN kernel_item i ON i.id = it.item_id
WHERE i.visibility = 'public' GROUP BY 1, 3
UNION ALL
SELECT NULL, ia.area_id, i.kind, count(*) FROM kernel_itemarea ia JOIN kernel_item i ON i.id = ia.item_id
WHERE i.visibility = 'public' GROUP BY 2, 3
UNION ALL
SELECT NULL, NULL, i.kind, count(*) FROM kernel_item i WHERE i.visibility = 'public' GROUP BY 3
"""


@transaction.atomic
def count_items() -> None:
    """Count every public item anew, by kind: in the city, under each theme, in each area."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTS)
