"""Verbs that are tried, to see who may."""

from django.core.exceptions import PermissionDenied
from django.db import transaction


def may(act):
    """Whether nobody refuses it for want of a right; what it did is undone."""
    try:
        with transaction.atomic():
            act()
            transaction.set_rollback(True)
    except PermissionDenied:
        return False
    return True
