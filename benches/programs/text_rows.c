/* The rows of a text editor, in which somebody types. */

#include "program.h"

#define TAB 8
#define KEYS 4096

struct row {
    size_t size;
    uint8_t *chars;
    uint8_t *rendered;
};

struct editor {
    struct row *rows;
    size_t count, room;
    /* Where the cursor is. */
    size_t y, x;
    uint32_t changes;
};

static struct editor *new(void) {
    struct editor *e = allocate(sizeof(struct editor));
    e->rows = NULL;
    e->count = 0;
    e->room = 0;
    e->y = 0;
    e->x = 0;
    e->changes = 0;
    return e;
}

static void free_row(struct row *row) {
    free(row->chars);
    free(row->rendered);
}

static void delete(struct editor *e) {
    for (size_t i = 0; i < e->count; i++) free_row(&e->rows[i]);
    free(e->rows);
    free(e);
}

/* Fills what is shown of a row. */
static void render(struct row *row) {
    size_t tabs = 0, at = 0;
    for (size_t i = 0; i < row->size; i++)
        if (row->chars[i] == '\t') tabs++;
    free(row->rendered);
    row->rendered = allocate(row->size + tabs * (TAB - 1) + 1);
    for (size_t i = 0; i < row->size; i++) {
        if (row->chars[i] != '\t') {
            row->rendered[at++] = row->chars[i];
            continue;
        }
        row->rendered[at++] = ' ';
        while (at % TAB != 0) row->rendered[at++] = ' ';
    }
    row->rendered[at] = 0;
}

/* Makes a row of `length` bytes, before the row `at`. */
static void insert_row(struct editor *e, size_t at, const uint8_t *s, size_t length) {
    if (at > e->count) return;
    if (e->count == e->room) {
        e->room = e->room == 0 ? 4 : e->room * 2;
        e->rows = resize(e->rows, e->room * sizeof(struct row));
    }
    struct row *row = e->rows + at;
    memmove(row + 1, row, (e->count - at) * sizeof(struct row));
    row->size = length;
    row->chars = allocate(length + 1);
    memcpy(row->chars, s, length);
    row->chars[length] = 0;
    row->rendered = NULL;
    e->count++;
    e->changes++;
    render(row);
}

static void delete_row(struct editor *e, size_t at) {
    if (at >= e->count) return;
    struct row *row = e->rows + at;
    free_row(row);
    memmove(row, row + 1, (e->count - at - 1) * sizeof(struct row));
    e->count--;
    e->changes++;
}

static void insert_empty_row(struct editor *e, size_t at) {
    uint8_t *nothing = (uint8_t *)strdup("");
    if (nothing == NULL) abort();
    insert_row(e, at, nothing, 0);
    free(nothing);
}

static void insert_char(struct editor *e, uint8_t c) {
    if (e->y == e->count) insert_empty_row(e, e->count);
    struct row *row = e->rows + e->y;
    row->chars = resize(row->chars, row->size + 2);
    uint8_t *at = row->chars + e->x;
    memmove(at + 1, at, row->size - e->x + 1);
    *at = c;
    row->size++;
    e->x++;
    e->changes++;
    render(row);
}

/* Enter. */
static void split(struct editor *e) {
    if (e->x == 0) {
        insert_empty_row(e, e->y);
    } else {
        struct row *row = e->rows + e->y;
        insert_row(e, e->y + 1, row->chars + e->x, row->size - e->x);
        row = e->rows + e->y;
        row->size = e->x;
        row->chars[row->size] = 0;
        render(row);
    }
    e->y++;
    e->x = 0;
}

/* Backspace. */
static void erase(struct editor *e) {
    if (e->y == e->count || (e->x == 0 && e->y == 0)) return;
    struct row *row = e->rows + e->y;
    if (e->x > 0) {
        uint8_t *at = row->chars + e->x;
        memmove(at - 1, at, row->size - e->x + 1);
        row->size--;
        e->x--;
        e->changes++;
        render(row);
        return;
    }
    struct row *before = row - 1;
    size_t end = before->size;
    before->chars = resize(before->chars, end + row->size + 1);
    memcpy(before->chars + end, row->chars, row->size + 1);
    before->size += row->size;
    render(before);
    delete_row(e, e->y);
    e->y--;
    e->x = end;
}

/* All rows as one string, which the caller frees. */
static uint8_t *rows_to_string(struct editor *e) {
    size_t total = 1;
    for (size_t i = 0; i < e->count; i++) total += e->rows[i].size + 1;
    uint8_t *all = allocate(total), *p = all;
    for (size_t i = 0; i < e->count; i++) {
        memcpy(p, e->rows[i].chars, e->rows[i].size);
        p += e->rows[i].size;
        *p++ = '\n';
    }
    *p = 0;
    return all;
}

static void key(struct editor *e) {
    uint64_t random = next_random();
    uint8_t letter = random % 64;
    if (letter == 0) {
        split(e);
    } else if (letter < 5) {
        erase(e);
    } else if (letter == 5) {
        insert_char(e, '\t');
    } else if (letter == 6 && e->count > 0) {
        /* Elsewhere. */
        e->y = (random >> 8) % e->count;
        e->x = (random >> 32) % (e->rows[e->y].size + 1);
    } else {
        insert_char(e, 'A' + letter);
    }
}

uint64_t run(uint64_t n) {
    uint64_t sum = 0;
    for (uint64_t text = 0; text < n / KEYS + 1; text++) {
        struct editor *e = new();
        for (int i = 0; i < KEYS; i++) key(e);
        uint8_t *all = rows_to_string(e);
        for (uint8_t *p = all; *p != 0; p++) sum = sum * 31 + *p;
        sum += e->count;
        free(all);
        delete(e);
    }
    return sum;
}
