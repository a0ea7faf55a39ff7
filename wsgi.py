"""For a server that wants a WSGI application: settings come from the environment."""

import os

from cop import create_app
from cop.config import Settings

app = create_app(Settings.from_env(os.environ))
