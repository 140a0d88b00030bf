import json
import math
import re

DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)


def handler(event, context):
    """GET /round?number=62.5 answers {"number":62.5,"rounded":62}: Python's round takes halves to the even neighbour."""
    text = (event.get("queryStringParameters") or {}).get("number")
    print(f"round {text}")
    number = float(text) if DECIMAL.fullmatch(text or "") else math.nan
    if not math.isfinite(number):
        return answer(400, {"error": "number: a decimal number is needed, such as 62.5"})
    return answer(200, {"number": number, "rounded": round(number)})


def answer(status, content):
    return {
        "statusCode": status,
        "headers": {"content-type": "application/json"},
        "body": json.dumps(content),
    }
