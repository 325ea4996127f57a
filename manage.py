#!/usr/bin/env python
"""Newscenter's command line: `./manage.py help` lists the commands."""

import os
import sys

# What a shell says of a program that Ctrl-C ended.
STOPPED = 130


def main() -> None:
    """Run one management command with the project's settings; Ctrl-C is no fault of anybody's."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newscenter.settings")
    try:
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        # Before the settings are read nothing can be translated.
        sys.stderr.write(
            "\nStopped: what was finished is kept, the rest is undone. Run it again.\n"
        )
        sys.exit(STOPPED)


if __name__ == "__main__":
    main()
