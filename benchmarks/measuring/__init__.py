"""What the benchmarks share; in a folder, so that `make bench` does not run it. Importing it only finds the project.

`database` sets Django up in this process, on an empty database. `pages` times pages of the test client. `serving` starts the
server as it ships, with `wrk` and `asking` as its readers, on processor cores of their own. `machine` says where all that ran.
"""

import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))
