"""`uvicorn fastapi_app:app`: takes notifications with FastAPI."""

import os
from hmac import compare_digest

from fastapi import FastAPI, Request, Response
from inbox import Inbox
from mycloud import InvalidNotificationError, Notification

app = FastAPI(openapi_url=None)  # nothing that shows the path
SECRET = os.environ["NOTIFY_SECRET"]


@app.post("/mycloud/{secret}")
async def receive(secret: str, request: Request) -> Response:
    if not compare_digest(secret.encode(), SECRET.encode()):
        return Response(status_code=404)
    try:
        notification = Notification.parse(await body_of(request))
    except InvalidNotificationError:
        return Response(status_code=400)
    inbox = Inbox(os.environ["INBOX"])
    try:
        return Response(status_code=200 if inbox.add(notification) else 503)
    finally:
        inbox.close()


async def body_of(request: Request) -> bytes:
    """The body, and no more of it than a notification can have."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > Notification.MAX_BYTES:
            break  # `parse` refuses it
    return body
