"""Small files of programmes, as the source writes them."""

import json


def work(title="SYMPHONY NO. 5 IN C SHARP MINOR", code="52863*", **fields):
    return {
        "ID": code,
        "composerName": "Mahler,  Gustav",
        "workTitle": title,
        "conductorName": "Honeck, Manfred",
        "soloists": [],
        **fields,
    }


def concert(day="2024-09-12", time="7:30PM", **fields):
    return {
        "eventType": "Subscription Season",
        "Location": "Manhattan, NY",
        "Venue": "David Geffen Hall",
        "Date": f"{day}T04:00:00Z",
        "Time": time,
        **fields,
    }


def programme(code="14934", *, works=None, concerts=None, **fields):
    return {
        "id": f"guid-{code}",
        "programID": code,
        "orchestra": "New York Philharmonic",
        "season": "2024-25",
        "concerts": [concert()] if concerts is None else concerts,
        "works": [work()] if works is None else works,
        **fields,
    }


def season(path, *programmes):
    path.write_text(json.dumps({"programs": list(programmes)}), encoding="utf-8")
    return path
