"""The contracts of docs/contracts/: examples are run and compared, and every line fits its schema."""

import json
from functools import cache
from pathlib import Path

import pytest
from django.core.management import call_command
from jsonschema import Draft202012Validator

CONTRACTS = Path(__file__).parents[2] / "docs" / "contracts"


@cache
def schema(name: str) -> Draft202012Validator:
    content = json.loads((CONTRACTS / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(content)
    return Draft202012Validator(content, format_checker=Draft202012Validator.FORMAT_CHECKER)


def lines(name: str) -> list[str]:
    return (CONTRACTS / name).read_text(encoding="utf-8").splitlines()


def good_pairs(command: str):
    for asked, answered in zip(lines(f"{command}.in.jsonl"), lines(f"{command}.out.jsonl"), strict=True):
        answer = json.loads(answered)
        if "error" not in answer:
            yield pytest.param(json.loads(asked), answer, id=f"{command}:{answer['id']}")


GOOD = [*good_pairs("assess"), *good_pairs("clock")]


@pytest.mark.parametrize(("command", "options"), [("assess", []), ("clock", ["--calendar", "shipped"])])
def test_the_examples_give_what_they_say(command, options, tmp_path):
    with pytest.raises(SystemExit) as ended:
        call_command(
            command, "--input", CONTRACTS / f"{command}.in.jsonl", "--output", tmp_path / "out", *options
        )
    assert ended.value.code == 1
    said = [json.loads(line) for line in (tmp_path / "out").read_text(encoding="utf-8").splitlines()]
    assert said == [json.loads(line) for line in lines(f"{command}.out.jsonl")]


@pytest.mark.parametrize(("question", "answer"), GOOD)
def test_a_good_question_fits_its_schema(question, answer):
    schema("assess-input" if "record" in question else "clock-input").validate(question)
    assert answer["id"] == question["id"]


@pytest.mark.parametrize("name", ["assess", "clock"])
def test_every_answer_fits_its_schema(name):
    for line in lines(f"{name}.out.jsonl"):
        schema(f"{name}-output").validate(json.loads(line))


def test_the_example_of_an_import_report_fits_its_schema():
    for line in lines("import-report.jsonl"):
        schema("import-report-line").validate(json.loads(line))


def test_the_examples_speak_chinese():
    first = json.loads(lines("assess.out.jsonl")[0])
    assert all("一" <= condition["message"][0] <= "鿿" for condition in first["conditions"])
