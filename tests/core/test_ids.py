from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cop.core import ids


@given(st.integers(0, ids.LARGEST))
def test_a_word_stands_for_one_id(number):
    assert ids.number(ids.word(number)) == number
    assert len(ids.word(number)) == ids.LENGTH


@given(st.lists(st.integers(0, ids.LARGEST), min_size=2, max_size=5))
def test_words_sort_as_their_ids_do(numbers):
    assert [ids.word(n) for n in sorted(numbers)] == sorted(map(ids.word, numbers))


@given(st.text(max_size=20))
def test_anything_else_is_not_an_id(value):
    if len(value) != ids.LENGTH or not set(value) <= set(ids.ALPHABET):
        with pytest.raises(ValueError, match=r".*"):
            ids.number(value)
        assert ids.from_query(value) is None


def test_ids_rise_even_within_one_millisecond():
    made = [ids.new_id() for _ in range(5000)]
    assert made == sorted(set(made))


def test_an_id_tells_its_moment_and_nothing_else():
    noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert ids.id_at(noon, 5) < ids.id_at(noon + timedelta(milliseconds=1), 0)
    assert ids.id_at(noon, 1 << ids.RANDOM_BITS) == ids.id_at(noon, 0)
