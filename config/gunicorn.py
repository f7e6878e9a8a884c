"""gunicorn: sync workers behind a reverse proxy (`./run serve`, or a unit of docs/operators.md)."""

import os

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_WORKERS", "2"))
worker_class = "sync"
timeout = 60
graceful_timeout = 20
max_requests = 5000  # a worker starts afresh now and then
max_requests_jitter = 500
limit_request_line = 4094
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - the heartbeat in memory
preload_app = True
accesslog = os.environ.get("ACCESS_LOG") or None  # "-" prints; the proxy usually keeps it
errorlog = "-"
control_socket_disable = True
