"""先行事例 (R36): schemes side by side, and what the office adds to the shelf."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from yoriai.engines.schemes import to_json, to_toml
from yoriai.engines.tables.writing import to_csv, to_xlsx
from yoriai.kernel.city.queries import city
from yoriai.people.gate import office, reader, somebody
from yoriai.proposals import actions, policy
from yoriai.proposals.forms.schemes import ComparedForm
from yoriai.proposals.models import ComparedScheme
from yoriai.proposals.queries import comparison as of
from yoriai.proposals.queries.examples import examples
from yoriai.ui.whole_page import whole_page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@whole_page
def comparison(request: HttpRequest) -> HttpResponse:
    """The table; `?with=` chooses who stands in it."""
    shelf, chosen = _chosen(request)
    context = {
        "shelf": [(one, one in chosen) for one in shelf],
        "chosen": chosen,
        "rows": [
            (label, list(zip(cells, chosen, strict=True))) for label, cells in of.rows([one.plan for one in chosen])
        ],
        "query": request.GET.urlencode(),
        "runs": policy.can_run(reader(request)),
    }
    return render(request, "proposals/scheme_comparison.html", context)


def _chosen(request: HttpRequest) -> tuple[list[of.Compared], list[of.Compared]]:
    here = city()
    shelf = of.shelf(here.name if here else "")
    return shelf, of.chosen(shelf, request.GET.getlist("with"))


def table(request: HttpRequest, form: str) -> HttpResponse:
    """The same to take away."""
    _shelf, chosen = _chosen(request)
    heads = [_("What is compared"), *(f"{one.plan.name}（{one.whose}）" for one in chosen)]
    rows = [[label, *cells] for label, cells in of.rows([one.plan for one in chosen])]
    name = {"Content-Disposition": f'attachment; filename="schemes.{form}"'}
    if form == "xlsx":
        return HttpResponse(to_xlsx(heads, rows, _("Schemes side by side")), content_type=XLSX, headers=name)
    return HttpResponse(to_csv(heads, rows), content_type="text/csv; charset=utf-8", headers=name)


def example(request: HttpRequest, name: str, form: str) -> HttpResponse:
    """A complete example as a file, for a city's own working group to begin from."""
    plan = examples().get(name)
    if plan is None:
        raise Http404
    made = to_json(plan) if form == "json" else to_toml(plan)
    return HttpResponse(
        made,
        content_type=f"application/{form}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.{form}"'},
    )


@office
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """A scheme of another city, as a file."""
    form = ComparedForm(request.POST or None, request.FILES or None)
    facts = form.cleaned_data if form.is_bound and form.is_valid() else {}
    made = form.accepts(
        lambda: actions.compare(
            facts["file"], facts["city"], by=somebody(request), read_on=facts["read_on"], source=facts["source"]
        )
    )
    if made:
        messages.success(request, _("It stands in the table now."))
        return redirect("proposals:comparison")
    context = {"form": form, "submit": _("Put it into the table"), "back": reverse("proposals:comparison")}
    return render(request, "proposals/scheme_compared_new.html", context, status=422 if form.went_wrong else 200)


@office
@require_POST
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """It no longer stands in the table."""
    actions.take_out_of_comparison(get_object_or_404(ComparedScheme, pk=pk), by=somebody(request))
    messages.success(request, _("It no longer stands in the table."))
    return redirect("proposals:comparison")
