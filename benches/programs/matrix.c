/* Matrices, each a block of rows, multiplied. */

#include "program.h"

static double **new_matrix(size_t n) {
    double **rows = allocate(n * sizeof(double *));
    for (size_t i = 0; i < n; i++) {
        rows[i] = allocate(n * sizeof(double));
        for (size_t j = 0; j < n; j++) rows[i][j] = 0.0;
    }
    return rows;
}

static void fill(double **m, size_t n) {
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) m[i][j] = (double)(next_random() % 100);
}

static void multiply(double **to, double **a, double **b, size_t n) {
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            double sum = 0.0;
            for (size_t k = 0; k < n; k++) sum += a[i][k] * b[k][j];
            to[i][j] = sum;
        }
}

static void delete(double **m, size_t n) {
    for (size_t i = 0; i < n; i++) free(m[i]);
    free(m);
}

uint64_t run(uint64_t n) {
    double **a = new_matrix(n), **b = new_matrix(n), **c = new_matrix(n);
    uint64_t sum = 0;
    fill(a, n);
    fill(b, n);
    multiply(c, a, b, n);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) sum = sum * 31 + (uint64_t)c[i][j];
    delete(a, n);
    delete(b, n);
    delete(c, n);
    return sum;
}
