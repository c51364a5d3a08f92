/* A doubly linked list, and callbacks that say what happens to its values. */

#include "program.h"

struct node {
    struct node *next, *prev;
    uint64_t value;
};

struct list {
    struct node *first, *last;
    size_t length;
};

static void push_back(struct list *list, uint64_t value) {
    struct node *node = allocate(sizeof(struct node));
    node->next = NULL;
    node->prev = list->last;
    node->value = value;
    if (list->last == NULL) {
        list->first = node;
    } else {
        list->last->next = node;
    }
    list->last = node;
    list->length++;
}

static void take_out(struct list *list, struct node *node) {
    if (node->prev == NULL) {
        list->first = node->next;
    } else {
        node->prev->next = node->next;
    }
    if (node->next == NULL) {
        list->last = node->prev;
    } else {
        node->next->prev = node->prev;
    }
    list->length--;
    free(node);
}

static void each(struct list *list, void (*callback)(uint64_t *value, uint64_t *context), uint64_t *context) {
    for (struct node *at = list->first; at != NULL; at = at->next) callback(&at->value, context);
}

static void remove_if(struct list *list, int (*callback)(uint64_t value, uint64_t context), uint64_t context) {
    struct node *at = list->first;
    while (at != NULL) {
        struct node *next = at->next;
        if (callback(at->value, context)) take_out(list, at);
        at = next;
    }
}

static void reverse(struct list *list) {
    struct node *at = list->first;
    while (at != NULL) {
        struct node *next = at->next;
        at->next = at->prev;
        at->prev = next;
        at = next;
    }
    struct node *first = list->first;
    list->first = list->last;
    list->last = first;
}

static void add_and_count(uint64_t *value, uint64_t *sum) {
    *sum = *sum * 31 + *value;
    *value += 1;
}

static int is_third(uint64_t value, uint64_t round) { return value % 3 == round % 3; }

static int is_any(uint64_t value, uint64_t round) {
    (void)value;
    (void)round;
    return 1;
}

uint64_t run(uint64_t n) {
    struct list *list = allocate(sizeof(struct list));
    list->first = NULL;
    list->last = NULL;
    list->length = 0;
    uint64_t sum = 0;
    for (uint64_t round = 0; round < n; round++) {
        for (int i = 0; i < 20000; i++) push_back(list, next_random() >> 8);
        each(list, add_and_count, &sum);
        remove_if(list, is_third, round);
        reverse(list);
    }
    sum += list->length;
    remove_if(list, is_any, 0);
    free(list);
    return sum;
}
