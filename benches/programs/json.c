/* A JSON document, parsed, changed, printed and deleted. */

#include "program.h"

enum kind { NULL_ITEM, FALSE_ITEM, TRUE_ITEM, NUMBER, TEXT, ARRAY, OBJECT };

/* Items with a list of children. */
struct item {
    struct item *next, *prev, *child;
    enum kind kind;
    double number;
    /* What it is called in the object around it, or NULL. Its own. */
    char *key;
    /* Of a text. Its own. */
    char *text;
};

static char *copy_of(const char *text) {
    char *copy = strdup(text);
    if (copy == NULL) abort();
    return copy;
}

static struct item *new_item(enum kind kind) {
    struct item *item = allocate(sizeof(struct item));
    item->next = NULL;
    item->prev = NULL;
    item->child = NULL;
    item->kind = kind;
    item->number = 0;
    item->key = NULL;
    item->text = NULL;
    return item;
}

static struct item *number(double value) {
    struct item *item = new_item(NUMBER);
    item->number = value;
    return item;
}

/* Frees an item, what is in it, and what comes after it. */
static void delete(struct item *item) {
    while (item != NULL) {
        struct item *next = item->next;
        delete(item->child);
        free(item->key);
        free(item->text);
        free(item);
        item = next;
    }
}

/* Puts an item behind the last child. */
static void append(struct item *parent, struct item *item) {
    struct item *last = parent->child;
    if (last == NULL) {
        parent->child = item;
        return;
    }
    while (last->next != NULL) last = last->next;
    last->next = item;
    item->prev = last;
}

/* The child that is called so, or NULL. */
static struct item *get(struct item *object, const char *key) {
    struct item *child = object->child;
    while (child != NULL && (child->key == NULL || strcmp(child->key, key) != 0)) child = child->next;
    return child;
}

/* Puts an item into an object, in the place of the one that was called so. */
static void set(struct item *object, const char *key, struct item *item) {
    free(item->key);
    item->key = copy_of(key);
    struct item *old = get(object, key);
    if (old == NULL) {
        append(object, item);
        return;
    }
    item->next = old->next;
    item->prev = old->prev;
    if (item->next != NULL) item->next->prev = item;
    if (object->child == old)
        object->child = item;
    else
        item->prev->next = item;
    old->next = NULL;
    old->prev = NULL;
    delete(old);
}

/* The child with that number, or NULL. */
static struct item *at(struct item *array, size_t index) {
    struct item *child = array->child;
    while (child != NULL && index-- > 0) child = child->next;
    return child;
}

/* Deeper than any document of people. */
#define DEEPEST 500

static const char *skip(const char *s) {
    while (*s == ' ' || *s == '\n' || *s == '\r' || *s == '\t') s++;
    return s;
}

static int hexadecimal(const char *s) {
    int code = 0;
    for (int i = 0; i < 4; i++) {
        int digit;
        if (s[i] >= '0' && s[i] <= '9')
            digit = s[i] - '0';
        else if (s[i] >= 'a' && s[i] <= 'f')
            digit = s[i] - 'a' + 10;
        else if (s[i] >= 'A' && s[i] <= 'F')
            digit = s[i] - 'A' + 10;
        else
            return -1;
        code = code * 16 + digit;
    }
    return code;
}

static char *encode(int code, char *out) {
    if (code < 0x80) {
        *out++ = code;
    } else if (code < 0x800) {
        *out++ = 0xc0 | code >> 6;
        *out++ = 0x80 | (code & 0x3f);
    } else {
        *out++ = 0xe0 | code >> 12;
        *out++ = 0x80 | (code >> 6 & 0x3f);
        *out++ = 0x80 | (code & 0x3f);
    }
    return out;
}

/* The text in a block of its own, and where it ends; NULL where it is none. */
static const char *parse_string(const char *s, char **text) {
    s++;
    /* What is escaped becomes shorter. */
    char *start = allocate(strlen(s) + 1), *out = start;
    while (*s != '"') {
        if ((unsigned char)*s < ' ') goto wrong;
        if (*s != '\\') {
            *out++ = *s++;
            continue;
        }
        s++;
        char escaped = *s++;
        switch (escaped) {
        case 'n': *out++ = '\n'; break;
        case 't': *out++ = '\t'; break;
        case 'r': *out++ = '\r'; break;
        case 'b': *out++ = '\b'; break;
        case 'f': *out++ = '\f'; break;
        case 'u': {
            int code = hexadecimal(s);
            if (code < 0 || (code >= 0xd800 && code < 0xe000)) goto wrong;
            s += 4;
            out = encode(code, out);
            break;
        }
        case '"': case '\\': case '/': *out++ = escaped; break;
        default: goto wrong;
        }
    }
    *out++ = 0;
    *text = resize(start, out - start);
    return s + 1;
wrong:
    free(start);
    return NULL;
}

static const char *parse_number(struct item *item, const char *s) {
    char *end;
    double value = strtod(s, &end);
    if (end == s) return NULL;
    item->kind = NUMBER;
    item->number = value;
    return end;
}

static const char *parse_value(struct item *item, const char *s, int depth);

/* `[ .. ]` and `{ .. }`. */
static const char *parse_list(struct item *item, const char *s, enum kind kind, int depth) {
    char closing = kind == ARRAY ? ']' : '}';
    item->kind = kind;
    s = skip(s + 1);
    if (*s == closing) return s + 1;
    for (;;) {
        struct item *child = new_item(NULL_ITEM);
        append(item, child);
        if (kind == OBJECT) {
            if (*s != '"') return NULL;
            s = parse_string(s, &child->key);
            if (s == NULL) return NULL;
            s = skip(s);
            if (*s++ != ':') return NULL;
            s = skip(s);
        }
        s = parse_value(child, s, depth + 1);
        if (s == NULL) return NULL;
        s = skip(s);
        char byte = *s++;
        if (byte == closing) return s;
        if (byte != ',') return NULL;
        s = skip(s);
    }
}

static const char *parse_value(struct item *item, const char *s, int depth) {
    static const struct {
        const char *word;
        enum kind kind;
    } words[] = {{"null", NULL_ITEM}, {"false", FALSE_ITEM}, {"true", TRUE_ITEM}};
    if (depth > DEEPEST) return NULL;
    for (int i = 0; i < 3; i++) {
        size_t length = strlen(words[i].word);
        if (strncmp(s, words[i].word, length) == 0) {
            item->kind = words[i].kind;
            return s + length;
        }
    }
    switch (*s) {
    case '"': item->kind = TEXT; return parse_string(s, &item->text);
    case '[': return parse_list(item, s, ARRAY, depth);
    case '{': return parse_list(item, s, OBJECT, depth);
    default: return *s == '-' || (*s >= '0' && *s <= '9') ? parse_number(item, s) : NULL;
    }
}

static struct item *parse(const char *document) {
    char *source = copy_of(document);
    struct item *root = new_item(NULL_ITEM);
    const char *end = parse_value(root, skip(source), 0);
    int whole = end != NULL && *skip(end) == 0;
    free(source);
    if (!whole) {
        delete(root);
        return NULL;
    }
    return root;
}

struct buffer {
    char *bytes;
    size_t length, room;
};

static void put_bytes(struct buffer *b, const char *from, size_t count) {
    while (b->length + count >= b->room) {
        b->room *= 2;
        b->bytes = resize(b->bytes, b->room);
    }
    memcpy(b->bytes + b->length, from, count);
    b->length += count;
    b->bytes[b->length] = 0;
}

static void put(struct buffer *b, const char *what) {
    put_bytes(b, what, strlen(what));
}

static void print_string(struct buffer *b, const char *s) {
    char code[8];
    put(b, "\"");
    const char *from = s;
    while (*s != 0) {
        const char *escaped = "";
        switch (*s) {
        case '"': escaped = "\\\""; break;
        case '\\': escaped = "\\\\"; break;
        case '\n': escaped = "\\n"; break;
        case '\t': escaped = "\\t"; break;
        case '\r': escaped = "\\r"; break;
        default:
            if ((unsigned char)*s < 32) {
                snprintf(code, sizeof code, "\\u%04x", *s);
                escaped = code;
            }
        }
        if (*escaped != 0) {
            put_bytes(b, from, s - from);
            put(b, escaped);
            from = s + 1;
        }
        s++;
    }
    put_bytes(b, from, strlen(from));
    put(b, "\"");
}

static void print_value(struct buffer *b, const struct item *item);

static void print_list(struct buffer *b, const struct item *item, const char *open, const char *close) {
    put(b, open);
    for (const struct item *child = item->child; child != NULL; child = child->next) {
        if (child->prev != NULL) put(b, ",");
        if (item->kind == OBJECT) {
            print_string(b, child->key);
            put(b, ":");
        }
        print_value(b, child);
    }
    put(b, close);
}

static void print_value(struct buffer *b, const struct item *item) {
    char digits[32];
    switch (item->kind) {
    case NULL_ITEM: put(b, "null"); break;
    case FALSE_ITEM: put(b, "false"); break;
    case TRUE_ITEM: put(b, "true"); break;
    case NUMBER:
        /* What is printed here has few digits. */
        snprintf(digits, sizeof digits, "%.15g", item->number);
        put(b, digits);
        break;
    case TEXT: print_string(b, item->text); break;
    case ARRAY: print_list(b, item, "[", "]"); break;
    case OBJECT: print_list(b, item, "{", "}"); break;
    }
}

/* The document, in one line. */
static char *print(const struct item *item) {
    struct buffer *b = allocate(sizeof(struct buffer));
    b->room = 16;
    b->length = 0;
    b->bytes = allocate(b->room);
    print_value(b, item);
    char *document = b->bytes;
    free(b);
    return document;
}

#define PEOPLE 20

/* People, with names, numbers, and a list of words each. */
static char *new_document(void) {
    char *document = allocate(PEOPLE * 200), *end = document;
    end += sprintf(end, "[");
    for (int i = 0; i < PEOPLE; i++) {
        int a = next_random() % 1000, b = next_random() % 4000;
        end += sprintf(end,
                       "%s{\"name\": \"person \\\"%d\\\"\", \"born\": %d.%d, \"alive\": %s, \"words\": [\"one\", \"two\\n%d\", null]}",
                       i > 0 ? ", " : "", a, 1900 + b % 100, 25 * (1 + b % 3), b % 2 == 0 ? "true" : "false", b);
    }
    sprintf(end, "]\n");
    return document;
}

uint64_t run(uint64_t n) {
    char *document = new_document();
    uint64_t sum = 0;
    for (uint64_t i = 0; i < n; i++) {
        struct item *root = parse(document);
        if (root == NULL) abort();
        struct item *person = at(root, i % PEOPLE);
        set(person, "born", number(get(person, "born")->number + 0.5));
        set(person, "seen", number((double)i));
        char *text = print(root);
        for (const char *byte = text; *byte != 0; byte++) sum = sum * 31 + (unsigned char)*byte;
        free(text);
        delete(root);
    }
    free(document);
    return sum;
}
