"""Runs a command and prints what it used: wall and CPU seconds, peak memory in MB, exit code.

    python measure.py OUTPUT COMMAND [ARGUMENTS]
"""
import json, resource, subprocess, sys, time

with open(sys.argv[1], "wb") as output:
    started = time.monotonic()
    code = subprocess.run(sys.argv[2:], stdout=output, stderr=subprocess.PIPE)
    wall = time.monotonic() - started
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({
    "wall": wall,
    "cpu": used.ru_utime + used.ru_stime,
    "memory": used.ru_maxrss / 1024,
    "exit": code.returncode,
    "error": code.stderr.decode(errors="replace")[-2000:],
}))
