/* A hash map with open addressing and string keys: Robin Hood hashing, removal by moving back. */

#include "program.h"

struct slot {
    char *key; /* The map's own, or NULL where the slot is free. */
    uint64_t value, hash;
    size_t distance; /* How far it is from where it belongs. */
};

struct map {
    struct slot *slots;
    size_t size, entries;
    void (*release)(uint64_t value);
};

static struct slot *new_slots(size_t size) {
    struct slot *slots = allocate(size * sizeof(struct slot));
    for (size_t i = 0; i < size; i++) slots[i].key = NULL;
    return slots;
}

static struct map *new_map(void (*release)(uint64_t value)) {
    struct map *map = allocate(sizeof(struct map));
    map->size = 8;
    map->entries = 0;
    map->release = release;
    map->slots = new_slots(map->size);
    return map;
}

static void let_go(struct map *map, uint64_t value) {
    if (map->release != NULL) map->release(value);
}

static void delete(struct map *map) {
    for (size_t i = 0; i < map->size; i++)
        if (map->slots[i].key != NULL) {
            let_go(map, map->slots[i].value);
            free(map->slots[i].key);
        }
    free(map->slots);
    free(map);
}

/* FNV-1a. */
static uint64_t hash_of(const char *key) {
    uint64_t hash = 0xcbf29ce484222325u;
    while (*key != 0) hash = (hash ^ (uint8_t)*key++) * 0x100000001b3u;
    return hash;
}

/* Which slot has the key; `size` where none has. */
static size_t find(struct map *map, const char *key, uint64_t hash) {
    size_t i = hash & (map->size - 1), distance = 0;
    while (map->slots[i].key != NULL && map->slots[i].distance >= distance) {
        if (map->slots[i].hash == hash && strcmp(map->slots[i].key, key) == 0) return i;
        i = (i + 1) & (map->size - 1);
        distance++;
    }
    return map->size;
}

/* Puts a slot where it belongs, and those that stand there further on. */
static void place(struct slot *slots, size_t size, struct slot new) {
    size_t i = new.hash & (size - 1);
    while (slots[i].key != NULL) {
        if (slots[i].distance < new.distance) {
            struct slot other = slots[i];
            slots[i] = new;
            new = other;
        }
        i = (i + 1) & (size - 1);
        new.distance++;
    }
    slots[i] = new;
}

static void grow(struct map *map) {
    size_t size = map->size * 2;
    struct slot *more = new_slots(size);
    for (size_t i = 0; i < map->size; i++) {
        if (map->slots[i].key != NULL) {
            struct slot moved = map->slots[i];
            moved.distance = 0;
            place(more, size, moved);
        }
    }
    free(map->slots);
    map->slots = more;
    map->size = size;
}

static char *copy_of(const char *key) {
    char *copy = strdup(key);
    if (copy == NULL) abort();
    return copy;
}

/* The value, if the key is there. */
static int get(struct map *map, const char *key, uint64_t *value) {
    char *copy = copy_of(key);
    size_t i = find(map, key, hash_of(copy));
    free(copy);
    if (i == map->size) return 0;
    *value = map->slots[i].value;
    return 1;
}

static void set(struct map *map, const char *key, uint64_t value) {
    char *copy = copy_of(key);
    uint64_t hash = hash_of(copy);
    size_t i = find(map, key, hash);
    if (i < map->size) {
        free(copy);
        uint64_t old = map->slots[i].value;
        map->slots[i].value = value;
        let_go(map, old);
        return;
    }
    if ((map->entries + 1) * 4 > map->size * 3) grow(map);
    map->entries++;
    struct slot new = {copy, value, hash, 0};
    place(map->slots, map->size, new);
}

/* Whether the key was there. */
static int take_out(struct map *map, const char *key) {
    char *copy = copy_of(key);
    size_t i = find(map, key, hash_of(copy));
    free(copy);
    if (i == map->size) return 0;
    struct slot gone = map->slots[i];
    map->entries--;
    for (;;) {
        size_t next = (i + 1) & (map->size - 1);
        if (map->slots[next].key == NULL || map->slots[next].distance == 0) break;
        map->slots[i] = map->slots[next];
        map->slots[i].distance--;
        i = next;
    }
    map->slots[i].key = NULL;
    free(gone.key);
    let_go(map, gone.value);
    return 1;
}

/* Digits after a letter. */
static void write_key(char *key, uint64_t number) {
    uint64_t place = 1;
    while (number / place >= 10) place *= 10;
    *key++ = 'k';
    for (; place > 0; place /= 10) *key++ = '0' + number / place % 10;
    *key = 0;
}

uint64_t run(uint64_t n) {
    struct map *map = new_map(NULL);
    char key[32];
    uint64_t sum = 0, value;
    for (uint64_t i = 0; i < n; i++) {
        write_key(key, next_random() % n);
        set(map, key, i);
        write_key(key, next_random() % n);
        if (get(map, key, &value)) sum += value;
        if (i % 4 == 0) {
            write_key(key, next_random() % n);
            sum += take_out(map, key);
        }
    }
    sum = sum * 31 + map->entries;
    delete(map);
    return sum;
}
