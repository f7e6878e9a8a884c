"""The independent program: it agrees, it names the first thing tampered with, and it needs nothing of ours."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from rechecks.drawing import Checker, Item, Plan, Population, draw_list, population_text
from tools import verify_draw

PROGRAM = Path(verify_draw.__file__)


@pytest.fixture
def files(tmp_path):
    items = tuple(
        Item(f"XF-{n:03}", (f"部门{n % 3}", "granted"), (f"D{n % 3}",), risks=("fast",) if n % 5 == 0 else ())
        for n in range(40)
    )
    people = tuple(Checker(f"p{n}", (f"D{n % 4}",)) for n in range(5))
    plan = Plan(size=12, minimum=2, strata=("department", "outcome"), weights=(("fast", 2),))
    text = population_text(Population(plan, items, people))
    population, drawn = tmp_path / "population.jsonl", tmp_path / "list.jsonl"
    population.write_bytes(text.encode())
    drawn.write_bytes(draw_list(text, "20261136", "公开数字").text.encode())
    return population, drawn


def rows(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def rewrite(path, said):
    path.write_bytes("".join(verify_draw.canonical(row) + "\n" for row in said).encode())


def test_it_agrees_alone_in_an_empty_place(files, tmp_path):
    run = subprocess.run(
        [sys.executable, "-I", "-S", PROGRAM, *files, "--seed", "20261136"],
        cwd=tmp_path, capture_output=True, text=True, check=False, env={"PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert (run.returncode, run.stderr) == (0, "")
    assert "一致" in run.stdout


def test_it_imports_the_standard_library_alone():
    tree = ast.walk(ast.parse(PROGRAM.read_text("utf-8")))
    names = {alias.name for node in tree if isinstance(node, ast.Import) for alias in node.names}
    assert names <= set(sys.stdlib_module_names)


def swap_two(said):
    said[1]["item"], said[2]["item"] = said[2]["item"], said[1]["item"]


def another_case(said):
    drawn = {row["item"] for row in said[1:]}
    said[4]["item"] = next(f"XF-{n:03}" for n in range(40) if f"XF-{n:03}" not in drawn)


def another_checker(said):
    said[3]["checker"] = next(f"p{n}" for n in range(5) if f"p{n}" != said[3]["checker"])


IN_THE_LIST = {
    "two cases change places": (swap_two, "line 2"),
    "another case": (another_case, "line 5, item"),
    "another checker": (another_checker, "line 4, checker"),
    "a line is left out": (lambda said: said.pop(), "line 13 is missing"),
    "a line is added": (lambda said: said.append(said[1] | {"position": 13}), "line 14 is too many"),
    "another seed": (lambda said: said[0].update(seed="20261137"), "line"),
    "another load": (lambda said: said[0]["loads"].update(p0=0), "line 1, loads"),
    "another size of a stratum": (lambda said: said[0]["strata"][0].update(drawn=9), "line 1, strata"),
    "another population": (
        lambda said: said[0].update(population_sha256="0" * 64),
        "line 1, population_sha256",
    ),
    "a field more": (lambda said: said[2].update(note="x"), "line 3, note"),
}


@pytest.mark.parametrize(("tamper", "named"), IN_THE_LIST.values(), ids=IN_THE_LIST)
def test_a_list_tampered_with_is_named(files, capsys, tamper, named):
    said = rows(files[1])
    tamper(said)
    rewrite(files[1], said)
    assert verify_draw.main([*map(str, files)]) == 1
    assert named in capsys.readouterr().out


IN_THE_POPULATION = {
    "a case is taken out": lambda said: said.pop(),
    "a case is barred for somebody": lambda said: said[9].update(barred=["p1"]),
    "a weight its risks do not give": lambda said: said[9].update(weight=7),
    "another size": lambda said: said[0].update(size=11),
    "another minimum": lambda said: said[0].update(minimum=3),
    "a checker of another department": lambda said: said[2].update(departments=[]),
    "a fact of a case": lambda said: said[12].update(risks=[], weight=1, note="x"),
    "two cases change places": lambda said: said.insert(7, said.pop()),
}


@pytest.mark.parametrize("tamper", IN_THE_POPULATION.values(), ids=IN_THE_POPULATION)
def test_a_population_tampered_with_is_found(files, tamper):
    said = rows(files[0])
    tamper(said)
    rewrite(files[0], said)
    assert verify_draw.main([*map(str, files)]) == 1


def test_a_seed_other_than_the_public_one_is_named(files, capsys):
    assert verify_draw.main([*map(str, files), "--seed", "7"]) == 1
    assert "seed" in capsys.readouterr().out


@pytest.mark.parametrize("text", [b"", b"\xff\n", b"{}\n", b"not json\n", b'{"a": 1}\n', b"[]\n", b"{}"])
@pytest.mark.parametrize("which", [0, 1])
def test_a_file_that_is_none_is_not_readable(files, which, text):
    files[which].write_bytes(text)
    assert verify_draw.main([*map(str, files)]) == 2


def test_a_file_that_is_not_there_is_not_readable(files):
    files[1].unlink()
    assert verify_draw.main([*map(str, files)]) == 2


def test_a_header_without_its_parameters_is_not_readable(files):
    said = rows(files[0])
    del said[0]["weights"]
    rewrite(files[0], said)
    assert verify_draw.main([*map(str, files)]) == 2
