import pytest
import schemathesis
from hypothesis import HealthCheck, settings

from tests.model.serve.server import serving, tiny_workspace


@pytest.fixture(scope="module")
def described(tmp_path_factory):
    folder = tiny_workspace(tmp_path_factory.mktemp("schema"))
    with serving(folder, "--waiting", "30") as server:
        yield schemathesis.openapi.from_url(f"{server.url}/openapi.json")


def are_ids(value):
    return isinstance(value, list) and value != [] and all(map(is_id, value))


def is_id(value):
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0 and value == int(value)


schema = schemathesis.pytest.from_fixture("described")


@schema.parametrize()
@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_every_answer_is_one_that_the_description_names(case):
    wanted = case.body.get("max_tokens") if isinstance(case.body, dict) else None
    if isinstance(wanted, int) and 20 < wanted <= 8192:
        case.body["max_tokens"] = 20
    if isinstance(case.body, dict) and case.body.get("best_of") in range(2, 33):
        case.body["best_of"] = 1  # more than n is refused, which a schema cannot say
    prompt = case.body.get("prompt") if isinstance(case.body, dict) else None
    if are_ids(prompt):  # seldom those of a text, which a schema cannot say either
        case.body["prompt"] = [0, 300]
    elif isinstance(prompt, list) and 0 < len(prompt) <= 32 and all(map(are_ids, prompt)):
        case.body["prompt"] = [[0, 300]]
    case.call_and_validate()
