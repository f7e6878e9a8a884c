"""The places of the staff: all in the rail of a wide window, on a narrow one the first and the others behind “more”."""

from repair.views.shown_rail import IN_VIEW, Place, rail


def places(count: int, **last) -> list[Place]:
    plain = [Place(f"p{n}", "list", f"P{n}", f"/p{n}/") for n in range(count - 1)]
    return [*plain, Place("last", "list", "Last", "/last/", **last)]


def test_as_many_as_fit_side_by_side_stay_in_view():
    found = rail(places(IN_VIEW), "last")
    assert (len(found.first), found.further, found.is_further) == (IN_VIEW, (), False)


def test_of_more_the_others_stand_behind_more():
    found = rail(places(IN_VIEW + 1), "last")
    assert (len(found.first), len(found.further)) == (IN_VIEW - 1, 2)
    assert found.is_further
    assert not found.waits
    assert not rail(places(IN_VIEW + 1), "p0").is_further


def test_what_waits_behind_more_is_said_on_it():
    assert rail(places(IN_VIEW + 1, waiting="3", spoken="3 cases"), "p0").waits


def test_the_office_has_more_and_says_when_its_page_is_there(client, office):
    client.force_login(office.credit_officer.user)
    page = client.get("/office/training/").content.decode()
    assert '<details class="xx-further" data-here>' in page
    assert page.count('href="/office/training/"') >= 2
    assert '<details class="xx-further">' in client.get("/office/").content.decode()
