from cop.core import ids, search
from cop.core.db import db
from cop.core.facts import commit
from cop.forums.models.reply import Reply
from cop.forums.models.space import Space
from cop.forums.models.topic import Topic


def open_topic(viewer, place, title="Going to the bank", body="Who holds the card?", replies=0):
    topic = Topic.open(db.session.get_one(Space, place.id), viewer, title, body, challenge=True, once=None)
    for number in range(replies):
        Reply.write_in(topic, viewer, f"Reply {number}", None)
    commit()
    return topic.id


def test_ana_asks_and_ivy_answers_from_another_agency(sign_in, world):
    ana, ivy = sign_in(world.ana), sign_in(world.ivy)
    asked = ana.post(
        "/forums/handling-money/new", data={"title": "Going to the bank", "body": "Who holds **the card**?"}
    )
    answered = ivy.post(f"{asked.location}/replies", data={"body": "They do. We wait outside."})
    page = ana.get(answered.location).text
    assert "<strong>the card</strong>" in page
    assert "We wait outside." in page
    assert "Stonefield Human Services" in page


def test_a_topic_page_takes_the_same_statements_for_one_reply_and_for_three(sign_in, acting, world, count_sql):
    counts = []
    with acting(world.ana) as viewer:
        topics = [open_topic(viewer, world.money, replies=replies) for replies in (1, 3, 20)]
    browser = sign_in(world.ivy)
    for topic_id in topics:
        with count_sql() as counted:
            assert browser.get(f"/topics/{ids.word(topic_id)}").status_code == 200
        counts.append(counted.count)
    assert len(set(counts)) == 1
    assert counts[0] <= 6


def test_the_same_form_sent_twice_is_one_topic_and_one_reply(sign_in, world):
    ana = sign_in(world.ana)
    once = ids.word(ids.new_id())
    first, second = (
        ana.post("/forums/handling-money/new", data={"title": "T", "body": "B", "once": once}) for _ in "12"
    )
    assert first.location == second.location
    again = [ana.post(f"{first.location}/replies", data={"body": "R", "once": once}).location for _ in "12"]
    assert again[0] == again[1]
    assert ana.get(first.location).text.count('<li class="post"') == 1


def test_what_was_typed_stays_when_a_topic_has_no_title(sign_in, world):
    answer = sign_in(world.ana).post("/forums/handling-money/new", data={"title": " ", "body": "A long paragraph."})
    assert answer.status_code == 422
    assert "A long paragraph." in answer.text
    assert "Please fill this in." in answer.text


def test_a_null_byte_or_broken_text_is_refused_and_the_rest_kept(sign_in, world):
    answer = sign_in(world.ana).post("/forums/handling-money/new", data={"title": "Fine", "body": "one\x00two"})
    assert answer.status_code == 422
    assert "characters that can" in answer.text


def test_the_outsider_finds_no_trace_of_a_team_topic(sign_in, acting, world):
    with acting(world.ana) as viewer:
        hidden = ids.word(open_topic(viewer, world.team, title="Van keys", body="Under the zebrawood mat"))
    ivy = sign_in(world.ivy)
    missing = ids.word(ids.new_id())
    shown = ivy.get(f"/topics/{hidden}"), ivy.get(f"/topics/{missing}")
    assert [answer.status_code for answer in shown] == [404, 404]
    assert shown[0].data == shown[1].data
    assert ivy.post(f"/topics/{hidden}/replies", data={"body": "hello"}).status_code == 404
    assert "<mark>" in sign_in(world.ben).get("/search?q=zebrawood").text
    assert "<mark>" not in ivy.get("/search?q=zebrawood").text
    assert ivy.get("/forums/harborlight-team").status_code == 404


def test_a_supervisor_sees_nothing_of_a_peers_only_space(sign_in, acting, world):
    with acting(world.ana) as viewer:
        topic = ids.word(open_topic(viewer, world.peers, title="Among us"))
    luz, ben = sign_in(world.luz), sign_in(world.ben)
    assert luz.get(f"/topics/{topic}").status_code == 404
    assert luz.get("/forums/peers").status_code == 404
    assert "Peers only" not in luz.get("/forums").text
    assert ben.get(f"/topics/{topic}").status_code == 200


def test_replies_come_a_page_at_a_time_without_an_offset(sign_in, acting, world):
    with acting(world.ana) as viewer:
        topic = ids.word(open_topic(viewer, world.money, replies=23))
    first = sign_in(world.ben).get(f"/topics/{topic}").text
    assert first.count('<li class="post"') == 20
    more = first.split("after=")[1][:13]
    assert sign_in(world.ben).get(f"/topics/{topic}?after={more}").text.count('<li class="post"') == 3


def test_a_topic_is_found_by_its_words_at_once(acting, world):
    with acting(world.ana) as viewer:
        open_topic(viewer, world.money, body="We keep an umbrella ledger")
        hits = search.find("umbrella", viewer.audiences)
    assert [hit.kind for hit in hits] == ["topic"]
    assert "<mark>umbrella</mark>" in hits[0].excerpt


def test_counters_follow_what_is_written(acting, world):
    with acting(world.ana) as viewer:
        topic_id = open_topic(viewer, world.money, replies=3)
        db.session.expire_all()
        assert db.session.get_one(Topic, topic_id).replies == 3
        assert db.session.get_one(Space, world.money.id).topics == 1


def test_after_replying_one_sees_ones_own_reply_on_a_long_topic(sign_in, acting, world):
    with acting(world.ana) as viewer:
        path = f"/topics/{ids.word(open_topic(viewer, world.money, replies=45))}"
    ben = sign_in(world.ben)
    answer = ben.post(f"{path}/replies", data={"body": "My own words, at the very end"}, follow_redirects=True)
    assert "My own words, at the very end" in answer.text
    assert answer.text.count('class="post"') == 20
    assert answer.request.full_path != f"{path}?"
