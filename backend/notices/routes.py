"""HTTP of notices: a person's own."""

from backend.notices import queries, service
from backend.notices.schemas import Notice, NoticeList, NoticePage, Read
from backend.web.api import Routes
from backend.web.caller import Caller
from backend.web.guards import SIGNED_IN

routes = Routes("notices")


@routes.get("/me/notices", guard=SIGNED_IN, query=NoticePage, returns=NoticeList)
def read_notices(query: NoticePage, caller: Caller) -> NoticeList:
    """What the caller was told, newest first, and how much of it is unread."""
    found = queries.of_person(caller.person_id, query.before, query.limit)
    return NoticeList(
        notices=[Notice.model_validate(one) for one in found],
        unread=queries.unread(caller.person_id),
        next=found[-1].id if len(found) == query.limit else None,
    )


@routes.post("/me/notices/read", guard=SIGNED_IN, body=Read)
def mark_notices_read(body: Read, caller: Caller) -> None:
    """Count a notice and all older ones as read."""
    service.mark_read(caller.person_id, body.up_to)
