"""The `cop` command: everything whoever hosts Lantern types. Each part is loaded when it is asked for."""

from importlib import import_module

import click

COMMANDS = {
    "serve": "serve",
    "worker": "worker",
    "db": "database",
    "prepare": "database",
    "demo": "demo",
    "person": "community",
    "agency": "community",
    "backup": "backup",
    "restore": "backup",
    "check": "check",
}


class Commands(click.Group):
    def list_commands(self, _context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"cop.commands.{COMMANDS[name]}"), name)
        return command


@click.group(cls=Commands)
def main() -> None:
    """Lantern: a community of practice for peer supporters."""
