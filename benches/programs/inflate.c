/* An inflater, of data that was made here. */

#include "program.h"

#define STEPS 20000

/* Compressed by zlib, with codes of its own. */
static const uint8_t small[98] = {
    133, 209, 203, 9, 128, 48, 16, 69, 209, 86, 166, 0, 23, 25, 243, 199, 106, 20, 34, 138, 163, 89,
    24, 176, 125, 11, 120, 97, 178, 190, 156, 213, 229, 153, 182, 218, 154, 148, 151, 234, 78, 247, 41,
    23, 213, 135, 218, 81, 232, 91, 69, 38, 98, 232, 11, 49, 15, 12, 119, 140, 25, 24, 131, 38, 235,
    36, 163, 72, 186, 72, 40, 162, 46, 34, 138, 160, 139, 128, 194, 235, 194, 163, 112, 186, 112, 40,
    172, 46, 44, 138, 193, 248, 222, 247, 193, 66, 16, 63
};

/* The input, bit by bit, from the lowest bit of each byte on. */
struct bits {
    const uint8_t *next, *end;
    uint32_t buffer, count;
};

static struct bits *new_bits(const uint8_t *from, size_t length) {
    struct bits *s = allocate(sizeof(struct bits));
    s->next = from;
    s->end = from + length;
    s->buffer = 0;
    s->count = 0;
    return s;
}

/* Takes so many bits, at most 20. */
static uint32_t take(struct bits *s, uint32_t need) {
    while (s->count < need) {
        if (s->next == s->end) abort();
        s->buffer |= (uint32_t)*s->next++ << s->count;
        s->count += 8;
    }
    uint32_t bits = s->buffer & ((1u << need) - 1);
    s->buffer >>= need;
    s->count -= need;
    return bits;
}

static void align(struct bits *s) {
    s->buffer = 0;
    s->count = 0;
}

/* Canonical Huffman codes: how many codes there are of each length, and the symbols in the order of their codes. */
#define LONGEST 15

struct huffman {
    uint16_t *count, *symbol;
};

static struct huffman *new_huffman(const uint8_t *length, size_t n) {
    struct huffman *h = allocate(sizeof(struct huffman));
    h->count = allocate((LONGEST + 1) * 2);
    h->symbol = allocate(n * 2);
    for (size_t len = 0; len <= LONGEST; len++) h->count[len] = 0;
    for (size_t i = 0; i < n; i++) h->count[length[i]]++;
    uint16_t *first = allocate((LONGEST + 1) * 2);
    first[0] = 0;
    first[1] = 0;
    for (size_t len = 1; len < LONGEST; len++) first[len + 1] = first[len] + h->count[len];
    for (size_t i = 0; i < n; i++)
        if (length[i] != 0) h->symbol[first[length[i]]++] = i;
    free(first);
    return h;
}

static void delete_huffman(struct huffman *h) {
    free(h->count);
    free(h->symbol);
    free(h);
}

static int is_oversubscribed(const struct huffman *h) {
    int left = 1;
    for (size_t len = 1; len <= LONGEST; len++) {
        left = left * 2 - h->count[len];
        if (left < 0) return 1;
    }
    return 0;
}

/* The next symbol, bit by bit; -1 where no code begins so. */
static int decode(const struct huffman *h, struct bits *s) {
    int code = 0, first = 0, index = 0;
    for (size_t len = 1; len <= LONGEST; len++) {
        code |= (int)take(s, 1);
        int count = h->count[len];
        if (code - count < first) return h->symbol[index + (code - first)];
        index += count;
        first = (first + count) << 1;
        code <<= 1;
    }
    return -1;
}

enum fault { NONE, KIND, STORED_LENGTH, LENGTHS, CODE, DISTANCE };

static const uint16_t length_of[29] = {3,  4,  5,  6,  7,  8,  9,  10, 11,  13,  15,  17,  19,  23, 27,
                                       31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258};
static const uint32_t length_more[29] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
static const size_t distance_of[30] = {1,   2,   3,   4,   5,   7,    9,    13,   17,   25,   33,   49,   65,    97,    129,
                                       193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577};
static const uint32_t distance_more[30] = {0, 0, 0, 0, 1, 1, 2, 2,  3,  3,  4,  4,  5,  5,  6,
                                           6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13};
static const size_t order[19] = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

#define LITERALS 288
#define DISTANCES 30

struct output {
    uint8_t *bytes;
    size_t length, room;
};

static struct output *new_output(void) {
    struct output *out = allocate(sizeof(struct output));
    out->room = 64;
    out->length = 0;
    out->bytes = allocate(out->room);
    return out;
}

static void delete_output(struct output *out) {
    free(out->bytes);
    free(out);
}

static void reserve(struct output *out, size_t more) {
    if (out->length + more > out->room) {
        while (out->length + more > out->room) out->room *= 2;
        out->bytes = resize(out->bytes, out->room);
    }
}

static enum fault codes(struct output *out, struct bits *s, const struct huffman *literals, const struct huffman *distances) {
    for (;;) {
        int symbol = decode(literals, s);
        if (symbol < 0) return CODE;
        if (symbol < 256) {
            reserve(out, 1);
            out->bytes[out->length++] = symbol;
            continue;
        }
        if (symbol == 256) return NONE;
        if (symbol - 257 >= 29) return CODE;
        size_t length = length_of[symbol - 257] + take(s, length_more[symbol - 257]);
        int code = decode(distances, s);
        if (code < 0) return CODE;
        size_t distance = distance_of[code] + take(s, distance_more[code]);
        if (distance > out->length) return DISTANCE;
        reserve(out, length);
        /* Byte by byte: what is copied may be written by the same copy. */
        uint8_t *to = out->bytes + out->length, *from = to - distance;
        for (size_t i = 0; i < length; i++) *to++ = *from++;
        out->length += length;
    }
}

/* Decodes a block, and deletes its codes. */
static enum fault finish(struct output *out, struct bits *s, struct huffman *literals, struct huffman *distances) {
    enum fault fault = LENGTHS;
    if (!is_oversubscribed(literals) && !is_oversubscribed(distances)) fault = codes(out, s, literals, distances);
    delete_huffman(literals);
    delete_huffman(distances);
    return fault;
}

static enum fault stored(struct output *out, struct bits *s) {
    align(s);
    uint32_t length = take(s, 16), complement = take(s, 16);
    if (length != (~complement & 0xffff) || length > (size_t)(s->end - s->next)) return STORED_LENGTH;
    reserve(out, length);
    memcpy(out->bytes + out->length, s->next, length);
    s->next += length;
    out->length += length;
    return NONE;
}

static enum fault fixed(struct output *out, struct bits *s) {
    uint8_t *lengths = allocate(LITERALS);
    memset(lengths, 8, 144);
    memset(lengths + 144, 9, 112);
    memset(lengths + 256, 7, 24);
    memset(lengths + 280, 8, 8);
    struct huffman *literals = new_huffman(lengths, LITERALS);
    memset(lengths, 5, DISTANCES);
    struct huffman *distances = new_huffman(lengths, DISTANCES);
    free(lengths);
    return finish(out, s, literals, distances);
}

static int decode_lengths(uint8_t *lengths, struct bits *s, size_t wanted, const struct huffman *code) {
    size_t i = 0;
    while (i < wanted) {
        int symbol = decode(code, s);
        size_t times = 1;
        uint8_t value = 0;
        if (symbol < 0 || (symbol == 16 && i == 0)) return 0;
        if (symbol < 16) {
            value = symbol;
        } else if (symbol == 16) {
            value = lengths[i - 1];
            times = 3 + take(s, 2);
        } else if (symbol == 17) {
            times = 3 + take(s, 3);
        } else {
            times = 11 + take(s, 7);
        }
        if (i + times > wanted) return 0;
        memset(lengths + i, value, times);
        i += times;
    }
    return 1;
}

/* Reads the lengths of so many codes, which come in a code of their own; whether they are all there. */
static int read_lengths(uint8_t *lengths, struct bits *s, size_t wanted, size_t count) {
    memset(lengths, 0, 19);
    for (size_t i = 0; i < count; i++) lengths[order[i]] = take(s, 3);
    struct huffman *code = new_huffman(lengths, 19);
    int outcome = decode_lengths(lengths, s, wanted, code);
    delete_huffman(code);
    return outcome;
}

static enum fault dynamic(struct output *out, struct bits *s) {
    size_t literals = take(s, 5) + 257;
    size_t distances = take(s, 5) + 1;
    size_t count = take(s, 4) + 4;
    if (literals > LITERALS - 2 || distances > DISTANCES) return LENGTHS;
    uint8_t *lengths = allocate(LITERALS + DISTANCES);
    if (!read_lengths(lengths, s, literals + distances, count) || lengths[256] == 0) {
        free(lengths);
        return LENGTHS;
    }
    struct huffman *of_literals = new_huffman(lengths, literals);
    struct huffman *of_distances = new_huffman(lengths + literals, distances);
    free(lengths);
    return finish(out, s, of_literals, of_distances);
}

static enum fault inflate(struct output *out, const uint8_t *from, size_t length) {
    struct bits *s = new_bits(from, length);
    enum fault fault = NONE;
    int last = 0;
    while (!last && fault == NONE) {
        last = take(s, 1) == 1;
        switch (take(s, 2)) {
        case 0: fault = stored(out, s); break;
        case 1: fault = fixed(out, s); break;
        case 2: fault = dynamic(out, s); break;
        default: fault = KIND;
        }
    }
    free(s);
    return fault;
}

/* Bits, from the lowest of each byte on. */
static uint8_t compressed[STEPS * 2];
static uint32_t count;

static void put(uint32_t bits, uint32_t some) {
    for (uint32_t i = 0; i < some; i++) {
        compressed[count / 8] |= (bits >> i & 1) << (count % 8);
        count++;
    }
}

/* Codes come from their highest bit on. */
static void put_code(uint32_t code, uint32_t some) {
    for (uint32_t i = some; i-- > 0;) put(code >> i, 1);
}

/* A block with fixed codes: letters, and copies of up to ten of the last four bytes. */
static void compress(void) {
    put(1, 1);
    put(1, 2);
    for (uint32_t i = 0; i < STEPS; i++) {
        uint64_t random = next_random();
        if (i < 4 || random % 4 != 0) {
            put_code(0x30 + 'a' + (uint32_t)(random >> 8) % 26, 8);
        } else {
            put_code(1 + (uint32_t)(random >> 8) % 8, 7);
            put_code((uint32_t)(random >> 16) % 4, 5);
        }
    }
    put_code(0, 7);
}

static uint64_t sum_of(const uint8_t *data, size_t length) {
    struct output *out = new_output();
    uint64_t sum = inflate(out, data, length) != NONE;
    for (size_t i = 0; i < out->length; i++) sum = sum * 31 + out->bytes[i];
    delete_output(out);
    return sum;
}

uint64_t run(uint64_t n) {
    compress();
    uint64_t sum = 0;
    for (uint64_t i = 0; i < n; i++) {
        sum = sum * 31 + sum_of(compressed, (count + 7) / 8);
        for (int j = 0; j < 8; j++) sum = sum * 31 + sum_of(small, sizeof small);
    }
    return sum;
}
