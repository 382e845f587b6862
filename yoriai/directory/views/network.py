"""つながりの図 (R18): who has worked with whom, as a picture and as a table that says the same."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yoriai.directory.queries.network import network
from yoriai.kernel.models import Theme
from yoriai.ui.dates import year_words
from yoriai.ui.whole_page import whole_page


@whole_page
def picture(request: HttpRequest) -> HttpResponse:
    """By theme and as it was at the end of a year. What makes no sense in the address is left out."""
    themes = list(Theme.objects.problems())
    theme = next((theme for theme in themes if theme.code == request.GET.get("theme")), None)
    asked = request.GET.get("until", "")
    until = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else None
    found = network(theme, until)
    years = [(year, year_words(year)) for year in found.years]
    context = {"network": found, "themes": themes, "theme": theme, "until": until, "years": years}
    return render(request, "directory/network.html", context)
