/* What all programs have: numbers that look random, and the end that tells what came out and what it cost. */

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* The same numbers as in `program.rs` (xorshift). */
static uint64_t random_state = 88172645463325252u;

static inline uint64_t next_random(void) {
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return random_state;
}

/* malloc and realloc, or the end: in Rust an error leaves the program. */
static inline void *allocate(size_t size) {
    void *memory = malloc(size);
    if (memory == NULL) abort();
    return memory;
}

static inline void *resize(void *memory, size_t size) {
    memory = realloc(memory, size);
    if (memory == NULL) abort();
    return memory;
}

/* The program: what it is to do is `n` large. */
uint64_t run(uint64_t n);

/* The most memory that was resident, in KiB; 0 where there is no `/proc`. */
static long peak(void) {
    char line[256];
    long size = 0;
    FILE *status = fopen("/proc/self/status", "r");
    while (status != NULL && fgets(line, sizeof line, status) != NULL)
        if (sscanf(line, "VmHWM: %ld", &size) == 1) break;
    if (status != NULL) fclose(status);
    return size;
}

int main(int count, char **arguments) {
    struct timespec time;
    if (count < 2) return 1;
    uint64_t result = run(strtoull(arguments[1], NULL, 10));
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    printf("%llu %.9f %ld\n", (unsigned long long)result, time.tv_sec + time.tv_nsec * 1e-9, peak());
    return 0;
}
