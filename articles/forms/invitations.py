"""Inviting, and accepting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import BaseUserCreationForm
from django.utils.translation import gettext_lazy as _

from articles.enums import Role, Verb
from articles.models import Invitation, Site, User, content_languages
from articles.permissions import sites_where

if TYPE_CHECKING:
    CreationForm = BaseUserCreationForm[User]
else:
    CreationForm = BaseUserCreationForm


class InviteForm(forms.Form):
    """Whom, to what, where. Only sites that the inviter manages can be chosen."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    sites: Any = forms.ModelMultipleChoiceField(
        label=_("Sites"), queryset=Site.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    roles = forms.MultipleChoiceField(
        label=_("Roles"), choices=Role.choices, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=content_languages,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: all languages of the site."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        managed = sites_where(user, Verb.MANAGE_SITE)
        sites = Site.objects.prefetch_related("editions")
        sites = sites if managed is None else sites.filter(pk__in=managed)
        places: Any = self.fields["sites"]
        places.queryset = sites
        spoken = {edition.language_code for site in sites for edition in site.editions.all()}
        offered: Any = self.fields["languages"]
        offered.choices = [(code, name) for code, name in content_languages() if code in spoken]
        if len(sites) == 1:
            places.initial = list(sites)

    def clean(self) -> dict[str, Any]:
        """A role is limited to languages that all its sites have."""
        super().clean()
        data = self.cleaned_data
        for site in data.get("sites") or []:
            editions = {edition.language_code for edition in site.editions.all()}
            if unknown := [code for code in data.get("languages", []) if code not in editions]:
                self.add_error(
                    "languages",
                    _("%(site)s has no edition in: %(languages)s.")
                    % {"site": site, "languages": ", ".join(unknown)},
                )
        return data


class JoinForm(CreationForm):
    """Name and password of a new account; the address is the one that was invited."""

    class Meta:
        model = User
        fields = ("username", "first_name", "last_name")

    field_order = ("username", "first_name", "last_name", "password1", "password2")

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.email = invitation.email
        offered = dict(settings.INTERFACE_LANGUAGES)
        if invitation.language_code in offered:
            self.instance.interface_language = invitation.language_code

    def person(self) -> User:
        """The account, with its password set, and not saved."""
        user: User = self.save(commit=False)
        return user
