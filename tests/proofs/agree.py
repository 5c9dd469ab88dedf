#!/usr/bin/env python3
"""agree.py PROGRAM - what run.sh calls: both verifiers over the corpus; each must give every bundle the verdict of cases.tsv.

verify.py is called in this process, which saves two hundred starts of Python; its command line is tried on one bundle of each verdict.
"""
import contextlib
import io
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
TOOL = os.path.join(HERE, "..", "..", "tools", "verify")
sys.path.insert(0, TOOL)
import verify  # noqa: E402  (found only now)


def rows(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t") for line in file]


def by_exit(command, refused):
    """Only 0 and the code for a refusal are verdicts; anything else is a crash."""
    code = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
    return {0: "good", refused: "forged"}.get(code, f"crashed ({code})")


def by_call(path, keys):
    try:
        with open(path, "rb") as file, contextlib.redirect_stdout(io.StringIO()):
            verify.check(file.read(), keys)
    except verify.Refused:
        return "forged"
    return "good"


def main():
    program = os.path.abspath(sys.argv[1])
    vkeys, cases, wrong, tried = dict(rows("vkeys.tsv")), rows("cases.tsv"), 0, set()
    for want, name, names in cases:
        path, keys = os.path.join(HERE, name), [vkeys[key] for key in names.split()]
        options = [part for key in keys for part in ("--key", key)]
        ours, theirs = by_exit([program, "proof", "check", path, *options], 2), by_call(path, keys)
        if want not in tried:
            tried.add(want)
            if by_exit([sys.executable, "-B", os.path.join(TOOL, "verify.py"), path, *options], 1) != want:
                theirs = "another at its command line"
        if (ours, theirs) != (want, want):
            wrong += 1
            print(f"{name}: wanted {want}; the program says {ours}, verify.py says {theirs}")
    listed = {name for _, name, _ in cases}
    for folder in ("good", "forged"):
        for name in sorted(os.listdir(os.path.join(HERE, folder))):
            if f"{folder}/{name}" not in listed:
                wrong += 1
                print(f"{folder}/{name} is not in cases.tsv")
    print(f"{len(cases)} bundles, two verifiers, {wrong} disagreements")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
