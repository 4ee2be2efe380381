/* The same SQLite store as the gateway's: one table, write-ahead log, synchronous = FULL, the same statements. */
#ifndef NSL_PERF_STORE_H
#define NSL_PERF_STORE_H

#include <sqlite3.h>
#include <stddef.h>
#include <stdint.h>

enum { key_length = 32, head_length = 193 };   /* what the enclave's keys and its sealed head record have */

struct store {
    sqlite3 *db;
    sqlite3_stmt *begin, *commit, *version, *put, *get;
};

/* Opens the file and makes the table if it is missing. Exits with a message when something fails, as all of these do. */
void store_open(struct store *store, const char *file);
sqlite3_stmt *store_prepare(const struct store *store, const char *sql);
void store_step(const struct store *store, sqlite3_stmt *statement);
int64_t store_version(const struct store *store, const uint8_t *key);
void store_put(const struct store *store, const uint8_t *key, int64_t version, const void *value, size_t length);

/* A key that looks like the enclave's: as good as random, the same for the same number. */
void store_key(uint64_t number, uint8_t *key);

#endif
