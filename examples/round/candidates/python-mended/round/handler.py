import json
import math
import re

DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)


def handler(event, context):
    """GET /round?number=62.5 answers {"number":62.5,"rounded":63}: halves are rounded up, as Math.round does."""
    text = (event.get("queryStringParameters") or {}).get("number")
    print(f"round {text}")
    number = float(text) if DECIMAL.fullmatch(text or "") else math.nan
    if not math.isfinite(number):
        return answer(400, {"error": "number: a decimal number is needed, such as 62.5"})
    return answer(200, {"number": as_json_number(number), "rounded": as_json_number(round_half_up(number))})


def round_half_up(number):
    # Not floor(number + 0.5): that sum is itself rounded, and wrong for 0.49999999999999994 and odd numbers over 2**52.
    below = math.floor(number)
    return float(below + 1 if number - below >= 0.5 else below)


def as_json_number(number):
    """Whole numbers without a fraction, and no -0, as JSON.stringify writes them; others as their shortest decimal."""
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def answer(status, content):
    return {
        "statusCode": status,
        "headers": {"content-type": "application/json"},
        "body": json.dumps(content, separators=(",", ":")),
    }
