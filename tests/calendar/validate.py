"""Reads a calendar on standard input as a subscriber would, and prints its events as JSON lines."""

import json
import sys
from datetime import datetime, timezone

from icalendar import Calendar

data = sys.stdin.buffer.read()
calendar = Calendar.from_ical(data)
seen = set()
for event in calendar.walk("VEVENT"):
    if event.errors:
        sys.exit(f"errors: {event.errors}")
    for key in ("UID", "DTSTAMP", "DTSTART", "SUMMARY"):
        if key not in event:
            sys.exit(f"an event has no {key}")
    uid = str(event["UID"])
    if uid in seen:
        sys.exit(f"{uid} stands twice")
    seen.add(uid)
    start = event["DTSTART"].dt
    end = event["DTEND"].dt if "DTEND" in event else None
    if end is not None and (type(end) is not type(start) or end <= start):
        sys.exit(f"{uid} ends before it begins")
    if isinstance(start, datetime) and start.tzinfo is None:
        sys.exit(f"{uid} has a time without a zone")
    show = lambda at: at.astimezone(timezone.utc).isoformat() if isinstance(at, datetime) else at.isoformat()
    print(json.dumps({"uid": uid, "start": show(start), "end": end and show(end), "summary": str(event["SUMMARY"])}, ensure_ascii=False))
if not seen:
    sys.exit("there is no event")
