"""The steward finds what waits in the statewide spaces; whoever wrote a post reads what was said to them."""


def test_a_flag_and_a_check_wait_for_the_steward_and_nobody_is_named(demo):
    page = demo.someone("steward").get("/review").text
    assert "Tuesday at two" in page
    assert "I found out from an agenda" in page
    assert "It tells who someone is" in page
    assert demo.someone("harborlight_supervisor").get("/review").status_code == 403


def test_whoever_wrote_it_reads_the_message(demo):
    assert "Someone who looks after this space wrote to you." in demo.someone("saltmarsh_peer2").get(
        "/account/decisions"
    ).text  # fmt: skip
