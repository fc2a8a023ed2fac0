"""Runs a command and prints what it used: wall and CPU seconds, peak memory in MB, exit code. Ends it after ten minutes.

    python measure.py OUTPUT COMMAND [ARGUMENTS]
"""
import json, resource, subprocess, sys, time

LIMIT = 600

with open(sys.argv[1], "wb") as output:
    started = time.monotonic()
    try:
        ended = subprocess.run(sys.argv[2:], stdout=output, stderr=subprocess.PIPE, timeout=LIMIT)
        code, error = ended.returncode, ended.stderr.decode(errors="replace")
    except subprocess.TimeoutExpired:
        code, error = None, f"not done in {LIMIT} s"
    wall = time.monotonic() - started
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({
    "wall": wall,
    "cpu": used.ru_utime + used.ru_stime,
    "memory": used.ru_maxrss / 1024,
    "exit": code,
    "error": error[-2000:],
}))
