"""A form in two languages with the hooks of `language-tabs.js` and `draft-keeper.js`."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import engines
from django.urls import path

from articles.richtext.field import RichTextFormField
from tests.browser.editor_page import urlpatterns as editor_urls

HEAD = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Desk</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/static/admin/css/base.css">
<link rel="stylesheet" href="/static/css/admin/language-tabs.css">
<link rel="stylesheet" href="/static/css/admin/draft-bar.css">
<script type="module" src="/static/js/admin/draft-sent.js"></script>"""
PAGE = (
    HEAD
    + """{{ form.media }}<script type="module" src="/static/js/admin/language-tabs.js"></script>
<script type="module" src="/static/js/admin/draft-keeper.js"></script></head><body>
<form method="post" novalidate>{% csrf_token %}
<div data-drafts data-user="{{ user }}" data-saved-at="{{ saved_at }}"></div>
{% if form.errors %}<p class="errornote">Wrong.</p>{% endif %}
<label>Paid <input type="checkbox" name="paid"></label>
<label>Section <select name="section"><option value="1">News
<option value="2" selected>Sport</select></label>
<fieldset id="texts" data-language-tabs>
{% for panel in panels %}<section id="text-{{ panel.code }}" data-language="{{ panel.code }}"
 data-label="{{ panel.name }}"{% if panel.missing %} data-missing{% endif %}>
<h3>{{ panel.name }} <span class="chip">draft</span></h3>
{% for field in panel.fields %}{{ field.errors }}<p>{{ field.label_tag }}{{ field }}</p>{% endfor %}
</section>{% endfor %}</fieldset>
<button type="submit" id="save">Save</button></form></body></html>"""
)
DONE = (
    HEAD
    + """</head><body><ul class="messagelist">{% for message in messages %}
<li class="{{ message.tags }}">{{ message }}</li>{% endfor %}</ul><p>Elsewhere</p></body></html>"""
)
LANGUAGES = (("vi", "Tiếng Việt", False), ("ar", "العربيّة", False), ("en", "English", True))


class DeskForm(forms.Form):
    title_vi = forms.CharField(label="Title vi", required=False)
    body_vi = RichTextFormField(label="Body vi", required=False)
    title_ar = forms.CharField(label="Title ar")
    body_ar = RichTextFormField(label="Body ar", required=False)
    title_en = forms.CharField(label="Title en", required=False)
    body_en = RichTextFormField(label="Body en", required=False)


def desk(request: HttpRequest) -> HttpResponse:
    """`?saved=` is the time of the last save, `?user=` who is writing."""
    initial = {"title_vi": "Cũ", "title_ar": "قديم", "body_vi": "<p>Thân</p>"}
    form = DeskForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        messages.success(request, "Saved.")
        return HttpResponseRedirect("/-/done/")
    panels = [
        {"code": code, "name": name, "missing": missing,
         "fields": [form[f"title_{code}"], form[f"body_{code}"]]}
        for code, name, missing in LANGUAGES
    ]  # fmt: skip
    context = {
        "form": form,
        "panels": panels,
        "saved_at": request.GET.get("saved", "2026-11-01T10:00:00+00:00"),
        "user": request.GET.get("user", "7"),
    }
    return HttpResponse(engines["django"].from_string(PAGE).render(context, request))


def done(request: HttpRequest) -> HttpResponse:
    return HttpResponse(engines["django"].from_string(DONE).render({}, request))


urlpatterns = [path("-/desk/", desk), path("-/done/", done), *editor_urls]
