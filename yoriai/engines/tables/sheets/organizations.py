"""What an organisation says in the columns of the NPO portal and of our own sheet. What must not be public (a
representative, a contact) is left out of the row by whoever gives it."""

from collections.abc import Mapping

from ..kinds import SAID
from ..rows.cells import extension_of, number_of, together
from ..rows.organizations import OrganizationRow
from ..writing import Cell


def cells(row: OrganizationRow) -> Mapping[str, Cell]:
    """Field → cell."""
    latitude, longitude = row.position or (None, None)
    public = {None: "", True: "公開", False: "紹介のみ"}[row.contact_public]
    return {
        "source_id": row.source_id,
        "kind": row.kind_said or SAID.get(row.kind, ""),
        "name": row.name,
        "reading": row.reading,
        "short": row.short,
        "english": row.english,
        "easy": row.easy,
        "fields": ";".join(map(str, row.fields)),
        **{f"field_{number}": "○" if number in row.fields else "" for number in range(1, 21)},
        "themes": ";".join(row.themes),
        "areas": ";".join(row.areas),
        "ward": row.ward,
        "district": row.district,
        "postcode": row.postcode,
        "address": row.address,
        "latitude": latitude,
        "longitude": longitude,
        "representative": row.representative,
        "representative_reading": row.representative_reading,
        "authority": row.authority,
        "authenticated_on": row.authenticated_on,
        "founded": row.founded,
        "founded_on": row.founded_on,
        "purpose": row.purpose,
        "about": row.about,
        "active_on": row.active_on,
        "members": row.members,
        "households": row.households,
        "for_whom": row.for_whom,
        "can": row.can,
        "wants": row.wants,
        "meeting_place": row.meeting_place,
        "contact": row.contact,
        "contact_public": public,
        "phone": number_of(row.phone),
        "extension": extension_of(row.phone),
        "fax": row.fax,
        "mail": row.mail,
        "url": row.url,
        "social": " ".join(row.social),
        "corporate_number": row.corporate_number,
        "join": row.join,
        "dissolved": row.dissolved,
        "updated_on": row.updated_on,
        "checked_by": row.checked_by,
        "level": row.level,
        "source": row.source,
        "remarks": together([row.remarks, *(f"{column}：{text}" for column, text in row.more)]),
    }
