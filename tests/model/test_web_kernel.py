"""The kernel that the page assembles: each routine beside NumPy, on random numbers and odd sizes."""

import numpy as np
import pytest
from playwright.sync_api import sync_playwright

from stages.crawl.browser import find_chromium
from tests.model.web_site import site, vocabulary

UNTOUCHED = 7.0  # what lies in the memory around everything that a routine may write

# given: arrays by name, where each of them lies (floats), the routine and its arguments; the memory comes back.
CALL = """async (given) => {
  const { engine } = await import("/page/packed.js");
  globalThis.addresses ??= await engine();
  const { assemble } = await import(globalThis.addresses["kernel.js"]);
  const memory = new WebAssembly.Memory({ initial: 16 });
  const floats = new Float32Array(memory.buffer).fill(given.untouched);
  for (const [place, values] of given.arrays) floats.set(values, place);
  const module = new WebAssembly.Module(assemble(given.fused));
  const kernel = new WebAssembly.Instance(module, { model: { memory } }).exports;
  kernel[given.routine](...given.arguments);
  return [...floats.slice(0, given.size)];
}"""


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    with (
        site(tmp_path_factory.mktemp("web"), vocabulary()) as exported,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=str(find_chromium()))
        page = browser.new_page()
        page.goto(f"{exported.url}/model/model.json")
        yield page
        browser.close()


@pytest.fixture(params=[True, False], ids=["fused", "not fused"])
def call(page, request):
    """Run a routine on arrays that lie behind one another, 8 floats apart; those arrays as they are then."""

    def run(routine, arguments, *arrays):
        places, end = [], 8
        for array in arrays:
            places.append(end)
            end += -(-array.size // 4) * 4 + 8
        given = {
            "arrays": [[place, array.ravel().tolist()] for place, array in zip(places, arrays, strict=True)],
            "arguments": arguments(*(4 * place for place in places)),
            "routine": routine,
            "fused": request.param,
            "untouched": UNTOUCHED,
            "size": end,
        }
        found = np.array(page.evaluate(CALL, given), dtype=np.float32)
        out = []
        for place, array in zip(places, arrays, strict=True):
            out.append(found[place : place + array.size].reshape(array.shape).copy())
            found[place : place + array.size] = UNTOUCHED
        assert (found == UNTOUCHED).all(), f"{routine} wrote outside its arrays"
        return out

    return run


def drawn(*shape):
    return np.random.default_rng(sum(shape)).normal(size=shape).astype(np.float32)


def in_eights(matrix):
    """Rows in eights, each eight column by column."""
    rows, columns = matrix.shape
    return np.ascontiguousarray(matrix.reshape(rows // 8, 8, columns).transpose(0, 2, 1))


@pytest.mark.parametrize("tokens", [1, 2, 3, 4, 5, 6, 7, 13])
@pytest.mark.parametrize(("rows", "columns"), [(8, 4), (24, 52)])
def test_product_adds_numpys_and_leaves_what_lies_between_the_rows_alone(call, tokens, rows, columns):
    w, x = drawn(rows, columns), drawn(tokens, columns + 4)  # rows of x and y stand 4 and 8 floats apart
    y = np.full((tokens, rows + 8), UNTOUCHED, np.float32)

    def arguments(y, w, x):
        return [y, w, x, rows, tokens, columns, 4 * (rows + 8), 32 * columns, 4 * (columns + 4)]

    found, _, same = call("product", arguments, y, in_eights(w), x)
    np.testing.assert_allclose(found[:, :rows], UNTOUCHED + x[:, :columns] @ w.T, atol=1e-4)
    assert (found[:, rows:] == UNTOUCHED).all()
    assert (same == x).all()


@pytest.mark.parametrize("size", [4, 12, 320])
def test_norm_is_the_root_mean_square_norm_also_in_place_and_with_padding(call, size):
    x, w = drawn(size), drawn(size + 1)[:size]
    x[-3:] = 0
    expected = w * x / np.sqrt((x**2).sum() / (size - 3) + 1e-6)
    for y, places in ((drawn(size), lambda y, x, w: [y, x, w]), (x, lambda y, x, w: [y, y, w])):
        found, _, _ = call("norm", lambda *at, places=places: [*places(*at), 4 * size, 1 / (size - 3)], y, x, w)
        np.testing.assert_allclose(found, expected, rtol=1e-5)


@pytest.mark.parametrize("size", [4, 20, 512])
@pytest.mark.parametrize("spread", [0.0, 3.0, 500.0])
def test_softmax_is_numpys_however_far_the_scores_lie_apart(call, size, spread):
    x = drawn(size) * np.float32(spread)
    x[1] = -1e30  # what a token must not see
    weights = np.exp(0.5 * (x - x.max()).astype(np.float64))
    (found,) = call("softmax", lambda x: [x, 4 * size, 0.5], x)
    np.testing.assert_allclose(found, weights / weights.sum(), atol=1e-6)
    assert found[1] < 1e-30


@pytest.mark.parametrize("size", [4, 20, 768])
def test_gate_is_swiglus_and_sum_a_sum(call, size):
    y, x = drawn(size) * 4, drawn(size + 1)[:size]
    y[0], y[1] = 200, -200
    gated, _ = call("gate", lambda y, x: [y, x, 4 * size], y, x)
    np.testing.assert_allclose(
        gated, y.astype(np.float64) / (1 + np.exp(-y.astype(np.float64))) * x, rtol=1e-5, atol=1e-30
    )
    summed, _ = call("sum", lambda y, x: [y, x, 4 * size], y, x)
    np.testing.assert_array_equal(summed, y + x)


def test_the_module_asks_for_a_memory_alone_and_gives_what_its_head_says(page):
    shown = page.evaluate("""async () => {
      const { engine } = await import("/page/packed.js");
      globalThis.addresses ??= await engine();
      const { assemble } = await import(globalThis.addresses["kernel.js"]);
      return [true, false].map((fused) => {
        const module = new WebAssembly.Module(assemble(fused));
        return [WebAssembly.Module.imports(module), WebAssembly.Module.exports(module)].map((all) =>
          all.map(({ name, kind }) => `${kind} ${name}`));
      });
    }""")
    routines = [f"function {name}" for name in ("product", "norm", "softmax", "gate", "sum")]
    assert shown == [[["memory memory"], routines]] * 2
