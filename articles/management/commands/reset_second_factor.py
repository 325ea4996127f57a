"""Take away the second factor of somebody who lost it."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.accounts import second_factor
from articles.models import User


class Command(BaseCommand):
    """For administrators, whose second factor no manager of a site may reset."""

    help = "Take away a person's second factor and sign them out; the log keeps it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="who lost it")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no account “{username}”.")
        if not second_factor.reset(user, actor=None):
            self.stdout.write(f"{username} had no second factor: nothing was changed.")
            return
        self.stdout.write(f"The second factor of {username} was reset; they were signed out.")
