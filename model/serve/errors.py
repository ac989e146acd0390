"""Every error of the server in OpenAI's shape."""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from model.release import RefusalError
from model.serve.guard import problem
from model.serve.messages import MODEL, UNSUPPORTED
from model.serve.replies import ErrorAnswer
from pipeline.errors import ProjectError

ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"model": ErrorAnswer, "description": said}
    for status, said in {
        400: "a value that cannot be used, or a prompt that the adults-only gate refuses",
        401: "no valid token",
        403: "another host's name, or a page from elsewhere",
        404: "no such model",
        408: "the body did not come in time",
        413: "the body is too large",
        415: "the body is not JSON",
        429: "busy; try again",
        503: "stopping",
    }.items()
}


def add_errors(app: FastAPI) -> None:
    """What is answered where something is wrong."""

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> Response:
        # Where a value may be of several types, what is wrong within the one that it has says more than the others do.
        first = min(error.errors(), key=lambda found: found["type"].endswith("_type"))
        name = next((part for part in first["loc"][1:] if isinstance(part, str)), None)
        if name in UNSUPPORTED:
            return problem(400, f"{name}: {first['input']!r:.99} is not supported; {UNSUPPORTED[name]}", name)
        said = str(first["msg"]).removeprefix("Value error, ")
        return problem(400, f"{name or 'body'}: {said}{'' if ';' in said else '; correct it'}", name)

    @app.exception_handler(ProjectError)
    async def refused(_: Request, error: ProjectError) -> Response:
        return problem(400, str(error), code="content_filter" if isinstance(error, RefusalError) else None)

    @app.exception_handler(HTTPException)
    async def other(request: Request, error: HTTPException) -> Response:
        said = "no such path; text goes to OpenAI's /v1/completions" if error.detail == "Not Found" else error.detail
        answer = problem(error.status_code, f"{request.method} {request.url.path}: {said}")
        answer.headers.update(error.headers or {})
        return answer


def no_model(name: str) -> Response:
    """There is one model."""
    return problem(404, f"model: {name!r} is not here; use {MODEL!r}", "model", "model_not_found")
