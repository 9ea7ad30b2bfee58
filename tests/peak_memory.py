"""The most memory that a Python process of its own takes."""

import os
import subprocess
import sys

_TELL = """
def _peak():
    import resource, sys
    try:
        with open("/proc/self/status") as status:
            # A process begins with its parent's peak in getrusage; this one begins with the program.
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
print("PEAK", _peak())
"""


def peak_memory(script: str, *arguments: str) -> int:
    """Bytes at the peak of a process that runs ``script``, which must end well."""
    done = subprocess.run(
        [sys.executable, "-c", script + _TELL, *arguments],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    return int(done.stdout.rsplit("PEAK", 1)[1])
