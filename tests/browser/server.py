"""A real server for browsers, which can be ended and begun again on the same address; and where there are browsers."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from cop import create_app
from cop.commands import main
from cop.config import Settings
from cop.core.db import db
from tests.bench.server import free_port, wait_for

CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
COP = str(Path(sys.executable).with_name("cop"))
NEEDS_CHROMIUM = [
    pytest.mark.skipif(bool(os.environ.get("CI")), reason="browsers are not part of CI"),
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason=f"there is no {CHROMIUM}"),
]


class Server:
    """`cop serve` with a folder of its own."""

    def __init__(self, folder, **settings):
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        known = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.env = known | {"COP_DATA": str(folder), "PORT": str(port), "COP_SECURE_COOKIES": "0"} | settings
        self.prepare()
        self.begin()

    def prepare(self):
        """Puts into the database whom the tests need."""
        raise NotImplementedError

    def run(self, *commands):
        """Carries out commands of `cop`, in this process: it has loaded already what each of them would load anew."""
        app = create_app(Settings.from_env(self.env))
        for words in commands:
            done = CliRunner().invoke(main, words, obj=app, catch_exceptions=False)
            assert done.exit_code == 0, done.output
        with app.app_context():
            db.engine.dispose()

    def begin(self):
        self.process = subprocess.Popen([COP, "serve"], env=self.env, stdout=subprocess.DEVNULL)
        wait_for(f"{self.address}/healthz", self.process)

    def end(self, gently=False):
        """At once, as Ctrl+C does; or `gently`, as for an upgrade, which waits for what is under way."""
        self.process.send_signal(signal.SIGTERM if gently else signal.SIGQUIT)
        self.process.wait(20)
