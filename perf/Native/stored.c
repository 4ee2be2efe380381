/* Looks into a store and prints one line of JSON.
 *
 * usage: stored FILE written VERSION | stored FILE scan | stored FILE scan-by-key
 * written: how many records have a version above VERSION, the bytes of their values, and the highest version.
 * scan: what a start of the enclave needs of every record, in the table's own order or in the order of the keys. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store.h"
#include "stream.h"

static void written(const struct store *store, int64_t version) {
    sqlite3_stmt *select = store_prepare(
        store, "SELECT count(*), total(length(value)), coalesce(max(version), 0) FROM record WHERE version > ?");
    sqlite3_bind_int64(select, 1, version);
    if (sqlite3_step(select) != SQLITE_ROW)
        die("SQLite: %s", sqlite3_errmsg(store->db));
    printf("{\"records\":%lld,\"bytes\":%.0f,\"version\":%lld}\n", sqlite3_column_int64(select, 0),
           sqlite3_column_double(select, 1), sqlite3_column_int64(select, 2));
}

static void scan(const struct store *store, const char *order) {
    char sql[200];
    sqlite3_exec(store->db, "PRAGMA wal_checkpoint(TRUNCATE)", NULL, NULL, NULL);
    snprintf(sql, sizeof sql, "SELECT key, version, substr(value, 1, 57) FROM record %s", order);
    sqlite3_stmt *select = store_prepare(store, sql);
    uint64_t began = now_ns(), records = 0, sum = 0;
    int result;
    while ((result = sqlite3_step(select)) == SQLITE_ROW) {
        const uint8_t *key = sqlite3_column_blob(select, 0), *value = sqlite3_column_blob(select, 2);
        sum += key[0] + value[0] + (uint64_t)sqlite3_column_int64(select, 1);
        records++;
    }
    if (result != SQLITE_DONE)
        die("SQLite: %s", sqlite3_errmsg(store->db));
    printf("{\"records\":%lu,\"bytes\":%lu,\"seconds\":%.4f}\n", records, sum, (double)(now_ns() - began) / 1e9);
}

int main(int argc, char **argv) {
    struct store store;
    if (argc == 4 && strcmp(argv[2], "written") == 0) {
        store_open(&store, argv[1]);
        written(&store, atoll(argv[3]));
    } else if (argc == 3 && strcmp(argv[2], "scan") == 0) {
        store_open(&store, argv[1]);
        scan(&store, "");
    } else if (argc == 3 && strcmp(argv[2], "scan-by-key") == 0) {
        store_open(&store, argv[1]);
        scan(&store, "ORDER BY key");
    } else {
        die("usage: stored FILE written VERSION | stored FILE scan | stored FILE scan-by-key");
    }
    return 0;
}
