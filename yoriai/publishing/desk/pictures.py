"""Photos and graphic records beside the texts."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yoriai.kernel.policy import Refusal
from yoriai.publishing import actions
from yoriai.publishing.desk.door import for_result, who
from yoriai.publishing.desk.writing import edit
from yoriai.publishing.forms import PictureForm
from yoriai.publishing.models import Picture, Result


@for_result
@require_POST
def pictures(request: HttpRequest, result: Result) -> HttpResponse:
    """A picture into the draft."""
    form = PictureForm(request.POST, request.FILES)
    if form.done(lambda: actions.add_picture(result, by=who(request), **form.facts)):
        messages.success(request, _("The picture stands in the draft."))
        return redirect("publishing:desk", result.session.code)
    return edit(request, result, picture_form=form, status=422)


@for_result
@require_POST
def picture(request: HttpRequest, result: Result, pk: int) -> HttpResponse:
    """Leave it out of the draft, or take it from everywhere because somebody on it withdrew consent."""
    row = get_object_or_404(Picture.objects.filter(result=result), pk=pk)
    try:
        if "withdraw" in request.POST:
            actions.withdraw_picture(row, by=who(request))
            messages.success(
                request,
                _("The picture is gone from every page and file. What was printed or sent cannot be called back."),
            )
        else:
            actions.leave_out_picture(row, by=who(request))
    except Refusal as refused:
        messages.error(request, str(refused))
    return redirect("publishing:desk", result.session.code)
