"""The limit on tries at the verification page, counted in the database for all web processes."""

import hashlib
import hmac
import ipaddress
from datetime import datetime

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

from notifications.models import Lookup

TRIES_PER_MINUTE = 20
UPSERT = f"""
    INSERT INTO {Lookup._meta.db_table} (source, minute, count) VALUES (%s, %s, 1)
    ON CONFLICT (source, minute) DO UPDATE SET count = {Lookup._meta.db_table}.count + 1
    RETURNING count
"""  # noqa: S608 - the table's own name


def too_many(request: HttpRequest, now: datetime) -> bool:
    """Count one more try of this address, and say whether it is one too many in this minute."""
    with connection.cursor() as cursor:
        cursor.execute(UPSERT, [source_of(request), now.replace(second=0, microsecond=0)])
        return cursor.fetchone()[0] > TRIES_PER_MINUTE


def source_of(request: HttpRequest) -> str:
    """Whom a try is counted to: a keyed hash, so that no address is kept."""
    return hmac.new(
        settings.SECRET_KEY.encode(), network_of(address_of(request)).encode(), hashlib.sha256
    ).hexdigest()


def address_of(request: HttpRequest) -> str:
    """The caller's address. X-Forwarded-For counts only as far as our own proxies have written it."""
    hops = getattr(settings, "PROXY_HOPS", 0)
    chain = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if hops and len(chain) >= hops:
        return chain[-hops]
    return request.META.get("REMOTE_ADDR", "")


def network_of(address: str) -> str:
    """An IPv6 caller owns a whole /64; an IPv4 caller one address."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 6:
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
