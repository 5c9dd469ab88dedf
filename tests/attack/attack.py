"""attack.py FOLDER [PG-URL] [PART…]: every attack; ends with "N passed, N failed"."""
import importlib
import sys
import time

from site_ import TALLY

PARTS = ["rights", "fields", "custody", "doors", "wire", "meaning", "storm", "trouble", "words", "floor"]

folder, pg, parts = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "", sys.argv[3:] or PARTS
for name in parts:
    begun = time.monotonic()
    try:
        importlib.import_module(name).all_of(f"{folder}/{name}", pg)
    except Exception:
        import traceback
        TALLY.check(False, f"part {name} ran to its end", traceback.format_exc())
    print(f"# {name}: {time.monotonic() - begun:.1f} s", flush=True)
print(f"{TALLY.passed} passed, {TALLY.failed} failed")
sys.exit(TALLY.failed > 0)
