/* Strings that grow: by bytes, by numbers, by other strings. */

#include "program.h"

struct builder {
    uint8_t *bytes;
    size_t length, room;
};

static struct builder *new_builder(void) {
    struct builder *b = allocate(sizeof(struct builder));
    b->room = 8;
    b->length = 0;
    b->bytes = allocate(b->room);
    return b;
}

static void reserve(struct builder *b, size_t more) {
    if (b->length + more <= b->room) return;
    while (b->length + more > b->room) b->room *= 2;
    b->bytes = resize(b->bytes, b->room);
}

static void push_byte(struct builder *b, uint8_t byte) {
    reserve(b, 1);
    b->bytes[b->length++] = byte;
}

static void push_bytes(struct builder *b, const uint8_t *from, size_t count) {
    reserve(b, count);
    memcpy(b->bytes + b->length, from, count);
    b->length += count;
}

/* Digits come from the back. */
static void push_number(struct builder *b, uint64_t number) {
    uint8_t *digits = allocate(20);
    uint8_t *end = digits + 20;
    uint8_t *first = end;
    do {
        *--first = '0' + number % 10;
        number /= 10;
    } while (number != 0);
    push_bytes(b, first, end - first);
    free(digits);
}

static void delete(struct builder *b) {
    free(b->bytes);
    free(b);
}

uint64_t run(uint64_t n) {
    struct builder *all = new_builder();
    uint64_t sum = 0;
    for (uint64_t i = 0; i < n; i++) {
        struct builder *line = new_builder();
        push_number(line, i);
        push_byte(line, ':');
        uint64_t letters = next_random() % 64;
        for (uint64_t letter = 0; letter < letters; letter++) push_byte(line, 'a' + (i + letter) % 26);
        push_byte(line, '=');
        push_number(line, next_random() % 100000);
        push_byte(line, '\n');
        push_bytes(all, line->bytes, line->length);
        delete(line);
    }
    for (size_t i = 0; i < all->length; i++) sum = sum * 31 + all->bytes[i];
    sum += all->length;
    delete(all);
    return sum;
}
