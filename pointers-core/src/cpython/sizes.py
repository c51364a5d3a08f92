#!/usr/bin/env python3.11
"""Writes sizes.tsv: what CPython 3.11 itself says of values of every kind that pointers::cpython counts.

    python3.11 sizes.py > sizes.tsv

Each line is a kind, a value and its sys.getsizeof, between tabs. Text and bytes are written in hexadecimal.
"""

import sys

assert sys.implementation.name == "cpython" and sys.version_info[:2] == (3, 11), sys.version


def line(kind, shown, value):
    print(kind, shown, sys.getsizeof(value), sep="\t")


print(f"# CPython {sys.version.split()[0]}, by sizes.py")

around = {0, 1, 2, 7, 255, 256, 257, 1000}
for bits in (8, 15, 16, 29, 30, 31, 32, 45, 59, 60, 61, 63, 64, 89, 90, 91, 119, 120, 121, 126, 127, 128):
    around |= {2**bits + by for by in range(-2, 3)}
for number in sorted(around | {-number for number in around}):
    if -(2**127) <= number < 2**128:
        line("int", number, number)

for value in (False, True):
    line("bool", value, value)
for value in (0.0, -0.0, 1.5, -1.5, 1e308, 5e-324, float("inf"), float("nan")):
    line("float", value, value)

texts = ["", "a", "abc", "abcd", "\0", "\x7f", "a" * 100, "a" * 1000]
for letter in ("\x80", "é", "ÿ", "Ā", "€", "한", "\ud7ff", "\ue000", "\uffff", "\U00010000", "😀", "\U0010ffff"):
    for count in (1, 2, 3, 100):
        texts.append(letter * count)
    texts += ["abc" + letter, letter + "abc", "a" * 99 + letter]
texts += ["é€", "é€😀", "aé€", "é😀", "€😀" * 50, "ÿĀ"]
for text in texts:
    line("str", text.encode().hex(), text)

for value in (b"", b"a", b"abc", b"abcd", b"\0\xff", bytes(100), bytes(1000)):
    line("bytes", value.hex(), value)
