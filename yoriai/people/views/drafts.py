"""書きかけ: the one door through which every form keeps what is being typed."""

from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from yoriai.kernel.policy import NotPossible
from yoriai.people.forms.drafts import put, sentence, told
from yoriai.people.gate import signed_in, somebody


@signed_in
@never_cache
@require_POST
def keep(request: HttpRequest) -> JsonResponse:
    """Keep the form of the page it names; says when, in a sentence."""
    found = told(request)
    if found is None:
        raise Http404
    try:
        return JsonResponse({"line": sentence(put(request, found, somebody(request)))})
    except NotPossible as no:
        return JsonResponse({"line": str(no)}, status=409)
