"""Response templates: texts that are often answered, with places for what is different each time."""

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.pages.forms import FilledForm
from gateways.web.pages.kept_forms import shown_at
from gateways.web.staff.office import MODERATION, Office, staff_page
from gateways.web.words.message import say

HOME = "/staff/templates"
LANGUAGES = {"en": say("English"), "de": say("German")}
_DONE = {
    "added": say("The template is kept."),
    "changed": say("The template is changed."),
    "gone": say("The template is taken away."),
}


@staff_page
async def templates(office: Office) -> Response:
    """All templates, and the form for a new one."""
    office.demand(*MODERATION)
    if office.request.method == "POST":
        form = await office.read_form()
        await office.send(form, "name", "ideas", "/desk/templates", _wish(form, ""))
        return RedirectResponse(f"{HOME}?done=added", status_code=303)
    found = await office.ask("ideas", "GET", "/desk/templates")
    done = _DONE.get(office.request.query_params.get("done", ""))
    form = office.form({})
    return office.show("templates.html", form=form, found=found["items"], done=done, languages=LANGUAGES)


@shown_at(HOME)
@staff_page
async def change(office: Office) -> Response:
    """The template says something else, or is no more."""
    form = await office.read_form()
    id_ = office.request.path_params["template_id"]
    path = f"/desk/templates/{id_}"
    if form.value("what") == "take-away":
        await office.ask("ideas", "DELETE", path)
        return RedirectResponse(f"{HOME}?done=gone", status_code=303)
    await office.send(form, f"name-{id_}", "ideas", path, _wish(form, f"-{id_}"), method="PUT")
    return RedirectResponse(f"{HOME}?done=changed", status_code=303)


def _wish(form: FilledForm, of: str) -> dict[str, object]:
    texts = {language: form.value(f"{language}{of}") for language in LANGUAGES if form.value(f"{language}{of}")}
    if not texts:
        form.refuse(f"en{of}", say("Write the text, in one language at least."))
    return {"name": form.require(f"name{of}", say("Write what the template is called.")), "texts": texts}


ROUTES = [
    Route(HOME, templates, methods=["GET", "POST"]),
    Route("/staff/templates/{template_id}", change, methods=["POST"]),
]
