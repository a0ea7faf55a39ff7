"""A kept fragment shows what it was given, and nothing else."""

import re

import pytest
from jinja2 import DictLoader, UndefinedError

from cop.core import kept
from cop.forums.forms import ReplyForm


@pytest.fixture
def template(app, monkeypatch):
    """Puts one template in the house, and forgets what was kept."""
    monkeypatch.delitem(app.extensions, "bare_templates", raising=False)
    kept._rendered.cache_clear()

    def put(source, **others):
        sources = {f"{name}.html": words for name, words in others.items()}
        monkeypatch.setattr(app.jinja_env, "loader", DictLoader({"one.html": source} | sources))

    with app.test_request_context():
        yield put
    app.extensions.pop("bare_templates", None)
    kept._rendered.cache_clear()


def test_the_same_is_rendered_once(template):
    template("{{ name }}")
    assert kept.fragment("one.html", name="Ana") == kept.fragment("one.html", name="Ana") == "Ana"
    assert kept._rendered.cache_info().misses == 1


def test_something_else_is_rendered_anew(template):
    template("{{ name }}")
    assert [kept.fragment("one.html", name=name) for name in ("Ana", "Ben")] == ["Ana", "Ben"]


def test_what_people_wrote_is_escaped(template):
    template("{{ name }}")
    assert kept.fragment("one.html", name="<b>") == "&lt;b&gt;"


@pytest.mark.parametrize("name", ["viewer.name", "g.viewer", "session.x", "request.path", "language()"])
def test_it_can_not_see_who_is_looking(template, name):
    template("{{ " + name + " }}")
    with pytest.raises(UndefinedError):
        kept.fragment("one.html")


def test_tokens_are_new_each_time(template):
    template("{{ csrf_token() }} {{ form.once.data }}")
    first, second = (kept.fragment("one.html", form=ReplyForm) for _ in range(2))
    assert re.fullmatch(r"\S{40,} \w{13}", first)
    assert first.split()[1] != second.split()[1]


def test_a_token_of_a_fragment_within_is_not_kept_with_the_one_around_it(template):
    template("{{ fragment('two.html', form=form) }}", two="{{ form.once.data }}")
    first, second = (kept.fragment("one.html", form=ReplyForm) for _ in range(2))
    assert re.fullmatch(r"\w{13}", first)
    assert first != second
