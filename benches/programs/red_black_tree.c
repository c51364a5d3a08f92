/* A red-black tree of integers, with parents and one black leaf for all. */

#include "program.h"

enum { LEFT, RIGHT };

struct node {
    int32_t key;
    uint8_t red;
    struct node *parent;
    struct node *child[2];
};

struct tree {
    struct node *root, *nil;
};

static struct tree *new_tree(void) {
    struct tree *tree = allocate(sizeof(struct tree));
    struct node *nil = allocate(sizeof(struct node));
    nil->key = 0;
    nil->red = 0;
    nil->parent = nil;
    nil->child[LEFT] = nil;
    nil->child[RIGHT] = nil;
    tree->root = nil;
    tree->nil = nil;
    return tree;
}

static void adopt(struct tree *tree, struct node *parent, int on, struct node *child) {
    parent->child[on] = child;
    if (child != tree->nil) child->parent = parent;
}

/* Hangs another subtree where `old` hangs. */
static void replace(struct tree *tree, struct node *old, struct node *new) {
    struct node *parent = old->parent;
    if (parent == tree->nil) {
        tree->root = new;
    } else {
        parent->child[parent->child[RIGHT] == old] = new;
    }
    new->parent = parent;
}

/* Turns a node down to one side; its child from the other side takes its place. */
static void rotate(struct tree *tree, struct node *node, int to) {
    struct node *child = node->child[1 - to];
    adopt(tree, node, 1 - to, child->child[to]);
    replace(tree, node, child);
    adopt(tree, child, to, node);
}

static void repair_insertion(struct tree *tree, struct node *at) {
    while (at->parent->red) {
        struct node *grandparent = at->parent->parent;
        int here = grandparent->child[RIGHT] == at->parent;
        struct node *uncle = grandparent->child[1 - here];
        if (uncle->red) {
            at->parent->red = 0;
            uncle->red = 0;
            grandparent->red = 1;
            at = grandparent;
            continue;
        }
        if (at == at->parent->child[1 - here]) {
            at = at->parent;
            rotate(tree, at, here);
        }
        at->parent->red = 0;
        grandparent->red = 1;
        rotate(tree, grandparent, 1 - here);
    }
    tree->root->red = 0;
}

static int insert(struct tree *tree, int32_t key) {
    struct node *parent = tree->nil;
    struct node *at = tree->root;
    while (at != tree->nil) {
        if (key == at->key) return 0;
        parent = at;
        at = at->child[key > at->key];
    }
    struct node *node = allocate(sizeof(struct node));
    node->key = key;
    node->red = 1;
    node->parent = parent;
    node->child[LEFT] = tree->nil;
    node->child[RIGHT] = tree->nil;
    if (parent == tree->nil) {
        tree->root = node;
    } else {
        parent->child[key > parent->key] = node;
    }
    repair_insertion(tree, node);
    return 1;
}

static struct node *find(struct tree *tree, int32_t key) {
    struct node *at = tree->root;
    while (at != tree->nil && at->key != key) at = at->child[key > at->key];
    return at;
}

static void repair_removal(struct tree *tree, struct node *at) {
    while (at != tree->root && !at->red) {
        struct node *parent = at->parent;
        int here = parent->child[RIGHT] == at;
        struct node *sibling = parent->child[1 - here];
        if (sibling->red) {
            sibling->red = 0;
            parent->red = 1;
            rotate(tree, parent, here);
            sibling = parent->child[1 - here];
        }
        if (!sibling->child[LEFT]->red && !sibling->child[RIGHT]->red) {
            sibling->red = 1;
            at = parent;
            continue;
        }
        if (!sibling->child[1 - here]->red) {
            sibling->child[here]->red = 0;
            sibling->red = 1;
            rotate(tree, sibling, 1 - here);
            sibling = parent->child[1 - here];
        }
        sibling->red = parent->red;
        parent->red = 0;
        sibling->child[1 - here]->red = 0;
        rotate(tree, parent, here);
        at = tree->root;
    }
    at->red = 0;
}

static int take_out(struct tree *tree, int32_t key) {
    struct node *node = find(tree, key);
    if (node == tree->nil) return 0;
    int black_is_gone = !node->red;
    struct node *hole;
    if (node->child[LEFT] == tree->nil) {
        hole = node->child[RIGHT];
        replace(tree, node, hole);
    } else if (node->child[RIGHT] == tree->nil) {
        hole = node->child[LEFT];
        replace(tree, node, hole);
    } else {
        struct node *next = node->child[RIGHT];
        while (next->child[LEFT] != tree->nil) next = next->child[LEFT];
        black_is_gone = !next->red;
        hole = next->child[RIGHT];
        if (next->parent == node) {
            hole->parent = next;
        } else {
            replace(tree, next, hole);
            adopt(tree, next, RIGHT, node->child[RIGHT]);
        }
        replace(tree, node, next);
        adopt(tree, next, LEFT, node->child[LEFT]);
        next->red = node->red;
    }
    free(node);
    if (black_is_gone) repair_removal(tree, hole);
    return 1;
}

/* Frees a subtree, and gives the sum of its keys. */
static int64_t delete(struct tree *tree, struct node *at) {
    if (at == tree->nil) return 0;
    int64_t sum = at->key + delete(tree, at->child[LEFT]) + delete(tree, at->child[RIGHT]);
    free(at);
    return sum;
}

uint64_t run(uint64_t n) {
    struct tree *tree = new_tree();
    uint64_t count = 0;
    for (uint64_t i = 0; i < n; i++) count += insert(tree, next_random() % (2 * n));
    for (uint64_t i = 0; i < n; i++) count += 3 * (find(tree, next_random() % (2 * n)) != tree->nil);
    for (uint64_t i = 0; i < n / 2; i++) count += 5 * take_out(tree, next_random() % (2 * n));
    count += delete(tree, tree->root);
    free(tree->nil);
    free(tree);
    return count;
}
