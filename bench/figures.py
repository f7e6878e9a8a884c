"""How long each page of figures takes over N cases, and each of its statements; and how long counting a case takes.

Fills a throw-away database with N repairs over three years in forty departments (as its superuser, past the guards),
counts them from their events, and asks the pages twice. Run: `./run bench figures [N]`; 1 where a page takes over a second.
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
CHUNK = 20_000
DEPARTMENTS = 40
PAGES = (
    "/office/", "/office/?period=quarter", "/office/?period=year", "/office/?since=2000-01-01",
    "/office/cases/?count=finished&since=2000-01-01", "/office/cases/?count=late&since=2000-01-01",
    "/office/cases/?count=overdue", "/office/cases/?count=open",
    "/office/reports/", "/office/reports/?since=2000-01-01",
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
CREATE TEMP TABLE plan AS
SELECT n AS id, places.id AS department, %(on)s - (n * 7919::bigint %% 1095)::integer - 3 AS handed_in, (n %% 4)::integer AS waits,
    2 + (n * 31::bigint %% 11)::integer AS takes, n %% 7 = 0 AS returned, n %% 9 = 0 AS refused, n %% 50 = 0 AS open
FROM generate_series(1, %(cases)s) n JOIN places ON place = n %% %(departments)s;
INSERT INTO casework_caseevent (case_id, seq, machine, verb, source, target, capacity, closes, second, transfer, actor_id, department_id, officer_of_id,
    "on", clock, stage, working_days, words, facts)
SELECT id, seq, 'repair', verb, source, target, capacity, closes, false, '', %(actor)s, department,
    CASE WHEN capacity = 'department' THEN department END, handed_in + days, clock, '', term, '', '{}'
FROM plan, LATERAL (VALUES
    (1, 'apply', '', 'applied', 'applicant', false, 0, '', NULL, true),
    (2, 'submit', 'applied', 'submitted', 'applicant', false, 0, 'start', 3, true),
    (3, 'accept', 'submitted', 'accepted', 'department', false, waits, 'start', 7, true),
    (4, 'ask_supplement', 'accepted', 'supplementing', 'department', false, waits + 1, 'pause', NULL, returned),
    (5, 'supplement_for_review', 'supplementing', 'accepted', 'applicant', false, waits + 6, 'resume', NULL, returned),
    (6, 'approve', 'accepted', 'approved', 'department', false, waits + takes, 'stop', NULL, NOT open AND NOT refused),
    (7, 'complete', 'approved', 'repaired', 'system', true, waits + takes, '', NULL, NOT open AND NOT refused),
    (7, 'reject', 'accepted', 'rejected', 'department', true, waits + takes, 'stop', NULL, NOT open AND refused)
) step (seq, verb, source, target, capacity, closes, days, clock, term, taken) WHERE taken;
INSERT INTO casework_case (id, number, machine, record_id, department_id, subject_id, status, seq, closed, opened_on, opened_by_id, due_on,
    due_is_provisional, desk)
SELECT id, 'XF-BENCH-' || id, 'repair', id, department, id / 5 + 1, CASE WHEN open THEN 'accepted' WHEN refused THEN 'rejected' ELSE 'repaired' END,
    7, NOT open, handed_in, %(actor)s, CASE WHEN open THEN handed_in + 1080 END, false, CASE WHEN open THEN 'department' ELSE '' END
FROM plan;
SET session_replication_role = origin;
"""


def fill(cases: int) -> None:
    """N repairs from their first event to the last."""
    actor, _made = User.objects.get_or_create(username="bench")
    for n in range(DEPARTMENTS):
        names = {"name": f"江澜市测试{n}局", "short_name": f"测试{n}局", "letter_prefix": f"江测{n}"}
        Department.objects.create(uscc=f"BENCH{n:013}", region="239999", region_name="江澜市", **names)
    with connection.cursor() as cursor:
        said = {"cases": cases, "departments": DEPARTMENTS, "actor": actor.pk, "on": timezone.localdate()}
        cursor.execute(FILL, said)


def count(cases: int) -> float:
    """Count them all from their events, as the trigger does one by one; seconds."""
    began = time.perf_counter()
    with connection.cursor() as cursor:
        for first in range(1, cases + 1, CHUNK):
            cursor.execute(
                "SELECT xinxiu_count_cases(ARRAY(SELECT generate_series(%s, %s)::bigint))",
                [first, min(first + CHUNK - 1, cases)],
            )
        cursor.execute("VACUUM ANALYZE rechecks_casefacts, casework_case, registry_record")
    return time.perf_counter() - began


def asked(client: Client, address: str) -> float:
    """One page the second time it is asked for, with its slowest statements."""
    client.get(address)
    began, used = time.perf_counter(), time.process_time()
    with CaptureQueriesContext(connection) as seen:
        answer: Any = client.get(address)
    seconds, used = time.perf_counter() - began, time.process_time() - used
    slow = sorted((float(each["time"]) for each in seen.captured_queries), reverse=True)[:3]
    said = ", ".join(f"{each:.3f}" for each in slow)
    print(
        f"{seconds:>7.3f} s ({used:.3f} s of our own), {len(seen):>2} statements, slowest {said}"
        f"  {address}  HTTP {answer.status_code}"
    )
    return seconds


def main() -> None:
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    began = time.perf_counter()
    fill(cases)
    print(f"{cases:,} cases filled in {time.perf_counter() - began:.1f} s")
    seconds = count(cases)
    print(f"counted in {seconds:.1f} s, {1000 * seconds / cases:.2f} ms a case")
    officer, _made = User.objects.get_or_create(username="bench-office")
    officer.groups.add(Group.objects.get_or_create(name=CREDIT_OFFICE)[0])
    client = Client(headers={"host": "localhost"})
    client.force_login(officer)
    slowest = max(asked(client, address) for address in PAGES)
    sys.exit(slowest > LIMIT)


if __name__ == "__main__":
    main()
