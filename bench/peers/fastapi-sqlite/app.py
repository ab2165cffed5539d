"""One row by id from SQLite."""

import os
import sqlite3

from fastapi import FastAPI, HTTPException

COLUMNS = ("id", "name", "email", "title", "summary", "created_at")
QUERY = f"SELECT {', '.join(COLUMNS)} FROM person WHERE id = ?"

app = FastAPI()
db = sqlite3.connect(f"file:{os.environ['PEOPLE_DB']}?mode=ro", uri=True)


@app.get("/person/{number}")
async def person(number: int):
    row = db.execute(QUERY, (number,)).fetchone()
    if row is None:
        raise HTTPException(404)
    return dict(zip(COLUMNS, row))
