/* A weather station, as C libraries are: objects that nobody sees into, memory that is lent, given and taken, callbacks. */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct reading {
    int32_t hour;
    float celsius;
} reading;

typedef struct station {
    char *name;
    reading *readings;
    size_t count;
    double *weights; /* one for each reading, or NULL */
} station;

typedef int (*station_visit)(const reading *reading, void *user);

static int alive = 0;

/* A new station, which `station_destroy` destroys; NULL without memory. */
station *station_new(const char *name)
{
    station *s = calloc(1, sizeof *s);
    if (s == NULL)
        return NULL;
    s->name = malloc(strlen(name) + 1);
    if (s->name == NULL) {
        free(s);
        return NULL;
    }
    strcpy(s->name, name);
    alive += 1;
    return s;
}

void station_destroy(station *s)
{
    free(s->name);
    free(s->readings);
    free(s->weights);
    free(s);
    alive -= 1;
}

int stations_alive(void)
{
    return alive;
}

/* The name stays the station's. */
const char *station_name(const station *s)
{
    return s->name;
}

/* Copies readings from the caller's memory. 0 without memory. */
int station_record(station *s, const reading *readings, size_t count)
{
    reading *grown = realloc(s->readings, (s->count + count) * sizeof *grown);
    if (grown == NULL)
        return 0;
    memcpy(grown + s->count, readings, count * sizeof *readings);
    s->readings = grown;
    s->count += count;
    return 1;
}

/* The readings stay the station's, until the next `station_record`. */
const reading *station_readings(const station *s, size_t *count)
{
    *count = s->count;
    return s->readings;
}

/* Takes the weights: they are freed with the station, by `free`. */
void station_weigh(station *s, double *weights)
{
    free(s->weights);
    s->weights = weights;
}

double station_mean(const station *s)
{
    double sum = 0, all = 0;
    for (size_t i = 0; i < s->count; i++) {
        double weight = s->weights == NULL ? 1 : s->weights[i];
        sum += weight * s->readings[i].celsius;
        all += weight;
    }
    return sum / all;
}

/* Calls back for each reading, until a call returns something else than 0, which it returns. */
int station_each(const station *s, station_visit visit, void *user)
{
    for (size_t i = 0; i < s->count; i++) {
        int stop = visit(&s->readings[i], user);
        if (stop != 0)
            return stop;
    }
    return 0;
}

/* Writes at most `room` readings above a limit into memory of the caller's, and returns how many. */
size_t station_above(const station *s, float limit, reading *room, size_t count)
{
    size_t written = 0;
    for (size_t i = 0; i < s->count && written < count; i++)
        if (s->readings[i].celsius > limit)
            room[written++] = s->readings[i];
    return written;
}

/* A text that is the caller's, who frees it with `free`. */
char *station_report(const station *s)
{
    size_t size = strlen(s->name) + 64;
    char *text = malloc(size);
    if (text != NULL)
        snprintf(text, size, "%s: %zu readings, mean %.2f", s->name, s->count, station_mean(s));
    return text;
}
