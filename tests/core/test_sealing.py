"""Sealed words: read again by this server, for the purpose they were sealed for."""

from cop.core import sealing


def test_what_is_sealed_is_read_again_for_its_purpose_only(app):
    with app.app_context():
        sealed = sealing.seal("one", "a secret")
        assert "secret" not in sealed
        assert sealing.unseal("one", sealed) == "a secret"
        assert sealing.unseal("another", sealed) is None
        assert sealing.unseal("one", sealed[:-6] + "AAAAAA") is None
        assert sealing.unseal("one", "") is None


def test_another_secret_key_reads_nothing(app, monkeypatch):
    with app.app_context():
        sealed, marked = sealing.seal("one", "a secret"), sealing.mark("one", "words")
        monkeypatch.setattr(app, "secret_key", "another " * 8)
        assert sealing.unseal("one", sealed) is None
        assert sealing.mark("one", "words") != marked
