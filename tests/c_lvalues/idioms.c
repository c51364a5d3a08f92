/* The idioms of C that tests/c_lvalues/idioms.rs has, as C programmers write them. Each prints one line. */
#include <ctype.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct node { int value; struct node *next; };
struct list { struct node *head; size_t len; void (*free)(struct node *); };
struct tree { int value; struct tree *left, *right; };
struct person { int age; int scores[3]; };
struct team { struct person **members; size_t count; };
struct vector { long *data; size_t len, cap; };
struct user { unsigned id; char name[16]; unsigned flags; };
struct point { int x, y; };
struct shape { struct point at; struct point corners[2]; };
struct row { char *chars; size_t size; };
struct header { uint16_t length, kind; };
struct table { struct node **slots; size_t size; };
struct ring { int buf[8]; unsigned head, tail; };
struct world { struct point *grid[2][2]; };
struct iterator { struct node *next; };

static struct node *push(struct node *head, int value) {
    struct node *n = malloc(sizeof *n);
    n->value = value;
    n->next = head;
    return n;
}

static void star_of_fresh_memory(void) {
    int *p = malloc(sizeof *p);
    *p = 3;
    *p += 4;
    printf("%d\n", *p);
    free(p);
}

static void fields_of_fresh_memory(void) {
    struct node *n = malloc(sizeof *n);
    n->value = 1;
    n->next = NULL;
    n->value += 6;
    printf("%d %d\n", n->value, n->next == NULL);
    free(n);
}

static void row_of_rows(void) {
    int **m = malloc(3 * sizeof *m);
    for (int i = 0; i < 3; i++) {
        m[i] = malloc(4 * sizeof *m[i]);
        for (int j = 0; j < 4; j++)
            m[i][j] = 10 * i + j;
    }
    m[1][1] += 100;
    printf("%d %d %d\n", m[0][2], m[2][0], m[1][1]);
    for (int i = 0; i < 3; i++)
        free(m[i]);
    free(m);
}

static void pointer_to_arrays(void) {
    int (*a)[3] = malloc(2 * sizeof *a);
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 3; j++)
            a[i][j] = 10 * i + j;
    printf("%d %d\n", a[1][1], a[0][2]);
    free(a);
}

static void flat_matrix(void) {
    int rows = 3, columns = 4;
    int *m = malloc(rows * columns * sizeof *m);
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < columns; j++)
            m[i * columns + j] = i * j;
    printf("%d\n", m[2 * columns + 3]);
    free(m);
}

static void array_of_structures(void) {
    struct person *people = malloc(3 * sizeof *people);
    for (int i = 0; i < 3; i++) {
        people[i].age = 30 + i;
        for (int j = 0; j < 3; j++)
            people[i].scores[j] = i * j;
    }
    people[1].age++;
    people[2].scores[2] -= 1;
    printf("%d %d\n", people[1].age, people[2].scores[2]);
    free(people);
}

static void pointers_to_structures(void) {
    struct team *team = malloc(sizeof *team);
    team->members = malloc(2 * sizeof *team->members);
    team->count = 0;
    for (int i = 0; i < 2; i++) {
        struct person *p = malloc(sizeof *p);
        p->age = 20 + i;
        team->members[team->count++] = p;
    }
    team->members[1]->age += 10;
    printf("%zu %d\n", team->count, team->members[0]->age + team->members[1]->age);
    for (size_t i = 0; i < team->count; i++)
        free(team->members[i]);
    free(team->members);
    free(team);
}

static void vector_push(struct vector *v, long x) {
    if (v->len == v->cap) {
        v->cap = v->cap ? 2 * v->cap : 4;
        v->data = realloc(v->data, v->cap * sizeof *v->data);
    }
    v->data[v->len++] = x;
}

static void growing_array(void) {
    struct vector *v = malloc(sizeof *v);
    v->data = NULL;
    v->len = v->cap = 0;
    for (int i = 0; i < 100; i++)
        vector_push(v, i);
    printf("%ld %zu %zu\n", v->data[99], v->len, v->cap);
    free(v->data);
    free(v);
}

static void stack(void) {
    struct vector *s = malloc(sizeof *s);
    s->data = malloc(8 * sizeof *s->data);
    s->len = 0;
    for (int i = 0; i < 5; i++)
        s->data[s->len++] = i * i;
    long top = s->data[--s->len];
    top += s->data[--s->len];
    printf("%ld %zu\n", top, s->len);
    free(s->data);
    free(s);
}

static void copy_by_steps(void) {
    char *from = malloc(4), *to = malloc(4);
    strcpy(from, "abc");
    const char *src = from;
    char *dst = to;
    int n = 4;
    while (n-- > 0)
        *dst++ = *src++;
    printf("%s %td\n", to, dst - to);
    free(from);
    free(to);
}

static void length_by_pointers(void) {
    char *s = malloc(8);
    strcpy(s, "lovely");
    const char *p = s;
    while (*p)
        p++;
    printf("%td\n", p - s);
    free(s);
}

static void sum_to_end(void) {
    int *a = malloc(5 * sizeof *a);
    for (int i = 0; i < 5; i++)
        a[i] = i;
    int *end = a + 5, sum = 0;
    for (int *p = a; p < end; p++)
        sum += *p;
    printf("%d %td\n", sum, end - a);
    free(a);
}

static void delete(struct node **head, int value) {
    struct node **link = head;
    while (*link && (*link)->value != value)
        link = &(*link)->next;
    if (*link) {
        struct node *gone = *link;
        *link = gone->next;
        free(gone);
    }
}

static void delete_by_links(void) {
    struct list *l = malloc(sizeof *l);
    l->head = NULL;
    for (int i = 0; i < 4; i++)
        l->head = push(l->head, i);
    delete(&l->head, 3);
    delete(&l->head, 1);
    for (struct node *n = l->head; n; n = n->next)
        printf("%d ", n->value);
    printf(".\n");
    free(l->head->next);
    free(l->head);
    free(l);
}

static void reverse_list(void) {
    struct node *head = NULL, *back = NULL;
    for (int i = 0; i < 3; i++)
        head = push(head, i);
    while (head != NULL) {
        struct node *next = head->next;
        head->next = back;
        back = head;
        head = next;
    }
    printf("%d %d %d\n", back->value, back->next->value, back->next->next->value);
    while (back) {
        struct node *next = back->next;
        free(back);
        back = next;
    }
}

static struct tree *leaf(int value) {
    struct tree *t = malloc(sizeof *t);
    t->value = value;
    t->left = t->right = NULL;
    return t;
}

static void insert(struct tree **root, int value) {
    struct tree **at = root;
    while (*at != NULL)
        at = value < (*at)->value ? &(*at)->left : &(*at)->right;
    *at = leaf(value);
}

static int total(struct tree *t) {
    return t == NULL ? 0 : t->value + 2 * total(t->left) + 3 * total(t->right);
}

static void cut(struct tree *t) {
    if (t == NULL)
        return;
    cut(t->left);
    cut(t->right);
    free(t);
}

static void tree_by_links(void) {
    struct tree **root = malloc(sizeof *root);
    *root = NULL;
    int values[] = {5, 2, 8, 1, 9};
    for (int i = 0; i < 5; i++)
        insert(root, values[i]);
    printf("%d %d\n", total(*root), (*root)->left->left->value);
    cut(*root);
    free(root);
}

static void swap(int *a, int *b) {
    int t = *a;
    *a = *b;
    *b = t;
}

static void addresses_of_elements_and_fields(void) {
    int *a = malloc(3 * sizeof *a);
    for (int i = 0; i < 3; i++)
        a[i] = i;
    swap(&a[0], &a[2]);
    struct user *u = malloc(sizeof *u);
    u->id = 3;
    unsigned *id = &u->id;
    *id += 4;
    printf("%d %d %u\n", a[0], a[2], u->id);
    free(u);
    free(a);
}

static void count_letters(void) {
    char *s = strdup("banana");
    int *counts = calloc(26, sizeof *counts);
    for (size_t i = 0; i < strlen(s); i++)
        counts[s[i] - 'a']++;
    printf("%d %d %d\n", counts[0], counts[1], counts['n' - 'a']);
    free(counts);
    free(s);
}

static void fill_a_buffer(void) {
    char *buf = malloc(8);
    size_t len = 0;
    for (char c = 'a'; c < 'f'; c++)
        buf[len++] = c;
    buf[len] = '\0';
    printf("%s %zu\n", buf, len);
    free(buf);
}

static void characters_of_a_row(void) {
    struct row *row = malloc(2 * sizeof *row);
    row->chars = malloc(4);
    row->size = 4;
    for (size_t i = 0; i < row->size; i++)
        row->chars[i] = 'w' + i;
    row->chars[1] += 1;
    row[1] = *row;
    row[1].chars[0] = 'q';
    row[1].chars[2]++;
    printf("%c %c %c\n", row->chars[0], row->chars[1], (row->chars)[2]);
    free(row->chars);
    free(row);
}

static void name_in_a_structure(void) {
    struct user *u = malloc(sizeof *u);
    strcpy(u->name, "Ada");
    strcat(u->name, " L.");
    u->flags = 0;
    u->flags |= 1 << 3;
    u->flags |= 1;
    u->flags &= ~(1u << 3);
    u->flags <<= 2;
    printf("%s %zu %u\n", u->name, strlen(u->name), u->flags);
    free(u);
}

static void text_and_sprintf(void) {
    char *s = malloc(16);
    int n = sprintf(s, "%s-%d", "id", 7);
    n += sprintf(s + n, "%c", '!');
    printf("%s %d %c\n", s, n, *s);
    free(s);
}

static int is_separator(int c) {
    return isspace(c) || strchr(",.()+-/*=~%[];", c) != NULL;
}

static void search_in_a_literal(void) {
    char *s = strdup("a,b");
    char *comma = strchr(s, ',');
    *comma = '\0';
    printf("%d %d %s %s\n", is_separator('('), is_separator('a'), s, comma + 1);
    free(s);
}

static void words(void) {
    char **words = malloc(2 * sizeof *words);
    words[0] = strdup("one");
    words[1] = strdup("two");
    words[1][0] = 'T';
    **words = 'O';
    *(*(words + 1) + 2) = '0';
    printf("%s %s %c\n", words[0], words[1], *words[1]);
    free(words[0]);
    free(words[1]);
    free(words);
}

static void hash_table(void) {
    struct table *t = malloc(sizeof *t);
    t->size = 4;
    t->slots = calloc(t->size, sizeof *t->slots);
    for (int i = 0; i < 10; i++) {
        size_t h = i % t->size;
        t->slots[h] = push(t->slots[h], i);
    }
    printf("%d %d\n", t->slots[1]->value, t->slots[1]->next->next->value);
    for (size_t h = 0; h < t->size; h++)
        while (t->slots[h] != NULL) {
            struct node *n = t->slots[h];
            t->slots[h] = n->next;
            free(n);
        }
    free(t->slots);
    free(t);
}

static void ring_buffer(void) {
    struct ring *q = calloc(1, sizeof *q);
    for (int i = 0; i < 6; i++)
        q->buf[q->tail++ % 8] = i * 10;
    int first = q->buf[q->head++ % 8];
    first += q->buf[q->head++ % 8];
    printf("%d %u\n", first, q->tail - q->head);
    free(q);
}

static void nested_structures(void) {
    struct shape *s = malloc(sizeof *s);
    s->at.x = 1;
    s->at.y = s->at.x + 1;
    for (int i = 0; i < 2; i++) {
        s->corners[i].x = i;
        s->corners[i].y = -i;
    }
    s->corners[1].y *= 5;
    struct point *c = &s->corners[1];
    c->x = 9;
    struct shape copy = *s;
    printf("%d %d %d\n", copy.at.y, copy.corners[1].y, s->corners[1].x);
    free(s);
}

static void grid_of_pointers(void) {
    struct world w;
    struct point *p = malloc(sizeof *p);
    p->x = 1;
    p->y = 2;
    w.grid[1][0] = p;
    w.grid[1][0]->x += 5;
    printf("%d\n", w.grid[1][0]->x * p->y);
    free(w.grid[1][0]);
}

static void stars_and_steps(void) {
    int *a = malloc(4 * sizeof *a);
    int *p = a;
    *p++ = 1;
    *p++ = 2;
    *p = 7;
    (*p)++;
    ++*p;
    int x = *--p;
    *(a + 3) = *(p + 1) + x;
    printf("%d %d %d %d\n", a[0], a[1], a[2], a[3]);
    free(a);
}

static void header_before_the_text(void) {
    char *block = malloc(4 + 6);
    char *s = block + 4;
    struct header *h = (struct header *)(s - sizeof *h);
    h->length = 5;
    h->kind = 1;
    strcpy(s, "hello");
    h->length += 1;
    printf("%d %s\n", ((struct header *)(s - 4))->length, s);
    free(s - 4);
}

static void move_elements(void) {
    int *a = malloc(4 * sizeof *a);
    for (int i = 0; i < 3; i++)
        a[i] = i;
    memmove(a + 1, a, 3 * sizeof *a);
    a[0] = 9;
    printf("%d %d %d %d\n", a[0], a[1], a[2], a[3]);
    free(a);
}

static void callbacks(void) {
    struct list *l = malloc(sizeof *l);
    l->head = push(NULL, 4);
    l->len = 1;
    l->free = NULL;
    printf("%d ", l->free == NULL);
    l->free = (void (*)(struct node *))free;
    if (l->free)
        l->free(l->head);
    l->head = NULL;
    printf("%zu\n", l->len--);
    free(l);
}

static struct node *next(struct iterator *it) {
    struct node *n = it->next;
    if (n != NULL)
        it->next = n->next;
    return n;
}

static void iterate(void) {
    struct node *head = push(push(NULL, 1), 2), *n;
    struct iterator it = {head};
    int sum = 0;
    while ((n = next(&it)) != NULL)
        sum = 10 * sum + n->value;
    printf("%d\n", sum);
    free(head->next);
    free(head);
}

static struct node *global_head = NULL;

static void global(void) {
    global_head = push(global_head, 3);
    global_head = push(global_head, 4);
    printf("%d\n", global_head->value + global_head->next->value);
    free(global_head->next);
    free(global_head);
}

static void each(struct node *head, void (*visit)(int, void *), void *data) {
    for (struct node *n = head; n; n = n->next)
        visit(n->value, data);
}

static void add(int value, void *data) { *(int *)data += value; }

static void user_data(void) {
    struct node *head = push(push(NULL, 5), 6);
    int sum = 0;
    each(head, add, &sum);
    printf("%d\n", sum);
    free(head->next);
    free(head);
}

static int work(size_t n, int fails) {
    int ok = 0;
    char *a = malloc(n), *b = NULL;
    if (!a)
        goto done;
    if (fails)
        goto done;
    b = malloc(n);
    if (!b)
        goto done;
    ok = 1;
done:
    free(b);
    free(a);
    return ok;
}

static void cleanup(void) { printf("%d %d\n", work(3, 0), work(3, 1)); }

static void free_and_forget(void) {
    struct vector *v = malloc(sizeof *v);
    v->data = malloc(8);
    free(v->data);
    v->data = NULL;
    free(v->data);
    printf("%d\n", v->data == NULL);
    free(v);
}

static int padded(int left) {
    int n = 0;
    switch (left) {
    case 3: n += 100; /* fall through */
    case 2: n += 10; /* fall through */
    case 1: n += 1;
    }
    return n;
}

static void fall_through(void) { printf("%d %d %d\n", padded(1), padded(2), padded(3)); }

static void sort_by_insertion(void) {
    int *a = malloc(5 * sizeof *a);
    for (int i = 0; i < 5; i++)
        a[i] = (7 * i) % 5;
    for (int i = 1; i < 5; i++) {
        int key = a[i], j = i - 1;
        while (j >= 0 && a[j] > key) {
            a[j + 1] = a[j];
            j--;
        }
        a[j + 1] = key;
    }
    for (int i = 0; i < 5; i++)
        printf("%d", a[i]);
    printf("\n");
    free(a);
}

static void byte_before_the_text(void) {
    char *block = malloc(6), *s = block + 1;
    s[-1] = 'n';
    strcpy(s, "abc");
    s[-1]++;
    printf("%c %s %c\n", s[-1], s, *(s - 1));
    free(s - 1);
}

static void append(char **out, size_t *n, char c) {
    *out = realloc(*out, *n + 1);
    (*out)[*n] = c;
    *n += 1;
}

static void out_parameters(void) {
    char *out = NULL;
    size_t n = 0;
    for (char c = 'p'; c < 't'; c++)
        append(&out, &n, c);
    append(&out, &n, '\0');
    printf("%s %zu\n", out, n);
    free(out);
}

struct bucket { uint64_t hash : 48, dib : 16; };

static void bit_fields(void) {
    struct bucket *b = malloc(sizeof *b);
    b->hash = 0x123456789abc;
    b->dib = 3;
    b->dib++;
    printf("%llx %d\n", (unsigned long long)b->hash, (int)b->dib);
    free(b);
}

static void zeroed_structure(void) {
    struct shape *s = malloc(sizeof *s);
    memset(s, 0, sizeof *s);
    s->corners[1].y = 4;
    struct shape *t = malloc(sizeof *t);
    *t = *s;
    memset(s->corners, 0, sizeof s->corners);
    printf("%d %d %d\n", s->at.x, s->corners[1].y, t->corners[1].y);
    free(t);
    free(s);
}

static void count_lengths(short *lengths, const char *s) {
    for (; *s; s++)
        lengths[*s - '0']++;
}

static void array_on_the_stack(void) {
    short lengths[10] = {0};
    count_lengths(lengths, "31337");
    printf("%d %d %d\n", lengths[3], lengths[7], lengths[0]);
}

static void null_checked(void) {
    int *p = malloc(sizeof *p);
    if (p == NULL) {
        printf("out of memory\n");
        return;
    }
    *p = 9;
    if (p)
        printf("%d\n", *p);
    free(p);
    p = NULL;
    free(p);
}

#define RUN(f) (printf(#f ": "), f())

int main(void) {
    RUN(star_of_fresh_memory);
    RUN(fields_of_fresh_memory);
    RUN(row_of_rows);
    RUN(pointer_to_arrays);
    RUN(flat_matrix);
    RUN(array_of_structures);
    RUN(pointers_to_structures);
    RUN(growing_array);
    RUN(stack);
    RUN(copy_by_steps);
    RUN(length_by_pointers);
    RUN(sum_to_end);
    RUN(delete_by_links);
    RUN(reverse_list);
    RUN(tree_by_links);
    RUN(addresses_of_elements_and_fields);
    RUN(count_letters);
    RUN(fill_a_buffer);
    RUN(characters_of_a_row);
    RUN(name_in_a_structure);
    RUN(text_and_sprintf);
    RUN(search_in_a_literal);
    RUN(words);
    RUN(hash_table);
    RUN(ring_buffer);
    RUN(nested_structures);
    RUN(grid_of_pointers);
    RUN(stars_and_steps);
    RUN(header_before_the_text);
    RUN(move_elements);
    RUN(callbacks);
    RUN(iterate);
    RUN(global);
    RUN(user_data);
    RUN(cleanup);
    RUN(free_and_forget);
    RUN(fall_through);
    RUN(sort_by_insertion);
    RUN(byte_before_the_text);
    RUN(out_parameters);
    RUN(bit_fields);
    RUN(zeroed_structure);
    RUN(array_on_the_stack);
    RUN(null_checked);
    return 0;
}
