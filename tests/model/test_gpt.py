import pytest
import torch
from torch.nn import functional as F  # noqa: N812

from model.gpt import GPT, Cache
from model.optimizer import Optimizer
from model.plan import token_loss
from tests.model.tiny import CONFIG


@pytest.fixture
def model():
    torch.manual_seed(1)
    model = GPT(CONFIG)
    for parameter in model.parameters():  # outputs start at zero, which would make the tests pass by themselves
        torch.nn.init.normal_(parameter, std=0.3)
    return model


def ids(*shape):
    return torch.randint(CONFIG.vocab_size, shape, generator=torch.Generator().manual_seed(2))


def test_changing_a_token_leaves_earlier_logits_alone(model):
    x = ids(1, 32)
    before = model(x)
    for place in (1, 17, 31):
        changed = x.clone()
        changed[0, place] = (changed[0, place] + 1) % CONFIG.vocab_size
        after = model(changed)
        assert torch.equal(before[:, :place], after[:, :place])
        assert not torch.equal(before[:, place], after[:, place])


def test_cached_logits_equal_uncached_ones_however_the_tokens_are_cut(model):
    x = ids(2, 32)
    whole = model(x)
    for cuts in ([1] * 32, [5, 1, 1, 20, 5], [31, 1], [32]):
        cache = Cache(CONFIG, batch_size=2)
        with torch.no_grad():
            parts = [model(part, cache) for part in x.split(cuts, dim=1)]
        torch.testing.assert_close(torch.cat(parts, dim=1), whole, atol=2e-4, rtol=1e-4)
        assert len(cache) == 32


def test_everything_is_computed_on_the_device_of_the_weights():
    model = GPT(CONFIG).to("meta")  # tensors without content: a CPU tensor among them is an error, as beside a GPU's
    x = torch.zeros(1, 32, dtype=torch.long, device="meta")
    token_loss(model(x), x).backward()
    assert {parameter.grad.device.type for parameter in model.parameters()} == {"meta"}
    Optimizer(model, 0.01, 0.02, 0.95, 0.05).step(1.0)
    context = model.context()
    with torch.no_grad():
        for piece in x.split([5, 1, 1, 25], dim=1):
            assert model(piece, context.cache).device.type == "meta"
    assert len(context) == 32


def test_one_batch_can_be_learnt_by_heart():
    torch.manual_seed(1)
    model = GPT(CONFIG)
    x = ids(2, 33)
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.01)
    for _ in range(120):
        loss = F.cross_entropy(model(x[:, :-1]).flatten(0, 1), x[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert loss.item() < 0.1


def test_an_untrained_network_finds_every_token_almost_equally_probable():
    torch.manual_seed(1)
    probability = GPT(CONFIG)(ids(1, 8)).softmax(-1)
    assert 0.2 < probability.max() * CONFIG.vocab_size < 5


@pytest.mark.parametrize(("preset", "millions"), [("nano", 0.8), ("small", 3), ("base", 10), ("large", 24)])
def test_presets_have_the_size_they_are_named_for_and_stay_under_25_million(preset, millions):
    from model.params import ModelParams
    from model.tokenizer import Tokenizer, TokenizerParams
    from pipeline.params import load_params

    vocab_size = Tokenizer("".join(load_params("tokenizer", TokenizerParams).characters)).vocab_size
    params = load_params("model", ModelParams).model_copy(update={"preset": preset})
    with torch.device("meta"):
        parameters = GPT(params.network(vocab_size)).n_parameters() / 1e6
    assert parameters == pytest.approx(millions, rel=0.1)
    assert parameters < 25
