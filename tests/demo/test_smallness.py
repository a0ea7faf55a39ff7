"""What makes PDFs and slides is large, so the web process never loads it."""

import os
import subprocess
import sys

ASK = """
import sys
from cop import create_app
from cop.config import Settings
create_app(Settings.from_env({"COP_DATA": sys.argv[1], "COP_DEMO": "1"}))
print(sorted({"reportlab", "docx", "pptx", "cop.demo.load"} & set(sys.modules)))
"""


def test_the_house_is_built_without_what_makes_files(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", ASK, str(tmp_path)], capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    assert done.stdout.strip() == "[]"
