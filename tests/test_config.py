import os
import subprocess
import sys

import pytest

from cop.config import Settings
from cop.environment import BadSetting

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
    "COP_WORDS": "/proc/nowhere.json",
}


WORSE = [
    ("COP_REDIS_URL", "redis://127.0.0.1:abc"),
    ("COP_REDIS_URL", "redis://[bad"),
    ("COP_REDIS_URL", "redis://127.0.0.1/abc"),
    ("COP_REDIS_URL", "unix:///tmp/redis"),
    ("COP_DATABASE_URL", "postgresql://127.0.0.1:abc/x"),
    ("COP_DATABASE_URL", "postgresql://[bad/x"),
    ("COP_DATABASE_URL", "sqlite:///"),
    ("COP_OWNER_DATABASE_URL", "postgresql://"),
    ("COP_FILES_URL", "s3://"),
    ("COP_FILES_URL", "s3://bad bucket/x"),
    ("PORT", "9" * 5000),
    ("PORT", "٥٠٠٠"),
    ("COP_SECRET_KEY", " " * 40),
    ("COP_PROXIES", "many"),
    ("COP_BASE_URL", "http://[bad"),
    ("COP_BASE_URL", "https://lantern.example:port"),
]


@pytest.mark.parametrize(("name", "value"), WORSE)
def test_what_only_looks_right_is_refused_as_well(name, value, tmp_path):
    with pytest.raises(BadSetting, match=f"^{name} is "):
        Settings.from_env({"COP_DATA": str(tmp_path), name: value})


@pytest.mark.parametrize("key", ["", "short", "\u00e9" * 40])
def test_a_key_that_was_kept_badly_is_said(tmp_path, key):
    (tmp_path / "secret.key").write_text(key, encoding="utf-8")
    with pytest.raises(BadSetting):
        Settings.from_env({"COP_DATA": str(tmp_path)})


def test_two_installations_on_one_redis_have_names_of_their_own(tmp_path):
    shared = {"COP_DATA": str(tmp_path), "COP_SECRET_KEY": "k" * 40}
    names = [Settings.from_env(shared | {"COP_REDIS_URL": f"redis://localhost/{at}"}).installation for at in "112"]
    assert names[0] == names[1] != names[2]


@pytest.mark.parametrize("name", BAD)
def test_a_bad_setting_is_named_with_its_value_and_what_is_allowed(name, tmp_path):
    with pytest.raises(BadSetting) as refusal:
        Settings.from_env({"COP_DATA": str(tmp_path)} | {name: BAD[name]})
    words = str(refusal.value)
    assert words.startswith(f"{name} is ")
    assert "must be" in words


LISTS = {
    "no JSON": "client -> person",
    "not an object": "[]",
    "deep": "[" * 100_000,
    "a language nobody speaks here": '{"fr": {}}',
    "no phrases": '{"en": ["client"]}',
    "no words": '{"en": {"client": 1}}',
    "empty": '{"en": {"": "person"}}',
    "spaces": '{"en": {" client": "person"}}',
    "a line's end": '{"en": {"cli\\nent": "person"}}',
    "too long": '{"en": {"client": "' + "x" * 61 + '"}}',
    "too many": '{"en": {' + ",".join(f'"w{number}": null' for number in range(1001)) + "}}",
}


@pytest.mark.parametrize("said", LISTS.values(), ids=LISTS)
def test_a_list_of_words_that_is_wrong_is_said_in_a_sentence(said, tmp_path):
    (tmp_path / "words.json").write_text(said, encoding="utf-8")
    with pytest.raises(BadSetting, match=r"^COP_WORDS is '.*', but must be a JSON file such as") as refusal:
        Settings.from_env({"COP_DATA": str(tmp_path), "COP_WORDS": str(tmp_path / "words.json")})
    assert "\n" not in str(refusal.value)


def test_a_list_of_words_is_read(tmp_path):
    (tmp_path / "words.json").write_text('{"en": {"sharps": "needles", "client": null}}', encoding="utf-8")
    read = Settings.from_env({"COP_DATA": str(tmp_path), "COP_WORDS": str(tmp_path / "words.json")})
    assert read.own_words == {"en": {"sharps": "needles", "client": None}}


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


def test_an_address_of_version_6_stands_in_brackets(tmp_path):
    settings = Settings.from_env({"COP_DATA": str(tmp_path), "COP_HOST": "::1"})
    assert (settings.place, settings.base_url) == ("[::1]:5000", "http://[::1]:5000")


def test_limits_are_left_out_on_this_machine_only(tmp_path):
    told = {"COP_DATA": str(tmp_path), "COP_UNLIMITED": "1"}
    assert Settings.from_env(told).unlimited
    for others in ({"COP_HOST": "0.0.0.0"}, {"COP_PROXIES": "1"}):  # noqa: S104 - what is refused
        with pytest.raises(BadSetting, match="COP_UNLIMITED"):
            Settings.from_env(told | others)
