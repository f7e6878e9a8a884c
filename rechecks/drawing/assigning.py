"""Who checks: drawn too (双随机), as evenly as the constraints allow.

Each case in turn goes to the checker with the least to do among those whom it can reach: directly,
or by a checker passing one of their cases on to another who may check it. That keeps the loads as even
as any assignment could (an optimal semi-matching), and the seed decides between equals.
"""

from collections.abc import Callable, Sequence

from rechecks.drawing.population import Checker, Item, allowed_checkers

Order = Callable[[str, str], str]  # of an item and a checker: where that checker stands for that item


def assign(items: Sequence[Item], checkers: Sequence[Checker], order: Order) -> dict[str, str]:
    """The checker of each item; `items` in the order in which they were drawn."""
    asked = {
        item.id: [
            who
            for _place, who in sorted((order(item.id, who), who) for who in allowed_checkers(item, checkers))
        ]
        for item in items
    }
    held: dict[str, list[str]] = {each.id: [] for each in checkers}
    for item in items:
        _give(item.id, asked, held)
    return {item: who for who, items_held in held.items() for item in items_held}


def _give(item: str, asked: dict[str, list[str]], held: dict[str, list[str]]) -> None:
    reached = _reached(item, asked, held)
    who = min(reached, key=lambda each: len(held[each]))  # the first reached among equals
    while True:
        passed_on = reached[who]
        held[who].append(passed_on)
        if passed_on == item:
            return
        who = next(each for each, items in held.items() if passed_on in items and each != who)
        held[who].remove(passed_on)


def _reached(item: str, asked: dict[str, list[str]], held: dict[str, list[str]]) -> dict[str, str]:
    """Every checker the item can reach, nearest first, with the item that each would take."""
    fewest = min(map(len, held.values()))
    reached: dict[str, str] = {}
    waiting = [item]
    for each in waiting:  # grows while it is walked: breadth first
        for who in asked[each]:
            if who not in reached:
                reached[who] = each
                waiting += held[who]
                if len(held[who]) == fewest:
                    return reached  # nobody has less to do
    return reached
