/* A hash map with open addressing and string keys: Robin Hood hashing, removal by moving back. */

#include "program.h"

struct slot {
    uint8_t *key; /* The map's own, or NULL where the slot is free. */
    uint64_t value, hash;
    size_t distance; /* How far it is from where it belongs. */
};

struct map {
    struct slot *slots;
    size_t size, entries;
};

static struct slot *new_slots(size_t size) {
    struct slot *slots = allocate(size * sizeof(struct slot));
    for (size_t i = 0; i < size; i++) slots[i].key = NULL;
    return slots;
}

static struct map *new_map(void) {
    struct map *map = allocate(sizeof(struct map));
    map->size = 8;
    map->entries = 0;
    map->slots = new_slots(map->size);
    return map;
}

static void delete(struct map *map) {
    for (size_t i = 0; i < map->size; i++) free(map->slots[i].key);
    free(map->slots);
    free(map);
}

/* FNV-1a. */
static uint64_t hash_of(uint8_t *key) {
    uint64_t hash = 0xcbf29ce484222325u;
    while (*key != 0) hash = (hash ^ *key++) * 0x100000001b3u;
    return hash;
}

/* Which slot has the key; `size` where none has. */
static size_t find(struct map *map, uint8_t *key, uint64_t hash) {
    size_t i = hash & (map->size - 1), distance = 0;
    while (map->slots[i].key != NULL && map->slots[i].distance >= distance) {
        if (map->slots[i].hash == hash && strcmp((char *)map->slots[i].key, (char *)key) == 0) return i;
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

static void set(struct map *map, uint8_t *key, uint64_t value) {
    uint64_t hash = hash_of(key);
    size_t i = find(map, key, hash);
    if (i < map->size) {
        map->slots[i].value += value;
        return;
    }
    if ((map->entries + 1) * 4 > map->size * 3) grow(map);
    map->entries++;
    size_t size = strlen((char *)key) + 1;
    uint8_t *copy = allocate(size);
    memcpy(copy, key, size);
    struct slot new = {copy, value, hash, 0};
    place(map->slots, map->size, new);
}

static uint64_t take_out(struct map *map, uint8_t *key) {
    size_t i = find(map, key, hash_of(key));
    if (i == map->size) return 0;
    uint64_t value = map->slots[i].value;
    free(map->slots[i].key);
    map->entries--;
    for (;;) {
        size_t next = (i + 1) & (map->size - 1);
        if (map->slots[next].key == NULL || map->slots[next].distance == 0) break;
        map->slots[i] = map->slots[next];
        map->slots[i].distance--;
        i = next;
    }
    map->slots[i].key = NULL;
    return value;
}

/* Digits, from the back, after a letter. */
static void write_key(uint8_t *key, uint64_t number) {
    size_t length = 1;
    for (uint64_t rest = number; rest != 0; rest /= 10) length++;
    key[length] = 0;
    for (size_t i = length - 1; i > 0; i--) {
        key[i] = '0' + number % 10;
        number /= 10;
    }
    key[0] = 'k';
}

uint64_t run(uint64_t n) {
    struct map *map = new_map();
    uint8_t *key = allocate(32);
    uint64_t sum = 0;
    for (uint64_t i = 0; i < n; i++) {
        write_key(key, next_random() % n);
        set(map, key, i);
        write_key(key, next_random() % n);
        size_t found = find(map, key, hash_of(key));
        if (found < map->size) sum += map->slots[found].value;
        if (i % 4 == 0) {
            write_key(key, next_random() % n);
            sum += take_out(map, key);
        }
    }
    sum = sum * 31 + map->entries;
    free(key);
    delete(map);
    return sum;
}
