import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.voting.domain.tally import (
    BudgetShare,
    FileIsNotPabulib,
    Instance,
    InstanceIsInconsistent,
    Method,
    Profile,
    Project,
)
from services.voting.domain.tally.pb.file import PabulibFile
from services.voting.domain.tally.pb.read import read_pb
from services.voting.domain.tally.pb.write import write_pb
from tests.support.elections import SAMPLES, SWIECIE, a_real_election, an_instance, approvals

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cf", "Cn"]), max_size=12).map(str.strip)
names = words.filter(lambda word: word and "," not in word)


@st.composite
def files(draw: st.DrawFn) -> PabulibFile:
    digits = draw(st.sampled_from([0, 2]))
    areas, themes = draw(st.lists(names, max_size=2, unique=True)), draw(st.lists(names, max_size=2, unique=True))
    ids = draw(st.lists(names, min_size=1, max_size=5, unique=True))
    projects = tuple(
        Project(
            id_,
            draw(st.integers(0, 10**8)),
            draw(words),
            tuple(draw(st.lists(st.sampled_from(themes), unique=True))) if themes else (),
            draw(st.sampled_from(["", *areas])),
        )
        for id_ in ids
    )
    some = st.frozensets(st.sampled_from(ids), min_size=1)
    conflicts = tuple(draw(st.lists(some, max_size=2, unique=True)))
    out = draw(st.dictionaries(st.sampled_from(ids), words.filter(bool), max_size=2))
    instance = Instance(projects, draw(st.integers(1, 10**9)), digits, conflicts, out)
    return PabulibFile({"description": draw(words)}, instance, draw(_profiles(ids)), draw(st.none() | some))


@st.composite
def _profiles(draw: st.DrawFn, ids: list[str]) -> Profile:
    method = draw(st.sampled_from(list(Method)))
    if method in (Method.APPROVAL, Method.KNAPSACK, Method.RANKING):
        ballots = draw(st.lists(st.lists(st.sampled_from(ids), unique=True), max_size=6))
        return Profile.of_ballots(ids, method, ballots, longest=len(ids) if method is Method.RANKING else 0)
    marks = {Method.FOR_AND_AGAINST: st.sampled_from([-1, 1]), Method.SCORE: st.integers(-5, 5)}
    mark = marks.get(method, st.integers(0, 10))
    return Profile.of_ballots(ids, method, draw(st.lists(st.dictionaries(st.sampled_from(ids), mark), max_size=6)))


@settings(max_examples=120, deadline=None)
@given(files())
def test_a_file_written_and_read_again_loses_nothing_that_the_rules_need(file: PabulibFile) -> None:
    again = read_pb(write_pb(file).encode())

    assert again.instance.projects == file.instance.projects
    assert (again.instance.budget, again.instance.digits) == (file.instance.budget, file.instance.digits)
    assert set(again.instance.conflicts) == set(file.instance.conflicts)
    assert again.instance.ineligible == file.instance.ineligible
    assert again.official == file.official
    assert _ballots(again) == _ballots(file)


@pytest.mark.parametrize("path", [SWIECIE, *sorted(SAMPLES.glob("*.pb"))], ids=lambda path: path.stem)
def test_a_real_file_written_and_read_again_is_the_same_election(path: object) -> None:
    file = a_real_election(path)  # type: ignore[arg-type]

    again = read_pb(write_pb(file).encode())

    assert again.instance == file.instance
    assert (again.meta, again.official) == (file.meta, file.official)
    assert (again.profile.method, again.profile.longest) == (file.profile.method, file.profile.longest)
    assert _ballots(again) == _ballots(file)


def test_shares_of_areas_and_categories_are_written_where_pabulib_has_them() -> None:
    projects = (Project("a", 5, area="North"), Project("b", 5, "", ("parks", "play"), "South"))
    limits = {"North": ("a", 7), "South": ("b", 5), "parks": ("b", 8), "play": ("b", 6)}
    shares = tuple(BudgetShare(name, frozenset(ids), limit) for name, (ids, limit) in limits.items())
    instance = Instance(projects, 10, 0, shares=shares)

    again = read_pb(write_pb(PabulibFile({}, instance, approvals(instance, ["ab"]), None)).encode())

    assert again.instance.shares == shares


@pytest.mark.parametrize(("official", "header"), [(None, "project_id;cost"), (frozenset(), "project_id;cost;selected")])
def test_a_paper_without_projects_has_its_columns_all_the_same(official: frozenset[str] | None, header: str) -> None:
    instance = Instance((), 10, 0)

    text = write_pb(PabulibFile({}, instance, approvals(instance, [""]), official))

    assert text.splitlines()[-4:] == [header, "VOTES", "voter_id;vote", "1;"]
    assert read_pb(text.encode()).official == official


def test_lines_inside_a_name_are_kept_as_they_are() -> None:
    instance = Instance((Project("a", 5, "first\r\nsecond\rthird\nfourth"),), 10, 0)

    again = read_pb(write_pb(PabulibFile({}, instance, approvals(instance, []), None)).encode())

    assert again.instance.projects == instance.projects


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("anything", "the budget share 'anything' is neither an area's nor a category's"),
        ("North, east", "the name of the budget share 'North, east' has a comma"),
    ],
)
def test_a_share_that_the_format_cannot_say_is_refused(name: str, reason: str) -> None:
    instance = an_instance({"a": 5, "b": 5}, budget=10, shares=(BudgetShare(name, frozenset("a"), 7),))

    with pytest.raises(InstanceIsInconsistent) as refusal:
        write_pb(PabulibFile({}, instance, approvals(instance, ["ab"]), None))

    assert refusal.value.reason == reason


def test_a_file_is_written_line_by_line_with_only_the_columns_that_say_something() -> None:
    projects = (
        Project("a", 5_50, "Trees; two", ("green", "play"), "North"),
        Project("b", 7_00, area="North"),
        Project("c", 0, "Bench"),
    )
    shares = (BudgetShare("North", frozenset("ab"), 9_00), BudgetShare("green", frozenset("a"), 6_00))
    instance = Instance(projects, 10_05, 2, (frozenset("ab"), frozenset("bc")), {"c": "too late"}, shares)
    meta = {"description": "A town", "vote_type": "choose-1", "num_votes": "99"}

    text = write_pb(PabulibFile(meta, instance, approvals(instance, ["ac", "", "ac"]), frozenset("a")))

    assert text.splitlines() == [
        "META",
        "key;value",
        "description;A town",
        "vote_type;choose-1",
        "num_votes;3",
        "num_projects;3",
        "budget;10.05",
        "neighborhoods;North",
        "budget_per_neighborhood;9.00",
        "categories;green",
        "budget_per_category;6.00",
        "PROJECTS",
        "project_id;cost;name;category;neighborhood;selected;ineligible;conflicts",
        'a;5.50;"Trees; two";green,play;North;1;;1',
        "b;7.00;;;North;0;;1,2",
        "c;0.00;Bench;;;0;too late;2",
        "VOTES",
        "voter_id;vote",
        "1;a,c",
        "2;a,c",
        "3;",
    ]


@pytest.mark.parametrize(
    ("method", "ballots", "meta", "votes"),
    [
        (Method.KNAPSACK, ["ab"], ["vote_type;approval", "max_sum_cost;10"], ["voter_id;vote", "1;a,b"]),
        (Method.RANKING, ["ba"], ["vote_type;ordinal", "max_length;4"], ["voter_id;vote", "1;b,a"]),
        (Method.POINTS, [{"a": 1, "b": 3}], ["vote_type;cumulative"], ["voter_id;vote;points", "1;a,b;1,3"]),
        (
            Method.ALLOCATION,
            [{"a": 40, "b": 60}],
            ["vote_type;cumulative", "min_sum_points;100", "max_sum_points;100"],
            ["voter_id;vote;points", "1;a,b;40,60"],
        ),
        (Method.FOR_AND_AGAINST, [{"b": -1}], ["vote_type;scoring"], ["voter_id;vote;points", "1;b;-1"]),
        (Method.SCORE, [{}], ["vote_type;scoring"], ["voter_id;vote;points", "1;;"]),
    ],
)
def test_each_method_is_written_in_the_formats_words(
    method: Method, ballots: list[object], meta: list[str], votes: list[str]
) -> None:
    instance = an_instance({"a": 5, "b": 0}, budget=10)
    profile = Profile.of_ballots(instance.ids, method, ballots, longest=4)  # type: ignore[arg-type] # of every method

    text = write_pb(PabulibFile({"vote_type": "choose-1" if method.has_marks else ""}, instance, profile, None))

    head = ["META", "key;value", meta[0], "num_projects;2", "num_votes;1", "budget;10", *meta[1:]]
    assert text.splitlines() == [*head, "PROJECTS", "project_id;cost", "a;5", "b;0", "VOTES", *votes]
    assert text.endswith("\n")


def test_parts_of_points_and_a_limit_that_the_file_names_are_written_as_they_are() -> None:
    instance = an_instance({"a": 5, "b": 5}, budget=10)
    points = Profile.of_groups(Method.POINTS, 2, {((0, 1), (125, 50)): 1}, mark_digits=2)
    knapsack = Profile.of_ballots(instance.ids, Method.KNAPSACK, ["a"])

    with_points = write_pb(PabulibFile({}, instance, points, None))
    with_limit = write_pb(PabulibFile({"max_sum_cost": "7"}, instance, knapsack, None))

    assert with_points.endswith("\n1;a,b;1.25,0.50\n")
    assert "\nmax_sum_cost;7\n" in with_limit


def _ballots(file: PabulibFile) -> list[tuple[list[tuple[str, int]], int]]:
    groups = [(sorted(ballot.items()), people) for ballot, people in file.profile.ballots(file.instance.ids)]
    return sorted(groups)


def test_what_is_guaranteed_to_areas_is_written_and_read_again() -> None:
    projects = (Project("a", 5, area="North"), Project("b", 5, area="South"), Project("c", 5))
    guaranteed = (BudgetShare("South", frozenset("b"), 5), BudgetShare("North", frozenset("a"), 3))
    instance = Instance(projects, 10, 0, guaranteed=guaranteed)

    text = write_pb(PabulibFile({}, instance, approvals(instance, ["ab"]), None))

    assert "commonpurse_guaranteed_areas;South,North\ncommonpurse_guaranteed;5,3\n" in text
    assert read_pb(text.encode()).instance == instance


def test_a_guarantee_to_projects_of_no_area_is_refused() -> None:
    instance = an_instance({"a": 5, "b": 5}, budget=10, guaranteed=(BudgetShare("x", frozenset("a"), 7),))

    with pytest.raises(InstanceIsInconsistent) as refusal:
        write_pb(PabulibFile({}, instance, approvals(instance, ["ab"]), None))

    assert refusal.value.reason == "money is guaranteed to projects that are not those of an area"


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("South;4", "commonpurse_guaranteed_areas names 'South', in which no project stands"),
        ("North;11", "more is guaranteed than there is in the budget"),
        ("North;0", "what is guaranteed must be positive"),
        ("North,South;4", "commonpurse_guaranteed needs an amount for each of commonpurse_guaranteed_areas"),
    ],
)
def test_a_file_whose_guarantees_cannot_be_kept_is_refused(lines: str, told: str) -> None:
    names, amounts = lines.split(";")
    instance = Instance((Project("a", 5, area="North"),), 10, 0)
    text = write_pb(PabulibFile({}, instance, approvals(instance, ["a"]), None))
    meta = f"commonpurse_guaranteed_areas;{names}\ncommonpurse_guaranteed;{amounts}\nPROJECTS"

    with pytest.raises(FileIsNotPabulib) as refusal:
        read_pb(text.replace("PROJECTS", meta).encode())

    assert told in str(refusal.value)
