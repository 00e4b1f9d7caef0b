"""Prints the memory of one server over two million requests: it must be flat.

    .venv/bin/python benchmarks/soak.py [requests, 2,000,000 if left out]

The requests: article, home and editions in twelve languages, packed in brotli, gzip and not at all, a quarter of them by
readers who have the page already; and in each thousand one that Django answers: an address that is not there, a query that
nobody asked before, or the start of a quiz. About every 100,000 requests memory is read and a text is changed, so that every
page is made anew. The yardstick is the first third of the run.
"""

import statistics
import sys

from measuring.database import FOLDER, fresh_database, load_words

# isort: split
from django.db import connections
from measuring import wrk
from measuring.machine import heading, stay_with_the_readers
from measuring.serving import HOST, PROXIED, Program, gather, serving

from education.clinics.demo import open_demo
from education.exchange.shipped import shipped_languages
from education.review.models import Revision
from education.text.languages import BY_CODE

REQUESTS, STEP = 2_000_000, 100_000
SHORTEST_S, LONGEST_S = 1, 10
PLACES = ("", "sciatica/", "sciatica/editions/")
# The list holds whole requests but for what is new each time.
SCRIPT = """
local made = {}
for line in io.lines("%s") do
  local path, encoding, tag = line:match("(%%S+) (%%S+) (%%S*)")
  local headers = { ["Host"] = "%s", ["X-Forwarded-Proto"] = "https", ["Accept-Encoding"] = encoding }
  if tag ~= "-" then headers["If-None-Match"] = tag end
  made[#made + 1] = wrk.format("GET", path, headers)
end
math.randomseed(os.time())
local headers = { ["Host"] = "%s", ["X-Forwarded-Proto"] = "https", ["Accept-Encoding"] = "br" }
local rare = { "/en/nowhere-%%d/", "/en/sciatica/?new=%%d", "/en/sciatica/quiz/?new=%%d" }
request = function()
  if math.random(1000) > 1 then return made[math.random(#made)] end
  return wrk.format("GET", rare[math.random(#rare)]:format(math.random(2000000000)), headers)
end
"""


def main() -> None:
    wanted = int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else REQUESTS
    print(heading(f"{wanted:,} requests to one server", "wrk"))
    stay_with_the_readers()
    fresh_database()
    load_words()
    open_demo(shipped_languages())
    gather()
    with serving() as program:
        memory = soaked(program, script(program), wanted)
    third = max(1, len(memory) // 3)
    first, last = statistics.median(memory[:third]), statistics.median(memory[-third:])
    print(
        f"first third {first:.1f} MiB, last third {last:.1f} MiB: ratio {last / first:.2f}; highest {max(memory):.1f} MiB"
    )


def soaked(program: Program, lua: str, wanted: int) -> list[float]:
    """MiB after each step."""
    answered, seconds, memory = 0, SHORTEST_S, []  # type: int, float, list[float]
    print(f"{'requests':>12}{'a second':>10}{'MiB':>8}")
    while answered < wanted:
        found = wrk.rate(program.port, "/", seconds, PROXIED, script=lua)
        assert not found.broken, found
        answered += found.requests
        memory.append(program.memory())
        print(f"{answered:>12,}{found.a_second:>10.0f}{memory[-1]:>8.1f}", flush=True)
        seconds = min(LONGEST_S, max(SHORTEST_S, round(STEP / found.a_second)))
        change_a_text()
    return memory


def script(program: Program) -> str:
    """Lua, and the file of what it asks for."""
    lines = []
    for code in BY_CODE:
        for rest in PLACES:
            path = f"/{code}/{rest}"
            tag = program.answer(path)[1]["etag"]
            lines += [f"{path} {encoding} -" for encoding in ("br", "gzip", "identity")]
            lines.append(f"{path} br {tag}")
    place = FOLDER / "soak.pages"
    place.write_text("\n".join(lines) + "\n")
    return SCRIPT % (place, HOST, HOST)


def change_a_text() -> None:
    """What readers see stays as it is; that something was written is enough for every page to be made anew."""
    newest = Revision.objects.order_by("-pk")[0]
    newest.pk = None
    newest.save(force_insert=True)
    connections.close_all()


if __name__ == "__main__":
    main()
