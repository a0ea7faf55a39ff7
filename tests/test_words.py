"""Every phrase that people read has its Spanish, and neither language says what this community does not."""

import re
import subprocess
import sys
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).parents[1]
SPANISH = polib.pofile(str(ROOT / "cop/translations/es/LC_MESSAGES/messages.po"))
UNSAID = re.compile(
    r"\b(clients?|consumers?|patients?|users?|addicts?|non-?compliant|mentally ill|pacientes?|usuarios?)\b", re.I
)


@pytest.fixture(scope="module")
def phrases(tmp_path_factory):
    out = tmp_path_factory.mktemp("words") / "messages.pot"
    keys = ["-k", "_l", "-k", "N_"]
    extract = [
        f"{sys.prefix}/bin/pybabel",
        "-q",
        "extract",
        "-F",
        "babel.cfg",
        *keys,
        "--no-location",
        "-o",
        str(out),
        ".",
    ]
    subprocess.run(extract, cwd=ROOT, check=True)
    return polib.pofile(str(out))


def test_nothing_is_without_its_spanish(phrases):
    said = {(entry.msgid, entry.msgid_plural): entry for entry in SPANISH}
    for entry in phrases:
        spanish = said.get((entry.msgid, entry.msgid_plural))
        assert spanish is not None, entry.msgid
        assert spanish.msgstr or all(spanish.msgstr_plural.values()), entry.msgid


def test_what_is_filled_in_is_the_same_in_both_languages():
    for entry in SPANISH:
        for spanish in [entry.msgstr, *entry.msgstr_plural.values()]:
            blanks = set(re.findall(r"%\(\w+\)[sd]", spanish))
            assert not spanish or blanks <= set(re.findall(r"%\(\w+\)[sd]", entry.msgid + entry.msgid_plural)), (
                entry.msgid
            )


def test_words_are_person_first_and_do_not_shout():
    for entry in SPANISH:
        for words in [entry.msgid, entry.msgstr, *entry.msgstr_plural.values()]:
            assert not UNSAID.search(words), words
            assert "!" not in words, words


def test_the_catalogue_says_what_it_is():
    """Without its header it would be left out when it is compiled, and nobody would see Spanish."""
    assert SPANISH.metadata["Language"] == "es"
    assert SPANISH.metadata["Plural-Forms"].startswith("nplurals=2;")
    assert not SPANISH.metadata_is_fuzzy
