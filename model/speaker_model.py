"""A checkpoint as the network that training made."""

from pathlib import Path

from model.checkpoint import read_tensors
from model.gpt import GPT
from model.state import State
from model.tokenizer import Tokenizer
from model.trained import config_of, find_trained, misfit


def load_speaker_model(root: Path, name: str, tokenizer: Tokenizer) -> tuple[State, GPT]:
    """The network of checkpoints/<name>; errors as for `find_trained`, and for weights that do not fit."""
    folder, state = find_trained(root, name, tokenizer)
    weights = read_tensors(folder / "model.safetensors")
    try:
        model = GPT(config_of(folder, state))
        model.load_state_dict(weights)
    except RuntimeError as error:
        raise misfit(folder, error) from None
    return state, model.eval()
