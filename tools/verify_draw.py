#!/usr/bin/env python3
"""Repeat a draw: python3 verify_draw.py population.jsonl list.jsonl [--seed SEED]

Standard library alone, and nothing of the system that drew: docs/contracts/draw.md says what is repeated.
Exit status 0: the list is what population and seed give. 1: it is not, and the first difference is named.
2: a file cannot be read as what it should be.

照总体文件和种子重新抽取一遍，与名单逐行核对。退出码：0 一致；1 不一致（指出第一处）；2 文件无法读取。
"""

import argparse
import hashlib
import hmac
import json
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

ALGORITHM = "xinxiu-draw/1"
POPULATIONS, LIST = ("xinxiu-draw-population/1", "xinxiu-draw-records/1"), "xinxiu-draw-list/1"
Rows = list[dict[str, Any]]


class Unreadable(Exception):
    """A file is not what it should be."""


class Different(Exception):
    """The list is not what population and seed give."""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Repeat a draw from its population file and seed.")
    parser.add_argument("population", type=Path)
    parser.add_argument("list", type=Path)
    parser.add_argument("--seed", help="as it was made public; without it the one in the list is taken")
    said = parser.parse_args(arguments)
    try:
        drawn = verify(said.population, said.list, said.seed)
    except Unreadable as why:
        sys.stderr.write(f"无法读取 not readable: {why}\n")
        return 2
    except Different as why:
        sys.stdout.write(f"不一致 different: {why}\n")
        return 1
    sys.stdout.write(f"一致 the same: {drawn} 件 drawn\n")
    return 0


def verify(population_file: Path, list_file: Path, seed: str | None) -> int:
    """How many cases were drawn, if all is as it should be."""
    population, said = read(population_file, *POPULATIONS), read(list_file, LIST)
    try:
        checkers, items = parts(population)
        check_population(population[0], checkers, items)
        drawn_with = said[0]["seed"]
        if seed is not None and seed != drawn_with:
            raise Different(f"seed: {drawn_with!r} in the list, {seed!r} was given")
        digest = hashlib.sha256(population_file.read_bytes()).hexdigest()
        ours = repeat(population[0], checkers, items, drawn_with, digest)
    except (KeyError, TypeError, ValueError, AttributeError, OSError, ZeroDivisionError) as error:
        raise Unreadable(f"{type(error).__name__}: {error}") from error
    # A public number was named beforehand, or it is for people to say where the seed comes from.
    ours[0]["seed_source"] = population[0].get("seed_from") or said[0].get("seed_source")
    compare(ours, said)
    return len(ours) - 1


def read(path: Path, *forms: str) -> Rows:
    """The rows of a file whose lines are canonical JSON and whose header says what it is."""
    try:
        text = path.read_bytes().decode()
        lines = text.split("\n")
        if lines.pop() != "":
            raise Unreadable(f"{path}: the last line has no end")
        rows = [json.loads(line) for line in lines]
    except (OSError, ValueError) as error:
        raise Unreadable(f"{path}: {error}") from error
    for number, (line, row) in enumerate(zip(lines, rows, strict=True), start=1):
        if not isinstance(row, dict) or canonical(row) != line:
            raise Unreadable(f"{path}, line {number}: not a canonical JSON object")
    if not rows or rows[0].get("format") not in forms or rows[0].get("algorithm") != ALGORITHM:
        raise Unreadable(f"{path}: not {' or '.join(forms)}, {ALGORITHM}")
    return rows


def canonical(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def parts(population: Rows) -> tuple[Rows, Rows]:
    header, rows = population[0], population[1:]
    checkers, items = rows[: header["checkers"]], rows[header["checkers"] :]
    if len(items) != header["items"]:
        raise Different(f"population: {len(items)} items, its header says {header['items']}")
    return checkers, items


def check_population(header: dict[str, Any], checkers: Rows, items: Rows) -> None:
    """The population keeps its own parameters: order, weights, size, and somebody to check each case."""
    for name, rows in (("checker", checkers), ("item", items)):
        ids = [row[name] for row in rows]
        if ids != sorted(set(ids)):
            raise Different(f"population: its {name}s are not in order, or one stands there twice")
    for item in items:
        weight = 1 + sum(header["weights"].get(risk, 0) for risk in item["risks"])
        if item["weight"] != weight:
            raise Different(f"population, {item['item']}: weight {item['weight']}, its risks give {weight}")
        if len(item["stratum"]) != len(header["strata"]):
            raise Different(f"population, {item['item']}: stratum {item['stratum']}")
        if not [who for who in checkers if may_check(who, item)]:
            raise Different(f"population, {item['item']}: nobody may check it")
    check_size(header, items)


def check_size(header: dict[str, Any], items: Rows) -> None:
    """The size is the share rounded up, where a share was asked for."""
    if header["share"] is not None:
        exact = len(items) * Fraction(header["share"])
        if header["size"] != -(-exact.numerator // exact.denominator):
            raise Different(f"population: size {header['size']} is not {header['share']} of {len(items)}")
    if not 1 <= header["size"] <= len(items):
        raise Different(f"population: size {header['size']} of {len(items)}")


def repeat(header: dict[str, Any], checkers: Rows, items: Rows, seed: str, digest: str) -> Rows:
    """The list as it must be."""

    def hashed(*words: str) -> str:
        message = "\n".join((digest, *words)).encode()
        return hmac.new(seed.encode(), message, hashlib.sha256).hexdigest()

    strata: dict[tuple[str, ...], Rows] = {}
    for item in items:
        strata.setdefault(tuple(item["stratum"]), []).append(item)
    names = sorted(strata)
    counts = [len(strata[name]) for name in names]
    weights = [sum(item["weight"] for item in strata[name]) for name in names]
    sizes = shared_out(header["size"], counts, weights, header["minimum"])
    drawn: list[tuple[str, str, dict[str, Any]]] = []
    for name, size in zip(names, sizes, strict=True):
        places = []
        for item in strata[name]:
            tickets = range(1, item["weight"] + 1)
            places.append((min(hashed("item", item["item"], str(n)) for n in tickets), item["item"], item))
        drawn += sorted(places, key=lambda place: place[:2])[:size]
    chosen = [item for _hash, _id, item in sorted(drawn, key=lambda place: place[:2])]
    checker_of = assigned(chosen, checkers, hashed)
    loads = {who["checker"]: 0 for who in checkers}
    for who in checker_of:
        loads[who] += 1
    return [
        {
            "format": LIST, "algorithm": ALGORITHM, "population_sha256": digest, "seed": seed,
            "size": len(chosen), "loads": loads,
            "strata": [
                {"stratum": list(name), "items": count, "weight": weight, "drawn": size}
                for name, count, weight, size in zip(names, counts, weights, sizes, strict=True)
            ],
        },
        *(
            {"position": n, "item": item["item"], "stratum": item["stratum"], "checker": who}
            for n, (item, who) in enumerate(zip(chosen, checker_of, strict=True), start=1)
        ),
    ]  # fmt: skip


def shared_out(size: int, counts: list[int], weights: list[int], minimum: int) -> list[int]:
    """Shares in proportion to the weights between min(minimum, count) and count, by largest remainder."""
    least = [min(minimum, count) for count in counts]
    if sum(least) > size:
        raise Different(f"population: the minimum of all strata is {sum(least)}, the size {size}")
    given: list[int | None] = [None] * len(counts)
    while True:
        free = [n for n, each in enumerate(given) if each is None]
        left = size - sum(each for each in given if each is not None)
        whole = sum(weights[n] for n in free)
        quota = {n: Fraction(left * weights[n], whole) for n in free}
        moved = {n: min(max(quota[n], Fraction(least[n])), Fraction(counts[n])) - quota[n] for n in free}
        balance = sum(moved.values())
        outside = [n for n in free if moved[n] != 0 and moved[n] * balance >= 0]
        if not outside:
            break
        for n in outside:
            given[n] = least[n] if moved[n] > 0 else counts[n]
    for n in free:
        given[n] = quota[n].numerator // quota[n].denominator
    result = [each or 0 for each in given]
    for n in sorted(free, key=lambda n: (-(quota[n] - result[n]), n))[: size - sum(result)]:
        result[n] += 1
    return result


def may_check(who: dict[str, Any], item: dict[str, Any]) -> bool:
    return who["checker"] not in item["barred"] and not set(who["departments"]) & set(item["departments"])


def assigned(chosen: Rows, checkers: Rows, hashed: Any) -> list[str]:
    """For each chosen item its checker: the least loaded that a chain of handing on can reach."""
    may: list[list[str]] = []
    for item in chosen:
        ranked = [
            (hashed("checker", item["item"], who["checker"]), who["checker"])
            for who in checkers
            if may_check(who, item)
        ]
        may.append([who for _hash, who in sorted(ranked)])
    owner: dict[int, str] = {}
    load: dict[str, list[int]] = {who["checker"]: [] for who in checkers}
    for new in range(len(chosen)):
        taken_from = reached(new, may, load)
        taker: str | None = min(taken_from, key=lambda who: len(load[who]))
        while taker is not None:
            passed = taken_from[taker]
            giver = owner.get(passed)
            load[taker].append(passed)
            owner[passed] = taker
            if giver is not None:
                load[giver].remove(passed)
            taker = giver
    return [owner[n] for n in range(len(chosen))]


def reached(new: int, may: list[list[str]], load: dict[str, list[int]]) -> dict[str, int]:
    """Each checker with the item by which they were reached, in the order of reaching; the idlest ends it."""
    lowest = min(len(each) for each in load.values())
    found: dict[str, int] = {}
    queue = [new]
    while queue:
        at_hand = queue.pop(0)
        for who in may[at_hand]:
            if who not in found:
                found[who] = at_hand
                queue.extend(load[who])
                if len(load[who]) == lowest:
                    return found
    return found


def compare(ours: Rows, said: Rows) -> None:
    for number in range(max(len(ours), len(said))):
        if number >= len(said):
            raise Different(f"line {number + 1} is missing: {canonical(ours[number])}")
        if number >= len(ours):
            raise Different(f"line {number + 1} is too many: {canonical(said[number])}")
        for name in sorted({*ours[number], *said[number]}):
            right, found = ours[number].get(name), said[number].get(name)
            if name not in ours[number] or name not in said[number] or right != found:
                raise Different(f"line {number + 1}, {name}: {found!r} in the list, {right!r} when repeated")


if __name__ == "__main__":
    sys.exit(main())
