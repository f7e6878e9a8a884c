"""What is wrong with a line is named by its field; the lines around it are answered."""

import json

import pytest
from django.core.management import CommandError, call_command

RECORD = {
    "jurisdiction": "CN",
    "sector": "general",
    "kind": "penalty",
    "severity": "general",
    "penalty_types": ["fine"],
    "decided_on": "2026-09-08",
    "obligations_fulfilled": True,
    "commitment_made": True,
    "training_confirmed": False,
    "credit_report_provided": False,
}
QUESTION = {"id": 1, "as_of": "2026-12-09", "record": RECORD}
CLOCK = {"id": 1, "term_working_days": 7, "start_on": "2026-11-02", "events": [], "as_of": "2026-11-12"}
WITHOUT_DATABASE = {"assess": [], "clock": ["--calendar", "shipped"]}
PAUSE = {"on": "2026-11-04", "kind": "pause"}


def run(command: str, tmp_path, *raw: bytes) -> tuple[list[dict], int]:
    (tmp_path / "in").write_bytes(b"\n".join(raw))
    status = 0
    try:
        call_command(
            command, "--input", tmp_path / "in", "--output", tmp_path / "out", *WITHOUT_DATABASE[command]
        )
    except SystemExit as ended:
        status = ended.code
    return [json.loads(line) for line in (tmp_path / "out").read_text(encoding="utf-8").splitlines()], status


def error_of(command, tmp_path, question) -> tuple[str, str | None]:
    answers, status = run(command, tmp_path, json.dumps(question).encode())
    assert status == 1
    assert answers[0]["error"]["message"]
    return answers[0]["error"]["code"], answers[0]["error"]["field"]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("jurisdiction", "US", "unknown_value"),
        ("jurisdiction", "CN-XX", "unknown_value"),
        ("jurisdiction", "cn-sh", "unknown_value"),
        ("jurisdiction", 31, "wrong_type"),
        ("sector", "banking", "unknown_value"),
        ("sector", None, "wrong_type"),
        ("kind", "court_order", "unknown_value"),
        ("severity", "grave", "unknown_value"),
        ("severity", ["general"], "wrong_type"),
        ("field", "Food!", "unknown_value"),
        ("field", 7, "wrong_type"),
        ("procedure", "summary", "unknown_value"),
        ("penalty_types", "fine", "wrong_type"),
        ("penalty_types", None, "wrong_type"),
        ("decided_on", "2026-02-29", "no_such_date"),
        ("decided_on", "20260908", "wrong_type"),
        ("decided_on", "2026-W37-2", "wrong_type"),
        ("decided_on", "2026-09-08T00:00:00", "wrong_type"),
        ("decided_on", 20260908, "wrong_type"),
        ("decided_on", "9999-12-31", "out_of_range"),
        ("decided_on", "０２６-09-08", "wrong_type"),
        ("published_on", "never", "wrong_type"),
        ("ban_until", False, "wrong_type"),
        ("obligations_fulfilled", "yes", "wrong_type"),
        ("obligations_fulfilled", 1, "wrong_type"),
        ("commitment_made", None, "wrong_type"),
        ("training_confirmed", 0, "wrong_type"),
        ("credit_report_provided", "false", "wrong_type"),
    ],
)
def test_a_bad_value_is_named(tmp_path, field, value, code):
    question = {**QUESTION, "record": {**RECORD, field: value}}
    assert error_of("assess", tmp_path, question) == (code, f"record.{field}")


def test_a_bad_penalty_type_is_named_with_its_place(tmp_path):
    question = {**QUESTION, "record": {**RECORD, "penalty_types": ["fine", "exile"]}}
    assert error_of("assess", tmp_path, question) == ("unknown_value", "record.penalty_types.1")


@pytest.mark.parametrize(
    "field", ["jurisdiction", "sector", "kind", "penalty_types", "decided_on", "commitment_made"]
)
def test_a_missing_field_is_named(tmp_path, field):
    record = {name: value for name, value in RECORD.items() if name != field}
    assert error_of("assess", tmp_path, {**QUESTION, "record": record}) == (
        "missing_field",
        f"record.{field}",
    )


@pytest.mark.parametrize("field", ["id", "as_of", "record"])
def test_a_missing_top_field_is_named(tmp_path, field):
    question = {name: value for name, value in QUESTION.items() if name != field}
    assert error_of("assess", tmp_path, question) == ("missing_field", field)


def test_fields_that_may_be_null_may_be_left_out(tmp_path):
    optional = {"severity": None, "field": None, "procedure": None, "published_on": None, "ban_until": None}
    answers, status = run(
        "assess",
        tmp_path,
        *(
            json.dumps(q).encode()
            for q in (QUESTION, QUESTION | {"record": RECORD | optional | {"severity": "general"}})
        ),
    )
    assert status == 0
    assert answers[0] == answers[1]


def test_before_any_rules_the_day_of_application_is_named(tmp_path):
    assert error_of("assess", tmp_path, {**QUESTION, "as_of": "2018-01-01"}) == ("no_rule_set", "as_of")


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"term_working_days": 0}, "out_of_range", "term_working_days"),
        ({"term_working_days": 7.0}, "wrong_type", "term_working_days"),
        ({"term_working_days": True}, "wrong_type", "term_working_days"),
        ({"term_working_days": 10**9}, "out_of_range", "term_working_days"),
        ({"events": None}, "wrong_type", "events"),
        ({"events": ["pause"]}, "wrong_type", "events.0"),
        ({"events": [{**PAUSE, "kind": "stop"}]}, "unknown_value", "events.0.kind"),
        ({"events": [{"kind": "pause"}]}, "missing_field", "events.0.on"),
        (
            {"events": [PAUSE, {"on": "2026-11-05", "kind": "extend"}]},
            "missing_field",
            "events.1.working_days",
        ),
        (
            {"events": [{"on": "2026-11-05", "kind": "extend", "working_days": -1}]},
            "out_of_range",
            "events.0.working_days",
        ),
        ({"events": [{**PAUSE, "kind": "resume"}]}, "not_paused", "events.0"),
        ({"events": [PAUSE, PAUSE]}, "already_paused", "events.1"),
        ({"start_on": "2026-13-01"}, "no_such_date", "start_on"),
    ],
)
def test_a_bad_clock_question_is_named(tmp_path, change, code, field):
    assert error_of("clock", tmp_path, CLOCK | change) == (code, field)


GOOD = json.dumps(QUESTION).encode()


def test_a_bad_line_does_not_stop_the_rest_and_order_and_ids_are_kept(tmp_path):
    second = json.dumps({**QUESTION, "id": "二"}).encode()
    answers, status = run("assess", tmp_path, GOOD, b"{", b"[1]", b"\xff\xfe{}", b"[" * 100_000, second)
    assert status == 1
    assert [answer["id"] for answer in answers] == [1, None, None, None, None, "二"]
    assert [a.get("error", {}).get("code") for a in answers] == [
        None, "bad_json", "wrong_type", "not_utf8", "bad_json", None,
    ]  # fmt: skip


def test_a_byte_order_mark_and_blank_lines_and_windows_line_ends_do_no_harm(tmp_path):
    answers, status = run("assess", tmp_path, b"\xef\xbb\xbf" + GOOD + b"\r", b"", b"  \r", GOOD, b"")
    assert status == 0
    assert [answer["id"] for answer in answers] == [1, 1]


def test_an_empty_file_has_an_empty_answer(tmp_path):
    assert run("assess", tmp_path, b"") == ([], 0)


def test_half_a_surrogate_pair_in_an_id_is_echoed(tmp_path):
    answers, _ = run("assess", tmp_path, GOOD.replace(b'"id": 1', b'"id": "\\ud800"'))
    assert answers[0]["id"] == "\ud800"


def test_messages_are_in_chinese_and_english(tmp_path):
    answers, _ = run("assess", tmp_path, json.dumps({**QUESTION, "as_of": "2026-02-30"}).encode())
    assert answers[0]["error"]["message"] == (
        "字段 as_of 的日期不存在：2026-02-30。 / The field as_of names a day that does not exist: 2026-02-30."
    )


@pytest.mark.parametrize("command", ["assess", "clock"])
def test_a_file_that_cannot_be_read_is_named_and_ends_with_2(tmp_path, command):
    options = ["--output", tmp_path / "out", *WITHOUT_DATABASE[command]]
    with pytest.raises(CommandError, match=r"missing\.jsonl") as refused:
        call_command(command, "--input", tmp_path / "missing.jsonl", *options)
    assert refused.value.returncode == 2
    with pytest.raises(CommandError) as refused:
        call_command(command, "--input", tmp_path, *options)
    assert refused.value.returncode == 2


def test_the_answers_never_overwrite_the_questions(tmp_path):
    (tmp_path / "in").write_bytes(GOOD)
    with pytest.raises(CommandError) as refused:
        call_command("assess", "--input", tmp_path / "in", "--output", tmp_path / "in")
    assert refused.value.returncode == 2
    assert (tmp_path / "in").read_bytes() == GOOD
