"""Handles as gdb shows them: `element 2 of 13, 52 bytes allocated at src/main.rs:9:19 = 7`; of a block that is gone, that it is.

rustc embeds this in programs (`lib.rs`), and gdb loads it from there after `add-auto-load-safe-path FOLDER`, of the program.

It follows `table/`: a handle is an address, a slot and a key; its block lives while the key's version is that of the slot's lock
word, or one that the block had before a reallocation.
"""

import re

import gdb
import gdb.printing

OPEN, PARTIAL, GUARDED, NONE, FRESH = range(5)
SPARSE = -1
# What stands for "all is assigned" in the record of a small block, and otherwise.
ALL_OF_CELL, ALL = 1023, 1 << 62
# What says there that the block is noted elsewhere, and that elements beyond the watermark are assigned.
WIDE, SCATTERED = 1 << 10, 1 << 13


def static(path):
    """A static of the library's, whatever is being debugged."""
    symbol = gdb.lookup_global_symbol(path) or gdb.lookup_static_symbol(path)
    return symbol.value() if symbol else gdb.parse_and_eval("'%s'" % path)


def bare(value):
    """What is in an atomic, a cell, or another structure of one field."""
    while value.type.strip_typedefs().code == gdb.TYPE_CODE_STRUCT:
        fields = [f for f in value.type.fields() if not f.name.startswith("__") or f.name == "__0"]
        value = value[next(f for f in fields if f.type.sizeof == value.type.sizeof)]
    return value


def slot_and_key(raw):
    tag = raw["slot_and_key"]
    if tag.type.strip_typedefs().code == gdb.TYPE_CODE_ARRAY:
        return int(tag[0]), int(tag[1])
    return int(tag) >> 32, int(tag) & 0xFFFFFFFF


def lock_word(slot):
    base = bare(static("pointers_core::table::lock_words::BASE"))
    words = int(base)
    return int(gdb.Value(words + 4 * slot).cast(gdb.lookup_type("u32").pointer()).dereference())


GROUP = 512


def group_of(slot):
    """The records of a slot's group, and whether it is of small blocks."""
    entry = int(bare(static("pointers_core::table::groups::DIRECTORY")[slot // GROUP]))
    small = entry & 1
    kind = "cell::CellGroup" if small else "large::LargeGroup"
    pointer = gdb.lookup_type("pointers_core::table::" + kind).pointer()
    return gdb.Value(entry & ~1).cast(pointer).dereference(), small


class Record:
    """What is known of the block in a slot, wherever that is noted."""

    def __init__(self, slot):
        group, small = group_of(slot)
        index = slot % GROUP
        record = group["records"][index]
        summary = int(bare(record["summary"])) if small else 0
        if summary & WIDE:
            wide = gdb.lookup_type("pointers_core::table::cell::Wide").pointer()
            record = gdb.Value(int(bare(record["more"]["pointer"]))).cast(wide).dereference()["record"]
            small = False
        self.record, self.small = record, small
        if small:
            self.base = int(bare(group["start"])) + index * int(bare(group["stride"]))
            mark = summary & ALL_OF_CELL
            self.mark = ALL if mark == ALL_OF_CELL else SPARSE if summary & SCATTERED else mark
            self.length, self.chunk_size = summary >> 22, summary >> 14 & 0xFF
        else:
            self.base, self.mark = self.number("base"), self.number("watermark")
            self.length, self.chunk_size = self.number("length"), self.number("chunk_size")

    def number(self, name):
        return int(bare(self.record[name]))

    def born(self, now):
        """The first version of the block, whose version is this now."""
        extra = 0 if self.small else self.number("extra")
        if extra == 0:
            return now
        kind = gdb.lookup_type("pointers_core::table::extra::Extra").pointer()
        began = gdb.Value(extra).cast(kind).dereference()["began"]
        found = re.search(r"Some\(+\D*?(\d+)", began.format_string(raw=True))
        return int(found.group(1)) if found else now

    def allocated_at(self):
        at = self.number("allocated_at")
        if self.small:
            here = int(static("pointers_core::table::short::HERE").address)
            at = here + (at ^ 1 << 31) - (1 << 31)
        large = gdb.lookup_type("pointers_core::table::large::Large")
        kind = next(f.type for f in large.fields() if f.name == "allocated_at").template_argument(0)
        location = gdb.Value(at & ~3).cast(kind.pointer()).dereference()
        text = bytes_of(location[next(name for name in names(location) if name.startswith("file"))])
        # The text of a path may have a NUL behind it.
        return "%s:%d:%d" % (text.rstrip(b"\0").decode(errors="replace"), location["line"], location["col"])


def names(value):
    return [field.name for field in value.type.fields()]


def bytes_of(text):
    """The bytes of a `&str`, or of what std has instead."""
    fields = {f.name: f for f in text.type.fields()}
    if "length" in fields:
        start, length = text["data_ptr"], int(text["length"])
    else:
        return bytes_of(text[next(iter(fields))])
    return gdb.selected_inferior().read_memory(int(start), length).tobytes()


class Handle:
    """Shows a `Pointer<T, K>`."""

    def __init__(self, value):
        self.raw = value["raw"]
        self.of = value.type.strip_typedefs().template_argument(0)
        # Of a `str` gdb only knows that it is bytes, and of a slice its elements.
        self.is_text = "Pointer<str," in str(value.type)
        self.is_slice = re.search(r"Pointer<\[[^;]*?\],", str(value.type))

    def to_string(self):
        try:
            return self.describe()
        except (gdb.error, gdb.MemoryError) as error:
            return "<handle that cannot be looked up: %s>" % error

    def describe(self):
        address = int(self.raw["address"])
        slot, key = slot_and_key(self.raw)
        if slot == 0:
            return "NULL"
        word = lock_word(slot)
        record = Record(slot)
        ended = word & 7 == NONE
        if ended or key >> 3 < record.born(word >> 3):
            return "stale: its block is gone, and was at 0x%x" % address
        if key >> 3 != word >> 3:
            return "live, but from before a reallocation of %s" % self.block(record)
        return self.element(address - record.base, word & 7, key & 7, record)

    def block(self, record):
        return "%d bytes allocated at %s" % (record.length, record.allocated_at())

    def element(self, offset, state, key_state, record):
        length, mark = record.length, 0 if state == FRESH else record.mark
        block = self.block(record) + (", lent to a guard" if state == GUARDED else "")
        if self.is_text:
            count = length if mark > length + 1 else mark - 1
            text = self.memory(record, offset, max(count, 0)).decode(errors="replace")
            return "%s%s" % (block, ' = "%s"' % text if mark > 0 else ", unassigned")
        if self.is_slice:
            return block
        size = self.of.sizeof
        stride = record.chunk_size or size
        if key_state == NONE or size == 0 or stride == 0:
            return "outside of the elements of %s" % block
        where = "element %d of %d, %s" % (offset // stride, length // stride, block)
        if mark != SPARSE and offset + size > mark:
            return where + ", unassigned"
        value = gdb.Value(int(self.raw["address"])).cast(self.of.pointer()).dereference()
        # Handles in a value are addresses there: a list would be shown to its end.
        shown = value.format_string(max_depth=1) if size <= 64 else "{...}"
        return "%s = %s" % (where, shown)

    def memory(self, record, offset, count):
        return gdb.selected_inferior().read_memory(record.base + offset, count).tobytes()


printers = gdb.printing.RegexpCollectionPrettyPrinter("pointers")
printers.add_printer("handle", r"^pointers_core::handle::pointer::Pointer<.*>$", Handle)
gdb.printing.register_pretty_printer(gdb.current_objfile(), printers, replace=True)
