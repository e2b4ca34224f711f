"""HTTP of tasks and of the codes that hang at them."""

import uuid

from flask import Response

from backend.codes.task import TaskCodeKind
from backend.communities import queries as communities
from backend.tasks import claiming, codes, describe, qr, queries, service
from backend.tasks.schemas import (
    CodeReading,
    KeyToSign,
    NewTask,
    OfferedTasks,
    PageQuery,
    PublicKeys,
    ScannedCode,
    SignedCode,
    Task,
    TaskChange,
    TaskCode,
    TaskCodes,
    Tasks,
)
from backend.web.api import Routes
from backend.web.caller import Caller
from backend.web.code_schemas import PreparedCode
from backend.web.guards import PUBLIC, SIGNED_IN, role
from backend.web.schemas import Nothing

routes = Routes("tasks")

_MEMBER = role("member", at=communities.community_in)
_COORDINATOR = role("coordinator", at=communities.organisation_in)
_COORDINATOR_OF_TASK = role("coordinator", at=queries.task_in)
_COORDINATOR_OF_CODE = role("coordinator", at=queries.code_in)


@routes.get(
    "/communities/<uuid:community_id>/tasks", guard=_MEMBER, query=PageQuery, returns=OfferedTasks
)
def read_offered_tasks(community_id: uuid.UUID, query: PageQuery, caller: Caller) -> OfferedTasks:
    """What can be done for coins now or soon, and how often the caller still may."""
    return service.offers(community_id, caller, query)


@routes.get(
    "/organisations/<uuid:organisation_id>/tasks",
    guard=_COORDINATOR,
    query=PageQuery,
    returns=Tasks,
)
def read_tasks(organisation_id: uuid.UUID, query: PageQuery, caller: Caller) -> Tasks:
    """The tasks of an organisation, withdrawn ones included."""
    found = queries.tasks_of(organisation_id, query.before, query.limit + 1)
    rows, following = describe.cut(found, query.limit)
    return Tasks(tasks=describe.tasks(rows, caller), next=following)


@routes.post(
    "/organisations/<uuid:organisation_id>/tasks",
    guard=_COORDINATOR,
    body=NewTask,
    returns=Task,
    status=201,
)
def create_task(organisation_id: uuid.UUID, body: NewTask, caller: Caller) -> Task:
    """Put a task on offer."""
    return describe.task(service.create_task(organisation_id, body, caller.person_id), caller)


@routes.get(
    "/tasks/<uuid:task_id>", guard=role("member", "coordinator", at=queries.task_in), returns=Task
)
def read_task(task_id: uuid.UUID, caller: Caller) -> Task:
    """A task."""
    return describe.task(queries.task(task_id), caller)


@routes.patch("/tasks/<uuid:task_id>", guard=_COORDINATOR_OF_TASK, body=TaskChange, returns=Task)
def change_task(task_id: uuid.UUID, body: TaskChange, caller: Caller) -> Task:
    """Change a task; its reward only while no code of it was registered."""
    return describe.task(service.change_task(task_id, body), caller)


@routes.post(
    "/tasks/<uuid:task_id>/withdraw", guard=_COORDINATOR_OF_TASK, body=Nothing, returns=Task
)
def withdraw_task(task_id: uuid.UUID, body: Nothing, caller: Caller) -> Task:
    """Stop a task and all its codes, at once and for good."""
    return describe.task(service.withdraw_task(task_id), caller)


@routes.post(
    "/tasks/<uuid:task_id>/codes/prepare",
    guard=_COORDINATOR_OF_TASK,
    body=KeyToSign,
    returns=PreparedCode,
)
def prepare_task_code(task_id: uuid.UUID, body: KeyToSign, caller: Caller) -> PreparedCode:
    """What the coordinator's phone has to sign for a new code."""
    signer = codes.Signer(bytes.fromhex(body.key_id), caller.person_id)
    return codes.prepare(task_id, signer, TaskCodeKind(body.kind))


@routes.post(
    "/tasks/<uuid:task_id>/codes",
    guard=_COORDINATOR_OF_TASK,
    body=SignedCode,
    returns=TaskCode,
    status=201,
)
def register_task_code(task_id: uuid.UUID, body: SignedCode, caller: Caller) -> TaskCode:
    """Make a signed code good."""
    return describe.code(codes.register(task_id, body.jws, caller.person_id))


@routes.get("/tasks/<uuid:task_id>/codes", guard=_COORDINATOR_OF_TASK, returns=TaskCodes)
def read_task_codes(task_id: uuid.UUID, caller: Caller) -> TaskCodes:
    """The registered codes of a task."""
    return TaskCodes(codes=describe.codes(queries.codes_of(task_id)))


@routes.post(
    "/task-codes/<code_id>/withdraw", guard=_COORDINATOR_OF_CODE, body=Nothing, returns=TaskCode
)
def withdraw_task_code(code_id: str, body: Nothing, caller: Caller) -> TaskCode:
    """Stop one code, at once and for good."""
    return describe.code(codes.withdraw(code_id))


@routes.get(
    "/task-codes/<code_id>/qr.svg", guard=_COORDINATOR_OF_CODE, media_types=("image/svg+xml",)
)
def read_task_code_picture(code_id: str, caller: Caller) -> Response:
    """The code's QR, black on white, without a size."""
    drawing = qr.svg(describe.link(queries.code(code_id)))
    return Response(drawing, mimetype="image/svg+xml", headers={"Cache-Control": "no-store"})


@routes.post("/task-codes/read", guard=SIGNED_IN, body=ScannedCode, returns=CodeReading)
def read_task_code(body: ScannedCode, caller: Caller) -> CodeReading:
    """Say what a scanned or typed code is, before anything happens."""
    return claiming.read(caller, body.code)


@routes.get("/communities/<uuid:community_id>/task-keys", guard=PUBLIC, returns=PublicKeys)
def read_task_keys(community_id: uuid.UUID) -> PublicKeys:
    """The public keys that verify the codes of a neighbourhood, as a JWK set."""
    return PublicKeys(keys=codes.public_keys(community_id))
