#include "store.h"

#include <string.h>

#include "stream.h"

static void check(const struct store *store, int result) {
    if (result != SQLITE_OK && result != SQLITE_ROW && result != SQLITE_DONE)
        die("SQLite: %s", sqlite3_errmsg(store->db));
}

static void run(const struct store *store, const char *sql) { check(store, sqlite3_exec(store->db, sql, NULL, NULL, NULL)); }

sqlite3_stmt *store_prepare(const struct store *store, const char *sql) {
    sqlite3_stmt *statement;
    check(store, sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL));
    return statement;
}

void store_step(const struct store *store, sqlite3_stmt *statement) {
    check(store, sqlite3_step(statement));
    sqlite3_reset(statement);
}

void store_open(struct store *store, const char *file) {
    check(store, sqlite3_open_v2(file, &store->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL));
    run(store, "PRAGMA journal_mode = WAL");
    run(store, "PRAGMA synchronous = FULL");
    run(store, "CREATE TABLE IF NOT EXISTS record ("
               "key BLOB NOT NULL PRIMARY KEY, version INTEGER NOT NULL, value BLOB NOT NULL) STRICT");
    store->begin = store_prepare(store, "BEGIN IMMEDIATE");
    store->commit = store_prepare(store, "COMMIT");
    store->version = store_prepare(store, "SELECT version FROM record WHERE key = ?");
    store->put = store_prepare(store, "INSERT INTO record (key, version, value) VALUES (?, ?, ?) "
                                      "ON CONFLICT (key) DO UPDATE SET version = excluded.version, value = excluded.value");
    store->get = store_prepare(store, "SELECT key, version, value FROM record WHERE key = ?");
}

int64_t store_version(const struct store *store, const uint8_t *key) {
    sqlite3_bind_blob(store->version, 1, key, key_length, SQLITE_STATIC);
    int result = sqlite3_step(store->version);
    check(store, result);
    int64_t version = result == SQLITE_ROW ? sqlite3_column_int64(store->version, 0) : 0;
    sqlite3_reset(store->version);
    return version;
}

void store_put(const struct store *store, const uint8_t *key, int64_t version, const void *value, size_t length) {
    sqlite3_bind_blob(store->put, 1, key, key_length, SQLITE_STATIC);
    sqlite3_bind_int64(store->put, 2, version);
    sqlite3_bind_blob(store->put, 3, value, (int)length, SQLITE_STATIC);
    store_step(store, store->put);
}

/* splitmix64 */
static uint64_t mix(uint64_t *state) {
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

void store_key(uint64_t number, uint8_t *key) {
    uint64_t state = number * 4 * 0x9e3779b97f4a7c15u;
    for (int at = 0; at < key_length; at += 8) {
        uint64_t word = mix(&state);
        memcpy(key + at, &word, sizeof word);
    }
}
