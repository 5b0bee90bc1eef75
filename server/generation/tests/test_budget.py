import pytest

from generation.budget import (
    HANDING_OVER,
    LEAST,
    prepare_limit,
    replacement_limit,
    variant_limit,
)


def test_preparation_gets_a_share_and_at_most_a_minute() -> None:
    assert prepare_limit(100) == 15
    assert prepare_limit(43_200) == 60
    assert prepare_limit(5) == LEAST


def test_variants_side_by_side_each_get_all_that_is_left() -> None:
    assert variant_limit(100, spent=10, variants=2, slots=4) == 80 - HANDING_OVER


def test_rounds_of_variants_end_within_the_budget() -> None:
    limit = variant_limit(100, spent=10, variants=5, slots=2)
    assert (limit + HANDING_OVER) * 3 == pytest.approx(80)


def test_a_preparation_that_used_everything_up_leaves_the_least() -> None:
    assert variant_limit(5, spent=9, variants=3, slots=1) == LEAST


def test_a_single_variant_gets_all_of_it() -> None:
    assert variant_limit(100, spent=10, variants=1, slots=2) == 90 - HANDING_OVER


def test_those_ordered_anew_share_what_is_left_and_only_a_failed_one_gets_more() -> None:
    assert replacement_limit(20, 40, failed=False, waiting=2) == 10 - HANDING_OVER
    assert replacement_limit(2, 40, failed=False, waiting=2) is None
    assert replacement_limit(2, 40, failed=True) == 10
