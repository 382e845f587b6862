import pytest

from yoriai.engines.matching.ends import Area, Ground

GROUND = Ground.of(
    [
        Area("city", "", 38.27, 140.87),
        Area("north", "city", 38.32, 140.86),
        Area("kamo", "north", 38.324, 140.867),
        Area("south", "city"),
        Area("a", "b"),
        Area("b", "a"),
        Area("orphan", "nowhere", 38.0, 140.0),
    ]
)


@pytest.mark.parametrize(
    ("area", "path", "ward"),
    [
        ("kamo", ("city", "north", "kamo"), "north"),
        ("north", ("city", "north"), "north"),
        ("city", ("city",), ""),
        ("orphan", ("orphan",), ""),
        ("moon", (), ""),
        ("a", ("b", "a"), "a"),
    ],
)
def test_a_path_runs_from_the_top_and_never_in_circles(area, path, ward):
    assert (GROUND.path(area), GROUND.ward(area)) == (path, ward)


@pytest.mark.parametrize(
    ("left", "right", "shared"),
    [
        (["kamo"], ["north"], "kamo"),
        (["north"], ["kamo", "city"], "kamo"),
        (["kamo"], ["kamo"], "kamo"),
        (["kamo"], ["south"], ""),
        ([], ["kamo"], ""),
        (["moon"], ["moon"], ""),
    ],
)
def test_the_smallest_area_that_lies_in_both_is_shared(left, right, shared):
    assert GROUND.shared(left, right) == shared


def test_the_way_is_the_shortest_in_kilometres_and_unknown_without_points():
    assert GROUND.kilometres(["kamo"], ["city", "north"]) == pytest.approx(0.76, abs=0.02)
    assert GROUND.kilometres(["kamo"], ["south"]) is None
    assert GROUND.kilometres([], ["kamo"]) is None


def test_nearness_is_one_inside_falls_with_the_way_and_is_nothing_where_points_are_missing():
    places, near = GROUND.nearness(4.0)
    here, there = places["kamo"], places["orphan"]
    assert near[here, places["city"]] == near[places["city"], here] == 1.0
    assert near[here, there] == pytest.approx(0.0, abs=1e-6)
    assert near[here, places["south"]] == 0.0
    assert (near == near.T).all()


def test_a_city_without_areas_or_points_is_no_trouble():
    assert Ground().nearness(4.0)[1].shape == (0, 0)
    assert Ground.of([Area("a"), Area("b")]).kilometres(["a"], ["b"]) is None
