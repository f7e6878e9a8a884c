"""Guards that can be put off: while one row has to be written before the other that makes it lawful."""

from django.db import connection


def put_off(guard: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS {guard} DEFERRED")


def check_now(guard: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS {guard} IMMEDIATE")
