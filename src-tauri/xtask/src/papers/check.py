"""Checks papers with page-validation: each argument is a folder, what its papers must keep, and what they must break.

    check.py FOLDER=2a,ua1 FOLDER=!3b

A standard after an exclamation mark must be broken: a checker that finds nothing wrong with a bundle that says itself
that it does not conform is no checker.
"""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import page


def check(task):
    """What is wrong with one paper under one standard, in lines."""
    paper, standard = task
    must_break = standard.startswith("!")
    report = page.validate_pdf(str(paper), profile=standard.lstrip("!"))
    if must_break:
        return [f"{paper}: keeps {standard[1:]}, which it must not"] if report.is_compliant else []
    return [f"{paper}: {standard}: {failure.rule_id}: {failure.message}" for failure in report.failures] or (
        [] if report.is_compliant else [f"{paper}: {standard}: does not conform"]
    )


def main():
    wrong, checked = [], 0
    for argument in sys.argv[1:]:
        folder, _, standards = argument.rpartition("=")
        papers = sorted(Path(folder).glob("*.pdf"))
        if not papers:
            wrong.append(f"{folder}: there are no papers in it")
        tasks = [(paper, standard) for paper in papers for standard in standards.split(",")]
        with ThreadPoolExecutor() as pool:
            for lines in pool.map(check, tasks):
                wrong += lines
        checked += len(papers)
        print(f"{len(papers)} of {Path(folder).name}: {standards}")
    for line in wrong:
        print(line, file=sys.stderr)
    sys.exit(1 if wrong else 0)


main()
