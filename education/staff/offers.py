"""An offer of new wording, as somebody had edited it when the sign-in ended: shown again, and nothing decided."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from education.exchange import views
from education.exchange.actions import may_decide
from education.exchange.offers import open_offers


@require_POST
def offer_as_typed(request: HttpRequest, article: str, pk: int) -> HttpResponse:
    """The page with the words that were sent. Of facts nothing was typed, and what is decided has no page any more."""
    person, found = views._asked(request, article)
    item = next((item for item in open_offers(found) if item.offer.pk == pk), None)
    form = views._form(request, item) if item else None
    if item is None or form is None:
        return HttpResponseRedirect(request.path)
    context = {
        **views._frame(request, found), "title": item.heading, "item": item, "form": form, "rows": views._rows(item, form),
        "may_decide": may_decide(person, item), "seen": views.seen(item), "language": item.language,
        "unsaved": _("Your sign-in had ended, so these words are not saved. Look at them, then save."),
    }  # fmt: skip
    return render(request, "staff/new_wording_offer.html", context)
