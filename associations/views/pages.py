"""What the form pages of associations share: a service that refuses answers beside the form, a repeat is a message."""

from django.contrib import messages
from django.shortcuts import redirect

from associations.services.errors import AlreadyDone, Refused
from methodservice.directory.views.pages import form_page
from methodservice.lib.files import NotKept


def service_page(
    request, form, title, do, *, back_url, crumbs, done, template="directory/form.html", **context
):
    """A page whose valid POST calls `do(form)` and returns to `back_url`.

    do returns None or an address to go to instead. Refused: its sentence stands at the field it names; AlreadyDone: a
    message; NotKept: a sentence above the form. context: what the template needs besides the form page's own.
    """
    if request.method == "POST" and form.is_valid():
        try:
            next_url = do(form)
        except AlreadyDone as repeat:
            messages.info(request, str(repeat))
            return redirect(back_url)
        except Refused as refusal:
            form.add_error(refusal.anchor if refusal.anchor in form.fields else None, str(refusal))
        except NotKept as failure:
            form.add_error(None, failure.sentence)
        else:
            messages.success(request, done)
            return redirect(next_url or back_url)
    return form_page(request, form, title, crumbs=crumbs, template=template, **context)
