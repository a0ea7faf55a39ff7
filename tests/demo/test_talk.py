"""Topics and replies: all of them, counted right, inside their walls, in the past and found by their words."""

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from cop.core import clock, ids
from cop.core.search import SearchEntry
from cop.core.values import CORE_VALUES
from cop.demo import words
from cop.forums import starters
from cop.forums.models.facet import VALUE, Facet
from cop.forums.models.reply import Reply
from cop.forums.models.space import Space
from cop.forums.models.topic import Topic
from cop.people.models.person import Person

WRITTEN = 205, 753  # topics and replies that were written


def test_everything_written_is_there(demo):
    written = words.topics()
    assert (len(written), sum(len(topic.get("reply", [])) for topic in written)) == WRITTEN
    assert demo.number(select(func.count(Topic.id))) == WRITTEN[0] + 1  # one in a space for people who were invited
    assert demo.number(select(func.count(Reply.id))) == WRITTEN[1] + 1
    assert demo.number(select(func.count(Space.id))) == len(starters.statewide()) + 2 * 7 + 1


def test_counters_are_right(demo):
    given = select(func.count(Reply.id)).where(Reply.topic_id == Topic.id).scalar_subquery()
    opened = select(func.count(Topic.id)).where(Topic.space_id == Space.id).scalar_subquery()
    last = select(func.max(Reply.created_at)).where(Reply.topic_id == Topic.id).scalar_subquery()
    assert demo.rows(select(Topic.title).where(Topic.replies != given)) == []
    assert demo.rows(select(Space.slug).where(Space.topics != opened)) == []
    assert demo.rows(select(Topic.title).where(Topic.moved_at != func.coalesce(last, Topic.created_at))) == []


def test_what_topics_are_about_finds_them(demo):
    written = [topic for topic in words.topics() if topic.get("tags") or topic.get("core_values")]
    about = sum(len(topic.get("tags", [])) + len(topic.get("core_values", [])) for topic in written)
    assert demo.number(select(func.count()).select_from(Facet)) == about > 20
    tagged = demo.rows(select(Topic.title).join(Facet, Facet.topic_id == Topic.id).where(Facet.name == "rep-payee"))
    assert len(tagged) == 2
    assert {name for (name,) in demo.rows(select(Facet.name).where(Facet.kind == VALUE))} <= CORE_VALUES.keys()


def test_a_reply_is_in_the_agency_of_its_topic_and_a_topic_in_that_of_its_space(demo):
    assert (
        demo.rows(select(Reply.id).join(Topic, Topic.id == Reply.topic_id).where(Reply.agency_id != Topic.agency_id))
        == []
    )
    assert (
        demo.rows(select(Topic.id).join(Space, Space.id == Topic.space_id).where(Topic.agency_id != Space.agency_id))
        == []
    )


def test_inside_an_agency_one_speaks_from_it(demo):
    for kind in (Topic, Reply):
        assert demo.rows(select(kind.id).where(kind.agency_id != 0, kind.voice_id != kind.agency_id)) == []


def test_nothing_was_said_in_the_future_or_before_its_topic(demo):
    assert demo.number(select(func.max(Reply.created_at))) < clock.now()
    assert demo.number(select(func.max(Topic.created_at))) < clock.now()
    assert demo.number(select(func.min(Topic.created_at))) > clock.now() - timedelta(days=730)
    early = select(Reply.id).join(Topic, Topic.id == Reply.topic_id).where(Reply.created_at < Topic.created_at)
    assert demo.rows(early) == []


def test_ids_sort_by_time(demo):
    for kind in (Topic, Reply):
        for row in demo.rows(select(kind.id, kind.created_at)):
            assert ids.id_at(row.created_at, 0) >> ids.RANDOM_BITS == row.id >> ids.RANDOM_BITS


def test_every_text_was_rendered(demo):
    for kind in (Topic, Reply):
        assert demo.rows(select(kind.id).where(kind.body_html.not_like("<%"))) == []


def test_search_knows_each_topic_and_reply_and_whom_it_is_for(demo):
    for kind, name in ((Topic, "topic"), (Reply, "reply")):
        topic = aliased(Topic)
        at = topic.id == (kind.id if kind is Topic else kind.topic_id)
        right = (
            select(func.count(SearchEntry.id))
            .join(kind, kind.id == SearchEntry.id)
            .join(topic, at if kind is Reply else topic.id == kind.id)
            .join(Space, Space.id == topic.space_id)
            .where(SearchEntry.kind == name, SearchEntry.audience == Space.audience)
            .where(SearchEntry.agency_id == kind.agency_id, SearchEntry.title == topic.title)
        )
        assert demo.number(right) == demo.number(select(func.count(kind.id)))


def person(demo, key):
    return demo.number(select(Person.id).where(Person.demo_key == key))


def test_the_outsider_finds_none_of_an_agencys_words(demo):
    of_the_team = select(Topic.id, Topic.title).join(Space, Space.id == Topic.space_id)
    for topic in demo.rows(of_the_team.where(Space.slug == "harborlight-team")):
        assert ("topic", topic.id) in demo.found_by(person(demo, "harborlight_peer"), topic.title)
        assert ("topic", topic.id) not in demo.found_by(person(demo, "stonefield_peer"), topic.title)
        assert demo.someone("harborlight_peer").get(f"/topics/{ids.word(topic.id)}").status_code == 200
        assert demo.someone("stonefield_peer").get(f"/topics/{ids.word(topic.id)}").status_code == 404


def test_peers_are_among_themselves(demo):
    here = select(Topic.id).join(Space, Space.id == Topic.space_id).where(Space.slug == "peers")
    topic = demo.rows(here)[0]
    for key, status in (("millrace_peer", 200), ("millrace_supervisor", 404), ("director_western", 404)):
        assert demo.someone(key).get(f"/topics/{ids.word(topic.id)}").status_code == status
