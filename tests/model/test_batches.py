import numpy as np
import pytest

from model.batches import IGNORED, Mixed, Part, Windows, shuffled, window_length
from model.corpus import spread
from pipeline.errors import DataError


class Fixed:
    """A prefix of three tokens in front of every window but a document's first."""

    def before(self, offset):
        return np.array([9001, 9002, 9003] if offset else [], dtype=np.uint16)

    def rename(self, tokens, prefix, rng):
        return tokens


def windows(n=1000, block_size=10, prefixes=None, share=0.0, seed=1, together=1, part=None):
    return Windows(np.arange(n, dtype=np.uint16), block_size, seed, prefixes, share, together, part)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64, 1000])
def test_shuffled_is_a_permutation(size):
    assert sorted(shuffled(place, size, 12345) for place in range(size)) == list(range(size))


def test_an_epoch_reads_each_window_once_and_the_next_one_in_another_order_and_phase():
    data = windows()
    first = [int(data.window(index)[0][0]) for index in range(data.per_epoch)]
    second = [int(data.window(data.per_epoch + index)[0][0]) for index in range(data.per_epoch)]
    assert len(set(first)) == data.per_epoch == 99
    assert len({start % 10 for start in first}) == 1
    assert first != sorted(first)
    assert first != second


def test_targets_are_the_next_tokens():
    x, y = windows().batch(0, 4)
    assert x.shape == y.shape == (4, 10)
    assert (y == x + 1).all()


def test_a_batch_depends_on_seed_and_position_alone():
    x, _ = windows().batch(250, 4)
    again, _ = windows().batch(250, 4)
    other, _ = windows(seed=2).batch(250, 4)
    assert (x == again).all()
    assert not (x == other).all()


def test_a_prefix_carries_no_loss_but_its_window_does():
    x, y = windows(prefixes=Fixed(), share=1.0).window(3)
    assert x[:3].tolist() == [9001, 9002, 9003]
    assert y[:2].tolist() == [IGNORED, IGNORED]
    assert y[2] == x[3]  # the newline before the text predicts its first token
    assert len(x) == 10


def test_about_the_share_asked_for_has_a_prefix():
    data = windows(prefixes=Fixed(), share=0.25)
    with_prefix = sum(int(data.window(index)[0][0]) == 9001 for index in range(400))
    assert 60 < with_prefix < 140


def test_windows_drawn_together_follow_each_other_and_none_comes_twice():
    data = windows(together=4)
    starts = [int(data.window(index)[0][0]) for index in range(data.per_epoch)]
    assert len(set(starts)) == data.per_epoch == 96
    for first in range(0, 96, 4):
        assert [start - starts[first] for start in starts[first : first + 4]] == [0, 10, 20, 30]
    assert starts[::4] != sorted(starts[::4])
    assert windows(n=25, together=4).batch(0, 3)[0].shape == (3, 10)


def test_a_part_is_numbered_without_the_gaps_between_its_documents():
    part = Part.of([(50, 70), (10, 15)])
    assert part.size == 25
    assert [part.offset(place) for place in (0, 4, 5, 24)] == [10, 14, 50, 69]


def test_windows_of_a_part_begin_inside_it_and_are_whole_at_the_end_of_the_corpus():
    part = Part.of([(100, 200), (960, 1000)])
    starts = {int(windows(part=part).window(index)[0][0]) for index in range(60)}
    assert all(100 <= start < 200 or 960 <= start <= 989 for start in starts)
    assert any(start >= 960 for start in starts)
    assert windows(part=Part.of([(995, 1000)])).window(0)[0].tolist() == list(range(989, 999))


def test_new_documents_get_their_share_and_both_sorts_come_without_replacement():
    old, new = Part.of([(0, 800)]), Part.of([(800, 1000)])
    mixed = Mixed(windows(part=old), windows(part=new), 0.25)
    starts = [int(mixed.batch(index, 1)[0][0, 0]) for index in range(76)]
    fresh = [start for start in starts if start >= 800]
    assert len(fresh) == 19
    assert len(set(starts)) == 76


def test_a_text_just_longer_than_the_window_is_enough_and_a_shorter_one_is_refused():
    assert windows(n=11).window(0)[0].tolist() == list(range(10))
    with pytest.raises(DataError, match="10 tokens"):
        windows(n=10)


def test_large_validation_split_is_sampled_evenly_and_always_alike():
    ids = np.arange(60_000, dtype=np.uint16)
    found = spread(ids, 10_000)
    assert len(found) <= 10_000
    assert found[0] == 0
    assert found[-1] == 59_999
    assert np.array_equal(found, spread(ids, 10_000))


def test_small_validation_split_counts_whole():
    ids = np.arange(500, dtype=np.uint16)
    assert np.array_equal(spread(ids, 500), ids)


def test_windows_double_in_length_each_for_its_share_of_the_steps():
    assert [window_length(256, 64, done, 6) for done in range(7)] == [64, 64, 128, 128, 256, 256, 256]
    assert {window_length(256, 256, done, 6) for done in range(6)} == {256}
    assert [window_length(96, 32, done, 2) for done in range(2)] == [48, 96]
    assert window_length(33, 8, 0, 10) == 33
