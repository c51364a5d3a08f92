/* Expressions: read into trees, calculated, and freed. */

#include "program.h"

struct expression {
    uint8_t kind; /* 'n' is a number, the others are their own sign. */
    uint64_t number;
    struct expression *left, *right;
};

static struct expression *new_number(uint64_t number) {
    struct expression *e = allocate(sizeof(struct expression));
    e->kind = 'n';
    e->number = number;
    e->left = NULL;
    e->right = NULL;
    return e;
}

static struct expression *new_pair(uint8_t kind, struct expression *left, struct expression *right) {
    struct expression *e = allocate(sizeof(struct expression));
    e->kind = kind;
    e->number = 0;
    e->left = left;
    e->right = right;
    return e;
}

struct parser {
    uint8_t *at;
};

static struct expression *sum(struct parser *p);

static struct expression *factor(struct parser *p) {
    if (*p->at == '(') {
        p->at++;
        struct expression *inner = sum(p);
        p->at++;
        return inner;
    }
    uint64_t number = 0;
    while (*p->at >= '0' && *p->at <= '9') {
        number = number * 10 + (*p->at - '0');
        p->at++;
    }
    return new_number(number);
}

static struct expression *product(struct parser *p) {
    struct expression *left = factor(p);
    while (*p->at == '*' || *p->at == '/') {
        uint8_t kind = *p->at;
        p->at++;
        left = new_pair(kind, left, factor(p));
    }
    return left;
}

static struct expression *sum(struct parser *p) {
    struct expression *left = product(p);
    while (*p->at == '+' || *p->at == '-') {
        uint8_t kind = *p->at;
        p->at++;
        left = new_pair(kind, left, product(p));
    }
    return left;
}

static uint64_t value(struct expression *e) {
    if (e->kind == 'n') return e->number;
    uint64_t left = value(e->left), right = value(e->right);
    switch (e->kind) {
        case '+': return left + right;
        case '-': return left - right;
        case '*': return left * right;
        default: return right == 0 ? 0 : left / right;
    }
}

static void delete(struct expression *e) {
    if (e == NULL) return;
    delete(e->left);
    delete(e->right);
    free(e);
}

/* Writes an expression so deep at most; where it ends. */
static uint8_t *write_expression(uint8_t *at, int depth) {
    if (depth == 0 || next_random() % 8 == 0) {
        uint64_t number = next_random() % 1000;
        if (number >= 100) *at++ = '0' + number / 100;
        if (number >= 10) *at++ = '0' + number / 10 % 10;
        *at++ = '0' + number % 10;
        return at;
    }
    *at++ = '(';
    at = write_expression(at, depth - 1);
    *at++ = "+-*/"[next_random() % 4];
    at = write_expression(at, depth - 1);
    *at++ = ')';
    return at;
}

uint64_t run(uint64_t n) {
    uint64_t result = 0;
    uint8_t *text = allocate(1 << 16);
    struct parser *parser = allocate(sizeof(struct parser));
    for (uint64_t i = 0; i < n; i++) {
        uint8_t *end = write_expression(text, 10);
        *end = 0;
        parser->at = text;
        struct expression *e = sum(parser);
        for (int times = 0; times < 3; times++) result = result * 31 + value(e);
        delete(e);
    }
    free(parser);
    free(text);
    return result;
}
