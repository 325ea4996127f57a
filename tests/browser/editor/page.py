"""Pages with nothing but editors, under the project's own content policy."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from django.views.i18n import JavaScriptCatalog

from articles.richtext.field import RichTextFormField
from newscenter.urls import urlpatterns as own

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Editor</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/static/admin/css/base.css">
<link rel="stylesheet" href="/static/admin/css/dark_mode.css">
<link rel="stylesheet" href="/static/admin/css/forms.css">
<script src="/-/catalogue.js"></script>{{ form.media }}</head>
<body><form method="post" class="aligned">{% csrf_token %}{{ form.as_div }}
<button type="submit" id="save">Save</button></form>
<output id="stored">{{ stored }}</output></body></html>"""


class EditorForm(forms.Form):
    body = RichTextFormField(label="Body", required=False, help_text="The text.")


def editor(request: HttpRequest) -> HttpResponse:
    """`?lang=`, `?dir=` and `?body=` set the editor up; what was posted is shown as cleaned."""
    form = EditorForm(request.POST or None, initial={"body": request.GET.get("body", "")})
    attributes = form.fields["body"].widget.attrs
    attributes |= {name: request.GET[name] for name in ("lang", "dir") if name in request.GET}
    stored = form.cleaned_data["body"] if form.is_bound and form.is_valid() else ""
    template = engines["django"].from_string(PAGE)
    return HttpResponse(template.render({"form": form, "stored": stored}, request))


urlpatterns = [
    path("-/editor/", editor),
    path("-/catalogue.js", JavaScriptCatalog.as_view(packages=["django.contrib.admin"])),
    *own,
]
