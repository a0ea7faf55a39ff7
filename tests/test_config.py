import os
import subprocess
import sys

import pytest

from cop.config import BadSetting, Settings

BAD = {
    "PORT": "http",
    "COP_DEMO": "yes",
    "COP_THREADS": "0",
    "COP_DATABASE_URL": "mysql://somewhere",
    "COP_REDIS_URL": "localhost",
    "COP_FILES_URL": "files",
    "COP_SECRET_KEY": "short",
    "COP_TIME_ZONE": "Boston",
    "COP_UPLOAD_MB": "-1",
    "COP_DATA": "/proc/nowhere",
    "COP_BASE_URL": "lantern.example/here",
    "COP_MAIL_URL": "mail.example",
    "COP_MAIL_FROM": "Lantern",
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_setting_is_named_with_its_value_and_what_is_allowed(name, tmp_path):
    with pytest.raises(BadSetting) as refusal:
        Settings.from_env({"COP_DATA": str(tmp_path)} | {name: BAD[name]})
    words = str(refusal.value)
    assert words.startswith(f"{name} is ")
    assert "must be" in words


def test_a_password_in_an_address_is_not_repeated(tmp_path):
    with pytest.raises(BadSetting) as refusal:
        Settings.from_env({"COP_DATA": str(tmp_path), "COP_DATABASE_URL": "mysql://me:hunter2@db/cop"})
    assert "hunter2" not in str(refusal.value)


def test_the_key_is_made_once_and_kept_to_oneself(tmp_path):
    first, second = (Settings.from_env({"COP_DATA": str(tmp_path)}).secret_key for _ in "12")
    assert first == second
    assert len(first) >= 32
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0


def test_cookies_are_secure_unless_it_is_a_demo_on_this_machine(tmp_path):
    home = {"COP_DATA": str(tmp_path)}
    assert Settings.from_env(home).secure_cookies
    assert Settings.from_env(home | {"COP_DEMO": "1", "COP_HOST": "0.0.0.0"}).secure_cookies  # noqa: S104
    assert not Settings.from_env(home | {"COP_DEMO": "1"}).secure_cookies


def test_the_command_stops_with_one_sentence(tmp_path):
    env = os.environ | {"COP_DATA": str(tmp_path), "PORT": "door"}
    ended = subprocess.run([f"{sys.prefix}/bin/cop", "serve"], capture_output=True, text=True, check=False, env=env)
    assert ended.returncode == 1
    assert ended.stderr == "Lantern did not start. PORT is 'door', but must be a whole number from 1 to 65535.\n"
