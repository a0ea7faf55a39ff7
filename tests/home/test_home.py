from tests.forums.test_topics import open_topic


def test_home_greets_and_is_kind_when_there_is_nothing_yet(sign_in, world):
    page = sign_in(world.ana).get("/").text
    assert "Good to see you, Ana" in page
    assert "No meeting is planned yet" in page
    assert "Nobody has written yet" in page


def test_home_shows_what_moved_and_nothing_of_other_agencies(sign_in, acting, world):
    with acting(world.ana) as viewer:
        open_topic(viewer, world.money, title="For everyone")
        open_topic(viewer, world.team, title="For our team")
    assert "For our team" in sign_in(world.ben).get("/").text
    outside = sign_in(world.ivy).get("/").text
    assert "For everyone" in outside
    assert "For our team" not in outside


def test_home_takes_the_same_statements_for_one_topic_and_for_three(sign_in, acting, world, count_sql):
    browser, counts = sign_in(world.ivy), []
    for more in (1, 2):
        with acting(world.ana) as viewer:
            for _ in range(more):
                open_topic(viewer, world.money)
        with count_sql() as counted:
            browser.get("/")
        counts.append(counted.count)
    assert counts[0] == counts[1] <= 10
