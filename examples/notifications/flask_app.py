"""`flask --app flask_app run`, or gunicorn flask_app:app: takes notifications with Flask."""

import os
from contextlib import closing
from hmac import compare_digest

from flask import Flask, Response, request
from inbox import Inbox
from mycloud import InvalidNotificationError, Notification

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = Notification.MAX_BYTES  # more is answered with 413
SECRET = os.environ["NOTIFY_SECRET"]


@app.post("/mycloud/<secret>")
def receive(secret: str) -> Response:
    if not compare_digest(secret.encode(), SECRET.encode()):
        return Response(status=404)
    try:
        notification = Notification.parse(request.get_data())
    except InvalidNotificationError:
        return Response(status=400)
    with closing(Inbox(os.environ["INBOX"])) as inbox:
        return Response(status=200 if inbox.add(notification) else 503)
