"""What every Atom feed of ours has in common: ids that stay, text that XML can hold."""

import re
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed

from yoriai.kernel.city.queries import city

# What XML cannot hold, whatever somebody pasted into a headline.
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def plain(text: str) -> str:
    """The text without what XML cannot hold."""
    return NOT_XML.sub("", text)


def stable(name: str) -> str:
    """An id that stays whatever the site's address: made of the city's code and a name."""
    here = city()
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'yoriai:{here.area.code if here else ""}:{name}')}"


def empty(title: str, about: str, address: str) -> Atom1Feed:
    """The feed without its entries. `about` names it for good."""
    return Atom1Feed(
        title=title,
        link=settings.BASE_URL + "/",
        description="",
        language=settings.LANGUAGE_CODE,
        author_name=str(city() or "Yoriai"),
        feed_url=address,
        feed_guid=stable(f"feed:{about}"),
    )


def answer(feed: Atom1Feed) -> HttpResponse:
    """The feed as it goes out."""
    made = HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    made["Cache-Control"] = "no-cache"
    return made
