"""Handles as gdb shows them: `element 2 of 13, 52 bytes allocated at src/main.rs:9:19 = 7`; of a structure that is assigned in
part, each field with its value or `<unassigned>`; of a block that is gone, that it is, and where it was freed if that is remembered.

rustc embeds this in programs (`lib.rs`), and gdb loads it from there after `add-auto-load-safe-path FOLDER`, of the program.

It follows `table/`: a handle is an address, a slot and a key; its block lives while the key's version is that of the slot's lock
word, or one that the block had before a reallocation. What fields there are `layout/description.rs` says, and how a block ended
`heap/endings.rs`. One file, since rustc embeds one script.
"""

import itertools
import re
import struct

import gdb
import gdb.printing

OPEN, PARTIAL, GUARDED, NONE, FRESH = range(5)
SPARSE = -1
# What stands for "all is assigned" in the record of a small block, and otherwise.
ALL_OF_CELL, ALL = 1023, 1 << 62
# The flags in the summary of a small block: what is noted of it is elsewhere; what is assigned is known in bytes; elements beyond
# the watermark are assigned.
WIDE, IN_BYTES, SCATTERED = 1 << 10, 1 << 12, 1 << 13
# What is beside the pointer to what elements consist of, in the records of small blocks and of others.
SHAPE_OF_CELL, IN_BYTES_OF_LARGE, SHAPE_OF_LARGE = 1, 1, 2
# In the note of a block that ended: more is known of it; its places are too far away. What became of it.
HAS_MORE, IS_FAR = 1, 2
ENDED = ("freed", "handed to C", "detached", "given back to C")

UNASSIGNED = "<unassigned>"
# A structure or an array of more leaves is not shown one by one.
MOST_LEAVES = 1000

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


def within(cell):
    """What is in a `Cell` or a `RefCell`, whatever that is."""
    return cell["value"]["value"]


def variant(value):
    """Which variant of an enum this is, and what is in it."""
    field = value.type.fields()[-1]
    return field.name, value[field]


def some(option):
    """What is in an `Option`, or None."""
    name, inside = variant(option)
    return inside["__0"] if name == "Some" else None


def at(address, name):
    """What lies at an address, of the library's type of this name."""
    return gdb.Value(address).cast(gdb.lookup_type("pointers_core::" + name).pointer()).dereference()


def memory(address, count):
    return gdb.selected_inferior().read_memory(address, count).tobytes()


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
    return at(entry & ~1, "table::cell::CellGroup" if small else "table::large::LargeGroup"), small


def there(short):
    """The address of what the compiler put into the program, as `table/short.rs` has it."""
    return int(static("pointers_core::table::short::HERE").address) + (short ^ 1 << 31) - (1 << 31)


def place(address):
    """A `Location`."""
    location = at(address, "table::large::Large")["allocated_at"].type.template_argument(0)
    location = gdb.Value(address).cast(location.pointer()).dereference()
    text = bytes_of(location[next(name for name in names(location) if name.startswith("file"))])
    # The text of a path may have a NUL behind it.
    return "%s:%d:%d" % (text.rstrip(b"\0").decode(errors="replace"), location["line"], location["col"])


class Bitmap:
    """Bits of a block, where there is a map of them."""

    def __init__(self, cell):
        found = some(within(cell))
        self.start = None if found is None else int(bare(found["words"]["start"]))

    def covers(self, start, end):
        first, last = start // 64, (end + 63) // 64
        bits = int.from_bytes(memory(self.start + 8 * first, 8 * (last - first)), "little") >> start % 64
        mask = (1 << end - start) - 1
        return bits & mask == mask


class Record:
    """What is known of the block in a slot, wherever that is noted."""

    def __init__(self, slot, lives):
        self.lives = lives
        group, small = group_of(slot)
        index = slot % GROUP
        record = group["records"][index]
        summary = int(bare(record["summary"])) if small else 0
        if summary & WIDE:
            record = at(int(bare(record["more"]["pointer"])), "table::cell::Wide")["record"]
            small = False
        self.record, self.small = record, small
        self.open = 0
        self.of = self.extra = self.shape = None
        if small:
            self.base = int(bare(group["start"])) + index * int(bare(group["stride"]))
            self.length, self.chunk_size = summary >> 22, summary >> 14 & 0xFF
            self.filled = summary & ALL_OF_CELL
            self.mark = ALL if self.filled == ALL_OF_CELL else SPARSE if summary & SCATTERED else self.filled
            self.in_bytes = summary & IN_BYTES
            lower, self.upper = self.more()
            self.describe(there(lower & ~SHAPE_OF_CELL) if lower else 0, lower & SHAPE_OF_CELL)
            if self.of is not None:
                self.open = self.upper
        else:
            self.length, self.chunk_size = self.number("length"), self.number("chunk_size")
            self.base, self.mark = self.number("base"), self.number("watermark")
            described, self.open = self.number("described"), self.number("open")
            self.in_bytes = described & IN_BYTES_OF_LARGE
            self.describe(described & ~3, described & SHAPE_OF_LARGE)
            if lives and self.number("extra"):
                self.extra = at(self.number("extra"), "table::extra::Extra")

    def number(self, name):
        return int(bare(self.record[name]))

    def more(self):
        """The two numbers of a small block's record."""
        pointer = int(bare(self.record["more"]["pointer"]))
        if "upper" in names(self.record["more"]):
            return pointer, int(bare(self.record["more"]["upper"]))
        return pointer & 0xFFFFFFFF, pointer >> 32

    def describe(self, address, is_shape):
        self.size = 0
        # In a free slot something else is noted there.
        if not (self.lives and address):
            return
        if is_shape:
            self.shape = at(address, "layout::Shape")
        else:
            self.of = at(address, "layout::description::Description")
            self.shape = self.of["shape"].dereference()
        if not self.shape["slice"]:
            self.size = int(self.shape["size"])

    def born(self, now):
        """The first version of the block, whose version is this now."""
        began = None if self.extra is None else some(within(self.extra["began"]))
        return now if began is None else int(began["__0"])

    def allocated_at(self):
        at = self.number("allocated_at")
        return place(there(at) if self.small else at & ~3)

    def freed_at(self):
        """Where the block was freed that was here last. Only of a free slot."""
        at = self.more()[1] if self.small else self.number("described")
        return at and place(there(at) if self.small else at)

    def assigned(self, start, end):
        """Whether all these bytes are."""
        if self.mark != SPARSE:
            return end <= self.mark
        if not self.small:
            return Bitmap(self.extra["bitmap"]).covers(start, end)
        bits = self.upper | (1 << self.filled // self.size) - 1
        return all(bits >> index & 1 for index in range(start // self.size, -(-end // self.size)))

    def leaf(self, start, stride, number):
        """Whether this leaf is assigned, of the element that begins here."""
        if self.open and self.mark == start + 1:
            return self.open >> number & 1 == 1
        leaves = Bitmap(self.extra["leaves"]) if self.mark == SPARSE and not self.small else None
        if leaves and leaves.start is not None:
            bit = start // stride * int(self.of["leaves"]) + number
            return leaves.covers(bit, bit + 1)
        return self.assigned(start, start + int(self.shape["size"]))


class Part:
    """A part of a value: what it consists of, where it begins, and its first leaf. `path` is how it is reached."""

    def __init__(self, of, offset=0, first=0, path=""):
        self.of, self.offset, self.first, self.path = of, offset, first, path
        self.size, self.count = int(of["shape"]["size"]), int(of["leaves"])
        self.kind, self.inside = variant(of["parts"])

    def leaves(self):
        return range(self.first, self.first + self.count)

    def fields(self):
        entries = self.inside["fields"]
        for index in range(int(entries["length"])):
            entry = entries["data_ptr"][index]
            name = bytes_of(entry["name"]).decode().removeprefix("r#")
            path = "%s.%s" % (self.path, name) if self.path else name
            of, offset, first = entry["of"].dereference(), int(entry["offset"]), int(entry["first"])
            yield name, Part(of, self.offset + offset, self.first + first, path)

    def elements(self):
        of = self.inside["element"].dereference()
        size, leaves = int(of["shape"]["size"]), int(of["leaves"])
        for index in range(int(self.inside["count"])):
            yield Part(of, self.offset + index * size, self.first + index * leaves, "%s[%d]" % (self.path, index))

    def parts(self):
        if self.kind == "Fields":
            return (part for _, part in self.fields())
        return self.elements() if self.kind == "Elements" else ()

    def fits(self, kind):
        """Whether it is of this type, as far as its description says."""
        if self.size != kind.sizeof:
            return False
        if self.kind == "Fields":
            of = bytes_of(self.inside["of"]).decode()
            return str(kind).split("<")[0].split("::")[-1] == of if of else str(kind).startswith("(")
        return self.kind == "Unknown" or kind.code == gdb.TYPE_CODE_ARRAY

    def find(self, offset, kind):
        """The part of this type that begins here."""
        if self.offset == offset and self.fits(kind):
            return self
        holds = (part for part in self.parts() if part.offset <= offset < part.offset + part.size)
        return next((found for found in (part.find(offset, kind) for part in holds) if found), None)


class Endings:
    """What the selected thread remembers of the blocks that ended last: see `heap/endings.rs`."""

    # The library is built with the thread-local as one that needs no drop.
    HEAP = "pointers_core::heap::local::HEAP::{constant#0}::{closure#1}::__RUST_STD_INTERNAL_VAL"

    @staticmethod
    def of(slot, version):
        """How the block ended that had this version of this slot, and what it was; None if that is forgotten."""
        symbol = gdb.lookup_global_symbol(Endings.HEAP) or gdb.lookup_static_symbol(Endings.HEAP)
        if not symbol:
            return None
        endings = symbol.value()["endings"]
        notes = endings["notes"]
        count = notes.type.range()[1] + 1
        read = struct.iter_unpack("=6I", memory(int(notes.address), count * 24))
        for index, (key, of, allocated_at, freed_at, length, _) in enumerate(read):
            if of != slot or version > key >> 3:
                continue
            more = Endings.more(endings, slot, key) if allocated_at & HAS_MORE else None
            if version < (key >> 3 if more is None else int(more["born"])):
                continue
            if allocated_at & IS_FAR:
                far = within(endings["far"][index])
                places = [pointer and place(int(pointer)) for pointer in (some(far[name]) for name in ("__0", "__1"))]
            else:
                places = [short and place(there(short)) for short in (allocated_at & ~HAS_MORE, freed_at & ~3)]
            if more is not None:
                length = int(more["block"]["length"])
            return ENDED[freed_at & 3], places[1], length, places[0]
        return None

    @staticmethod
    def more(endings, slot, key):
        ring = endings["more"]
        for index in range(ring.type.range()[1] + 1):
            more = some(within(ring[index]))
            if more is not None and (int(more["slot"]), int(more["key"])) == (slot, key):
                return more
        return None


def names(value):
    return [field.name for field in value.type.fields()]


def shown(value):
    """A value in short. Handles in it are addresses: a list would be shown to its end."""
    if is_handle(value.type):
        address = int(value["raw"]["address"])
        return "0x%x" % address if address else "NULL"
    return value.format_string(max_depth=1) if value.type.sizeof <= 64 else "{...}"


def repeated(text, times):
    """As gdb does it in arrays."""
    return "%s <repeats %d times>" % (text, times) if times > 9 else ", ".join([text] * times)


def is_handle(kind):
    return str(kind).startswith("pointers_core::handle::pointer::Pointer<")


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
        ended = word & 7 == NONE
        record = Record(slot, not ended)
        if ended or key >> 3 < record.born(word >> 3):
            return "stale: %s at 0x%x" % (self.gone(slot, key >> 3, word, record), address)
        if key >> 3 != word >> 3:
            return "live, but from before a reallocation of %s" % self.block(record)
        if word & 7 == FRESH:
            record.mark = 0
        return self.element(address - record.base, word & 7, key & 7, record)

    def gone(self, slot, version, word, record):
        try:
            found = Endings.of(slot, version)
        except gdb.error:
            # Without libthread_db gdb cannot look at what threads have.
            found = None
        if found:
            how, freed_at, length, allocated_at = found
            was = "%d bytes allocated at %s," % (length, allocated_at) if allocated_at else "%d bytes" % length
            return "%s at %s, and was %s" % (how, freed_at, was)
        freed_at = word == (version + 1) << 3 | NONE and record.freed_at()
        return "freed at %s, and was" % freed_at if freed_at else "its block is gone, and was"

    def block(self, record):
        return "%d bytes allocated at %s" % (record.length, record.allocated_at())

    def element(self, offset, state, key_state, record):
        length, mark = record.length, record.mark
        block = self.block(record) + (", lent to a guard" if state == GUARDED else "")
        if self.is_text:
            count = length if mark > length + 1 else mark - 1
            text = memory(record.base + offset, max(count, 0)).decode(errors="replace")
            return "%s%s" % (block, ' = "%s"' % text if mark > 0 else ", unassigned")
        if self.is_slice:
            return block
        size = self.of.sizeof
        # Of a block that was cast the type is the handle's.
        stride = record.chunk_size or (0 if record.in_bytes else record.size) or size
        if key_state == NONE or size == 0 or stride == 0:
            return "outside of the elements of %s" % block
        start = offset // stride * stride
        where = "element %d of %d, %s" % (offset // stride, length // stride, block)
        whole = Part(record.of) if record.of is not None and not record.in_bytes else None
        part = whole and whole.find(offset - start, self.of)
        if part and part.path:
            where = "`%s` of %s" % (part.path, where)
        elif not part and (offset, size) != (start, record.size or stride) and not record.in_bytes:
            where = "%d bytes from byte %d on of %s" % (size, offset - start, where)
        value = gdb.Value(record.base + offset).cast(self.of.pointer()).dereference()
        if part:
            text = self.show(value, part, lambda leaf: record.leaf(start, stride, leaf))
        elif whole:
            text = shown(value) if record.assigned(start, start + whole.size) else UNASSIGNED
        else:
            text = shown(value) if record.assigned(offset, offset + size) else UNASSIGNED
        return where + (", unassigned" if text == UNASSIGNED else " = " + text)

    def show(self, value, part, has):
        """A value of which some leaves may have none."""
        if part.count > MOST_LEAVES:
            return "<%d of %d parts assigned>" % (sum(map(has, part.leaves())), part.count)
        known = [has(leaf) for leaf in part.leaves()]
        if all(known):
            return shown(value)
        if not any(known):
            return UNASSIGNED
        if part.kind == "Elements":
            texts = [self.show(value[index], element, has) for index, element in enumerate(part.elements())]
            return "[%s]" % ", ".join(repeated(text, len(list(run))) for text, run in itertools.groupby(texts))
        fields = [(name, self.field(value, name), field) for name, field in part.fields()]
        if str(value.type).startswith("("):
            return "(%s)" % ", ".join(self.show(inner, field, has) for _, inner, field in fields)
        texts = ("%s: %s" % (name, self.show(inner, field, has)) for name, inner, field in fields)
        return "%s {%s}" % (value.type, ", ".join(texts))

    @staticmethod
    def field(value, name):
        return value["__" + name if name.isdigit() else name]


printers = gdb.printing.RegexpCollectionPrettyPrinter("pointers")
printers.add_printer("handle", r"^pointers_core::handle::pointer::Pointer<.*>$", Handle)
gdb.printing.register_pretty_printer(gdb.current_objfile(), printers, replace=True)
