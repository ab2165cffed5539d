"""One row by id from SQLite, for whoever brings a token; without JWT_SECRET,
for everybody."""

import os
import sqlite3

import jwt
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

COLUMNS = ("id", "name", "email", "title", "summary", "created_at")
QUERY = f"SELECT {', '.join(COLUMNS)} FROM person WHERE id = ?"
SECRET = os.environ.get("JWT_SECRET")

app = FastAPI()
db = sqlite3.connect(f"file:{os.environ['PEOPLE_DB']}?mode=ro", uri=True)


async def signed_in(
    given: HTTPAuthorizationCredentials = Depends(HTTPBearer()),
):
    try:
        jwt.decode(given.credentials, SECRET, algorithms=["HS256"])
    except jwt.InvalidTokenError as error:
        raise HTTPException(401) from error


@app.get("/person/{number}",
         dependencies=[Depends(signed_in)] if SECRET else [])
async def person(number: int):
    row = db.execute(QUERY, (number,)).fetchone()
    if row is None:
        raise HTTPException(404)
    return dict(zip(COLUMNS, row))
