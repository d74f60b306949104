"""`python django_app.py runserver`: takes notifications with Django, in one file.

In a project of yours, `receive` goes into views.py and the path into urls.py.
"""

import os
import sys
from contextlib import closing
from hmac import compare_digest

from django.conf import settings
from django.core.management import execute_from_command_line
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from inbox import Inbox
from mycloud import InvalidNotificationError, Notification

settings.configure(
    ROOT_URLCONF=__name__,
    SECRET_KEY=os.environ["DJANGO_SECRET_KEY"],
    ALLOWED_HOSTS=os.environ.get("ALLOWED_HOSTS", "127.0.0.1").split(","),
    DATA_UPLOAD_MAX_MEMORY_SIZE=Notification.MAX_BYTES,  # more is answered with 400
)
SECRET = os.environ["NOTIFY_SECRET"]


@csrf_exempt  # MyCloud has no cookie of yours
@require_POST
def receive(request: HttpRequest, secret: str) -> HttpResponse:
    if not compare_digest(secret.encode(), SECRET.encode()):
        return HttpResponse(status=404)
    try:
        notification = Notification.parse(request.body)
    except InvalidNotificationError:
        return HttpResponse(status=400)
    with closing(Inbox(os.environ["INBOX"])) as inbox:
        return HttpResponse(status=200 if inbox.add(notification) else 503)


urlpatterns = [path("mycloud/<str:secret>", receive)]
application = get_wsgi_application()

if __name__ == "__main__":
    execute_from_command_line(sys.argv)
