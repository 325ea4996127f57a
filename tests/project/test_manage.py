"""The command line itself."""

import django.core.management
import pytest

import manage


def test_ctrl_c_is_told_in_a_line_and_by_the_exit_code(monkeypatch, capsys):
    def interrupted(arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(django.core.management, "execute_from_command_line", interrupted)

    with pytest.raises(SystemExit) as stop:
        manage.main()

    assert stop.value.code == 130
    assert capsys.readouterr().err == (
        "\nStopped: what was finished is kept, the rest is undone. Run it again.\n"
    )
