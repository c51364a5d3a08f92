/* How often each word occurs: a hash table with chains, whose words are copies. */

#include "program.h"

struct entry {
    struct entry *next;
    uint8_t *word;
    uint64_t hash;
    uint64_t count;
};

struct table {
    struct entry **chains;
    size_t size, entries;
};

static struct entry **new_chains(size_t size) {
    struct entry **chains = allocate(size * sizeof(struct entry *));
    for (size_t i = 0; i < size; i++) chains[i] = NULL;
    return chains;
}

static struct table *new_table(void) {
    struct table *t = allocate(sizeof(struct table));
    t->size = 16;
    t->entries = 0;
    t->chains = new_chains(t->size);
    return t;
}

/* FNV-1a. */
static uint64_t hash_of(uint8_t *word) {
    uint64_t hash = 0xcbf29ce484222325u;
    while (*word != 0) hash = (hash ^ *word++) * 0x100000001b3u;
    return hash;
}

static void grow(struct table *t) {
    size_t size = t->size * 2;
    struct entry **chains = new_chains(size);
    for (size_t i = 0; i < t->size; i++) {
        struct entry *at = t->chains[i];
        while (at != NULL) {
            struct entry *next = at->next;
            at->next = chains[at->hash & (size - 1)];
            chains[at->hash & (size - 1)] = at;
            at = next;
        }
    }
    free(t->chains);
    t->chains = chains;
    t->size = size;
}

static void count(struct table *t, uint8_t *word) {
    uint64_t hash = hash_of(word);
    struct entry *at = t->chains[hash & (t->size - 1)];
    while (at != NULL) {
        if (at->hash == hash && strcmp((char *)at->word, (char *)word) == 0) {
            at->count++;
            return;
        }
        at = at->next;
    }
    if (t->entries == t->size) grow(t);
    struct entry *new = allocate(sizeof(struct entry));
    size_t size = strlen((char *)word) + 1;
    new->word = allocate(size);
    memcpy(new->word, word, size);
    new->hash = hash;
    new->count = 1;
    new->next = t->chains[hash & (t->size - 1)];
    t->chains[hash & (t->size - 1)] = new;
    t->entries++;
}

static uint64_t delete(struct table *t) {
    uint64_t sum = t->entries;
    for (size_t i = 0; i < t->size; i++) {
        struct entry *at = t->chains[i];
        while (at != NULL) {
            struct entry *next = at->next;
            sum += at->hash * at->count;
            free(at->word);
            free(at);
            at = next;
        }
    }
    free(t->chains);
    free(t);
    return sum;
}

/* Words of one to four syllables. Their text ends with a zero. */
static uint8_t *write_text(uint64_t words) {
    uint8_t *text = allocate(words * 9 + 1);
    uint8_t *at = text;
    for (uint64_t word = 0; word < words; word++) {
        uint64_t syllables = next_random() % 4 + 1;
        for (uint64_t i = 0; i < syllables; i++) {
            *at++ = "bdfgklmnprst"[next_random() % 12];
            *at++ = "aeiou"[next_random() % 5];
        }
        *at++ = ' ';
    }
    *at = 0;
    return text;
}

uint64_t run(uint64_t n) {
    uint8_t *text = write_text(n);
    uint8_t *word = allocate(64);
    struct table *t = new_table();
    uint8_t *at = text;
    while (*at != 0) {
        size_t length = 0;
        while (*at != ' ') word[length++] = *at++;
        word[length] = 0;
        at++;
        count(t, word);
    }
    free(word);
    free(text);
    return delete(t);
}
