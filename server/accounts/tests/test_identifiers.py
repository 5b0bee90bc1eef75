from accounts.identifiers import uuid7


def test_keys_sort_in_the_order_in_which_they_were_made() -> None:
    keys = [uuid7() for _ in range(20_000)]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


def test_keys_are_version_7_with_the_standard_variant() -> None:
    key = uuid7()
    assert (key.version, key.variant) == (7, "specified in RFC 4122")
