"""What a checker writes down, as the service takes it and as the page sends it."""

from rechecks.models import BLIND_POINTS, Point
from rechecks.services import Said

FAULT = {"facts": "整改复查意见书的日期早于处罚决定。", "clause": "示例办法第七条", "gravity": "general"}
BLIND = Said("should_go", dict.fromkeys(BLIND_POINTS, ("ok", "")))
OPEN_EYED = Said("should_go", dict.fromkeys(Point, ("ok", "")), verdict="missed", **FAULT)

FIRST_FINDING = {f"point_{point}": "ok" for point in BLIND_POINTS} | {"assessed": "should_go"}
CONCLUSION = (
    {f"point_{point}": "ok" for point in Point} | FAULT | {"assessed": "should_go", "verdict": "missed"}
)
