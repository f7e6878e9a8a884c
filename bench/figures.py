"""How long each page of figures takes over N cases, and each of its statements.

Fills a throw-away database with N repairs over three years in forty departments (as its superuser, past the guards):
their records, their facts and the months. The first cases get their events too and are counted from them, as the
trigger does it: the facts must stay the same. Then each page is asked for some times.
Run: `./run bench figures [N]`; 1 where the middle of the times of a page is over a second.
"""

import os
import sys
import time
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.contrib.auth.models import Group, User  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from registry.duties import CREDIT_OFFICE  # noqa: E402
from registry.models import Department  # noqa: E402

LIMIT = 1.0  # seconds a page
CHECKED = 2_000  # cases that are counted from their events, too
DEPARTMENTS = 40
TIMES = 3
PAGES = (
    "/office/", "/office/?period=quarter", "/office/?period=year", "/office/?since=2000-01-01",
    "/office/cases/?count=finished&since=2000-01-01", "/office/cases/?count=late&since=2000-01-01",
    "/office/cases/?count=overdue", "/office/cases/?count=open",
    "/office/records/?count=coming", "/office/records/?count=fulfilled",
    "/office/reports/", "/office/reports/?period=year", "/office/reports/?since=2000-01-01",
)  # fmt: skip
# Every seventh case was returned, every ninth refused, every fiftieth is still in hand; days follow from the number.
FILL = """
SET session_replication_role = replica;
CREATE TEMP TABLE places AS SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM registry_department WHERE uscc LIKE 'BENCH%%';
INSERT INTO registry_subject (id, public_id, kind, name, uscc, id_type, id_number, other_codes, legal_representative, address, standing)
SELECT n, 'bench-subject-' || n, 'organisation', '江澜市测试' || n || '有限公司', 'B' || lpad(n::text, 17, '0'), '', '', '{}', '', '', '' FROM generate_series(1, %(cases)s / 5 + 1) n;
INSERT INTO registry_record (id, public_id, subject_id, department_id, kind, jurisdiction, sector, field, procedure, document_number, document_key,
    decided_on, severity, severity_basis, title, facts, basis, content, penalty_types, licence, source_unit, source_uscc, remark,
    withdrawn_because, row_hash, rule_set, rule_version, repairable_from)
SELECT n, 'bench-record-' || n, n / 5 + 1, places.id, 'penalty', '239999', 'general', '', '', '江测罚〔2026〕' || n || '号', '江测罚2026' || n,
    %(on)s - 365, 'general', '', '测试', '', '', '', '{}', '', '', '', '', '', '', '', '', %(on)s + n %% 900 - 450
FROM generate_series(1, %(cases)s) n JOIN places ON place = n %% %(departments)s;
INSERT INTO registry_publication (state, shown_from, record_id, channel_id)
SELECT 'shown', %(on)s - 360, n, channel.id
FROM generate_series(1, %(cases)s) n, (SELECT min(id) AS id FROM registry_channel) channel WHERE n %% 3 = 0;
CREATE TEMP TABLE plan AS
SELECT n AS id, places.id AS department, handed_in, handed_in + waits AS taken, handed_in + waits + 1 AS paused, handed_in + waits + 6 AS resumed,
    handed_in + waits + takes + CASE WHEN n %% 7 = 0 THEN 6 ELSE 0 END AS done,
    n %% 7 = 0 AS returned, n %% 9 = 0 AS refused, n %% 50 = 0 AS open
FROM generate_series(1, %(cases)s) n JOIN places ON place = n %% %(departments)s,
    LATERAL (SELECT (n %% 4)::integer AS waits, 2 + (n * 31::bigint %% 11)::integer AS takes,
                    %(on)s - (n * 7919::bigint %% 1095)::integer - 25 AS handed_in) each;
INSERT INTO casework_caseevent (case_id, seq, machine, verb, source, target, capacity, closes, second, transfer, actor_id, department_id, officer_of_id,
    "on", clock, stage, working_days, words, facts)
SELECT id, seq, 'repair', verb, source, target, capacity, closes, false, '', %(actor)s, department,
    CASE WHEN capacity = 'department' THEN department END, day, clock, '', term, '', '{}'
FROM plan, LATERAL (VALUES
    (1, 'apply', '', 'applied', 'applicant', false, handed_in, '', NULL, true),
    (2, 'submit', 'applied', 'submitted', 'applicant', false, handed_in, 'start', 3, true),
    (3, 'accept', 'submitted', 'accepted', 'department', false, taken, 'start', 7, true),
    (4, 'ask_supplement', 'accepted', 'supplementing', 'department', false, paused, 'pause', NULL, returned),
    (5, 'supplement_for_review', 'supplementing', 'accepted', 'applicant', false, resumed, 'resume', NULL, returned),
    (6, 'approve', 'accepted', 'approved', 'department', false, done, 'stop', NULL, NOT open AND NOT refused),
    (7, 'complete', 'approved', 'repaired', 'system', true, done, '', NULL, NOT open AND NOT refused),
    (7, 'reject', 'accepted', 'rejected', 'department', true, done, 'stop', NULL, NOT open AND refused)
) step (seq, verb, source, target, capacity, closes, day, clock, term, happened) WHERE happened AND id <= %(checked)s;
INSERT INTO casework_case (id, number, machine, record_id, department_id, subject_id, status, seq, closed, opened_on, opened_by_id, due_on,
    due_is_provisional, desk)
SELECT id, 'XF-BENCH-' || id, 'repair', id, department, id / 5 + 1, CASE WHEN open THEN 'accepted' WHEN refused THEN 'rejected' ELSE 'repaired' END,
    7, NOT open, handed_in, %(actor)s, CASE WHEN open THEN handed_in + 1080 END, false, CASE WHEN open THEN 'department' ELSE '' END
FROM plan;
CREATE TEMP TABLE worked AS  -- how many working days there were up to each day
SELECT day, count(*) FILTER (WHERE xinxiu_is_worked(day)) OVER (ORDER BY day) AS so_far
FROM generate_series(0, 1300) n, LATERAL (SELECT %(on)s - n AS day) each;
CREATE UNIQUE INDEX ON worked (day);
INSERT INTO rechecks_casefacts (case_id, machine, department_id, handed_in_on, taken_on, taken_late, finished_on, result, finished_late,
    gross_days, net_days, returns)
SELECT id, 'repair', department, handed_in, taken, until_taken.so_far - until_in.so_far >= 3,
    CASE WHEN NOT open THEN done END, CASE WHEN open THEN '' WHEN refused THEN 'refused' ELSE 'granted' END,
    CASE WHEN NOT open THEN until_done.so_far - at_taken.so_far - still >= 7 END,
    CASE WHEN NOT open THEN at_done.so_far - until_in.so_far END, CASE WHEN NOT open THEN at_done.so_far - until_in.so_far - still END,
    returned::integer
FROM plan JOIN worked until_in ON until_in.day = handed_in JOIN worked until_taken ON until_taken.day = taken - 1
    JOIN worked at_taken ON at_taken.day = taken JOIN worked until_done ON until_done.day = done - 1 JOIN worked at_done ON at_done.day = done
    JOIN worked until_paused ON until_paused.day = taken JOIN worked until_resumed ON until_resumed.day = resumed,
    LATERAL (SELECT CASE WHEN returned THEN until_resumed.so_far - until_paused.so_far ELSE 0 END AS still) pause;
SELECT xinxiu_count_months();
SET session_replication_role = origin;
"""
DIFFERING = """
    SELECT count(*) FROM (
        SELECT to_jsonb(now) - 'counted_at' FROM rechecks_casefacts now WHERE case_id <= %s
        EXCEPT SELECT to_jsonb(before) - 'counted_at' FROM before) other"""


def fill(cases: int) -> None:
    """N repairs from their first event to the last."""
    actor, _made = User.objects.get_or_create(username="bench")
    for n in range(DEPARTMENTS):
        names = {"name": f"江澜市测试{n}局", "short_name": f"测试{n}局", "letter_prefix": f"江测{n}"}
        Department.objects.create(uscc=f"BENCH{n:013}", region="239999", region_name="江澜市", **names)
    with connection.cursor() as cursor:
        said = {"cases": cases, "departments": DEPARTMENTS, "actor": actor.pk, "checked": CHECKED}
        cursor.execute(FILL, said | {"on": timezone.localdate()})
        cursor.execute(
            "VACUUM ANALYZE rechecks_casefacts, rechecks_casemonth, casework_case, registry_record, registry_publication"
        )


def count(cases: int) -> tuple[float, int]:
    """Count so many from their events, as the trigger does one by one: seconds a case, and how many come out otherwise."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE before AS SELECT * FROM rechecks_casefacts WHERE case_id <= %s", [cases]
        )
        began = time.perf_counter()
        cursor.execute("SELECT xinxiu_count_cases(ARRAY(SELECT generate_series(1, %s)::bigint))", [cases])
        seconds = time.perf_counter() - began
        cursor.execute(DIFFERING, [cases])
        return seconds / cases, cursor.fetchone()[0]


def asked(client: Client, address: str) -> float:
    """The middle time of a page after the first, and its slowest statements."""
    answer: Any = client.get(address)
    times = []
    for _n in range(TIMES):
        began, used = time.perf_counter(), time.process_time()
        with CaptureQueriesContext(connection) as seen:
            answer = client.get(address)
        times.append((time.perf_counter() - began, time.process_time() - used, seen.captured_queries))
    seconds, used, queries = sorted(times, key=lambda each: each[0])[TIMES // 2]
    slow = sorted(queries, key=lambda each: float(each["time"]), reverse=True)[:3]
    print(
        f"{seconds:>7.3f} s ({used:.3f} s of our own), {len(queries):>2} statements, slowest "
        f"{', '.join(each['time'] for each in slow)}  {address}  HTTP {answer.status_code}"
    )
    if seconds > LIMIT:
        print(f"        {slow[0]['sql'][:600]}")
    return seconds


def main() -> None:
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    began = time.perf_counter()
    fill(cases)
    print(f"{cases:,} cases filled in {time.perf_counter() - began:.1f} s")
    each, differing = count(min(CHECKED, cases))
    print(f"counting takes {1000 * each:.2f} ms a case; {differing} come out otherwise than filled in")
    officer, _made = User.objects.get_or_create(username="bench-office")
    officer.groups.add(Group.objects.get_or_create(name=CREDIT_OFFICE)[0])
    client = Client(headers={"host": "localhost"})
    client.force_login(officer)
    slowest = max(asked(client, address) for address in PAGES)
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    sys.exit(bool(differing) or slowest > LIMIT)


if __name__ == "__main__":
    main()
